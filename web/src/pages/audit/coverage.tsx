import { CopyButton, Panel } from '../../ui/index.ts';
import { blindSpot } from './words.ts';

const ANCHORS = 'quarterdeck verify --anchors ~/Mail/audit';

/** What the check looks at, and what it is blind to. */
export function Coverage({ anchors }: { readonly anchors?: number | undefined }) {
  return (
    <div class="grid gap-5 lg:grid-cols-2">
      <Panel title="What it looks at">
        <ul class="grid max-w-[68ch] list-disc gap-1.5 ps-5">
          <li>Each entry of the chain: it carries the hash of the one before.</li>
          <li>
            Each dispatch: who received it, subject, sender, state, attempts, failures, receipts, bounces, who had it
            sent.
          </li>
          <li>The exact bytes of each message, by their SHA-256.</li>
          <li>Each checkpoint’s signature, and those that are kept in the portfolio’s locked bucket.</li>
        </ul>
        <p class="text-quiet">It reads everything and changes nothing. It may run while others send.</p>
      </Panel>
      <Panel title="What it cannot see">
        <ul class="grid max-w-[68ch] list-disc gap-1.5 ps-5">
          {anchors ? <li>{blindSpot(anchors)}</li> : null}
          <li>
            Without checkpoints outside the records, an end that was cut off; nor records that were made anew and signed
            by someone who has the keys.
          </li>
          <li>What no checkpoint covers yet: the steps since the end of the last run.</li>
          <li>Findings’ notes, suppressions and readings: records to work with, and not sealed.</li>
          <li>Whether a report was right, or whether anybody read it.</li>
        </ul>
        <p>
          The audit mailbox sees more. Save its messages as .eml files into a folder, and hold the records against them:
        </p>
        <div class="flex max-w-full flex-wrap items-center gap-2">
          <code class="max-w-full rounded bg-sunken px-2 py-1 font-mono text-sm break-words">{ANCHORS}</code>
          <CopyButton text={ANCHORS} what="the command" />
        </div>
      </Panel>
    </div>
  );
}
