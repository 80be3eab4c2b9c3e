import type { Finding } from '../../api/contract.ts';
import { Day, Instant } from '../../ui/index.ts';
import { quietedBy } from './notes.ts';
import { whoText } from './words.ts';

/** Who made a finding quiet, when and why; nothing where it speaks. */
export function QuietLine({ finding }: { readonly finding: Finding }) {
  const quiet = finding.life?.quiet;
  if (!quiet) return null;
  const hand = quietedBy(finding);
  const why = quiet.note ?? hand?.note;
  return (
    <p class="max-w-[68ch] rounded bg-sunken px-3 py-2">
      {quiet.kind === 'snoozed' && quiet.until !== undefined ? (
        <>
          Snoozed until <Day on={quiet.until} />
        </>
      ) : (
        'Acknowledged'
      )}
      {hand === undefined ? null : (
        <>
          {' '}
          by {whoText(hand.by)}, <Instant at={hand.at} />
        </>
      )}
      {why === undefined ? '. No reason was given.' : `: “${why}”`}
    </p>
  );
}
