import { useId } from 'preact/hooks';
import { useBridge } from '../../api/index.ts';
import type { Finding } from '../../api/contract.ts';
import { Button, Chip, classes, Failed, FigureLink, SeverityChip, sentence } from '../../ui/index.ts';
import { History } from './history.tsx';
import type { Deed } from './notes.ts';
import { QuietLine } from './quiet-line.tsx';
import { lifeText } from './words.ts';

export interface CardProps {
  readonly finding: Finding;
  /** Its link was opened. */
  readonly opened: boolean;
  /** What the server did not take. */
  readonly refused: unknown;
  readonly onAct: (action: Deed, finding: Finding) => void;
  readonly onRetry: () => void;
}

const EDGES = {
  critical: 'border-s-critical',
  high: 'border-s-high',
  medium: 'border-s-medium',
  low: 'border-s-low',
  info: 'border-s-info',
} as const;

/** A finding: the claim with its number as the headline; then what is at stake, what to do, and what proves it. */
export function Card({ finding, opened, refused, onAct, onRetry }: CardProps) {
  const { id, severity, entityName, title, claim, fix, life } = finding;
  const { user } = useBridge();
  const head = useId();
  const story = lifeText(life);
  return (
    <article
      id={id}
      data-finding={id}
      tabIndex={-1}
      aria-labelledby={head}
      class={classes(
        'keep-together grid gap-2.5 rounded-lg border border-s-4 border-line bg-panel p-4 sm:p-5',
        EDGES[severity],
      )}
    >
      <div class="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-quiet">
        <SeverityChip severity={severity} />
        {story === '' ? null : <Chip tone={life?.state === 'worse' ? 'bad' : 'plain'}>{story}</Chip>}
        <span>
          {entityName} · {title}
        </span>
        <a href={`#${id}`} class="font-mono text-xs text-quiet underline underline-offset-2 sm:ms-auto">
          <span class="sr-only">Link to finding </span>
          {id.slice(0, 16)}
        </a>
      </div>
      <h3 id={head} class="max-w-[68ch] text-lg font-semibold">
        {claim}
      </h3>
      <QuietLine finding={finding} />
      <Stake finding={finding} />
      <p class="max-w-[68ch]">
        <strong class="font-semibold">Do:</strong> {fix}
      </p>
      <Proof finding={finding} opened={opened} />
      {refused === undefined ? null : (
        <Failed error={refused} title="It was not written down, and stands as it stood" onRetry={onRetry} />
      )}
      {user.role === 'admin' ? <Actions finding={finding} onAct={onAct} head={head} /> : null}
    </article>
  );
}

function Stake({ finding: { stake } }: { readonly finding: Finding }) {
  if (!stake) return null;
  return (
    <p class="max-w-[68ch]">
      <strong class="font-semibold">At stake:</strong> {stake.text}.{' '}
      <span class="text-quiet">
        {sentence(stake.how)}
        {stake.figures.length === 0 ? null : ' Receipts: '}
        {stake.figures.map((figure, at) => (
          <span key={figure.id}>
            {at === 0 ? null : ', '}
            <FigureLink figure={figure} />
          </span>
        ))}
      </span>
    </p>
  );
}

/** Open where it is grave, or where somebody came for it. */
function Proof({ finding, opened }: { readonly finding: Finding; readonly opened: boolean }) {
  const { severity, why, effort, standard, owner, evidence } = finding;
  return (
    <>
      <p class="text-sm text-quiet">
        <span class="font-semibold text-ink">{owner ?? 'Nobody’s yet'}</span> · effort: {effort} · {standard}
      </p>
      <details open={opened || severity === 'critical' || severity === 'high'} class="grid gap-2">
        <summary class="min-h-6 text-accent underline-offset-2 hover:underline">Why, evidence and history</summary>
        <div class="grid gap-2 pt-2">
          <p class="max-w-[68ch]">
            <strong class="font-semibold">Why:</strong> {why}
          </p>
          {evidence.length === 0 ? null : (
            <div>
              <p class="font-semibold">Evidence:</p>
              <ul class="grid gap-1 ps-4 sm:columns-2">
                {evidence.map((figure) => (
                  <li key={figure.id} class="break-inside-avoid list-disc">
                    <FigureLink figure={figure} labelled />
                  </li>
                ))}
              </ul>
            </div>
          )}
          <History notes={finding.notes} />
        </div>
      </details>
    </>
  );
}

function Actions({ finding, onAct, head }: Pick<CardProps, 'finding' | 'onAct'> & { readonly head: string }) {
  const act = (action: Deed, words: string) => (
    <Button small onClick={() => onAct(action, finding)} aria-describedby={head}>
      {words}
    </Button>
  );
  return (
    <div class="no-print flex flex-wrap gap-2 pt-1">
      {finding.life?.quiet ? act('reopen', 'Open again…') : act('acknowledge', 'Acknowledge…')}
      {act('snooze', finding.life?.quiet ? 'Put off further…' : 'Snooze…')}
      {act('assign', 'Assign…')}
    </div>
  );
}
