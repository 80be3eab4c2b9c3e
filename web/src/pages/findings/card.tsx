import { useId } from 'preact/hooks';
import { useBridge } from '../../api/index.ts';
import type { Finding } from '../../api/contract.ts';
import { Button, Chip, classes, counted, Failed, FigureLink, SeverityChip, sentence } from '../../ui/index.ts';
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
  return (
    <article
      id={id}
      data-finding={id}
      tabIndex={-1}
      aria-labelledby={head}
      class={classes(
        'keep-together grid grid-cols-1 gap-x-8 gap-y-3 rounded-lg border border-s-4 border-line bg-panel p-4 sm:p-5',
        'lg:grid-cols-[minmax(0,1fr)_14rem] print:mb-3 print:grid-cols-[minmax(0,1fr)_11rem] print:p-3',
        EDGES[severity],
      )}
    >
      <div class="grid grid-cols-1 content-start gap-2.5">
        <div class="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-quiet">
          <SeverityChip severity={severity} />
          <Story life={life} />
          <span>
            {entityName} · {title}
          </span>
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
      </div>
      <div class="grid content-start gap-3">
        <Terms finding={finding} />
        {user.role === 'admin' ? <Actions finding={finding} onAct={onAct} head={head} /> : null}
      </div>
    </article>
  );
}

/** New, worse and back again are marked; that it was there before is said. */
function Story({ life }: Pick<Finding, 'life'>) {
  const story = lifeText(life);
  if (story === '') return null;
  if (life?.state === 'persisting') return <span class="text-ink">{story}</span>;
  return <Chip tone={life?.state === 'worse' ? 'bad' : 'plain'}>{story}</Chip>;
}

function Terms({ finding: { id, owner, effort, standard } }: { readonly finding: Finding }) {
  return (
    <dl class="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm [&_dt]:text-quiet">
      <dt>Owner</dt>
      <dd class="font-semibold">{owner ?? 'nobody yet'}</dd>
      <dt>Effort</dt>
      <dd>{effort}</dd>
      <dt>Standard</dt>
      <dd>{standard}</dd>
      <dt>Finding</dt>
      <dd>
        <a href={`#${id}`} class="font-mono text-xs text-accent underline underline-offset-2">
          {id.slice(0, 16)}
        </a>
      </dd>
    </dl>
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

/** On a phone the list is long enough without what proves it. */
const isWide = (): boolean => matchMedia('(min-width: 64rem)').matches;

/** Open where it is gravest, or where somebody came for it. */
function Proof({ finding, opened }: { readonly finding: Finding; readonly opened: boolean }) {
  const { severity, why, evidence, notes } = finding;
  return (
    <details open={opened || (severity === 'critical' && isWide())}>
      <summary class="min-h-6 text-accent underline-offset-2 hover:underline">
        Why, and the evidence{notes.length === 0 ? '' : `; ${counted(notes.length, 'note')}`}
      </summary>
      <div class="grid gap-2 pt-2">
        <p class="max-w-[68ch]">
          <strong class="font-semibold">Why:</strong> {why}
        </p>
        {evidence.length === 0 ? null : (
          <div>
            <p class="font-semibold">Evidence:</p>
            <ul class={classes('grid gap-x-6 gap-y-1 ps-4', evidence.length > 3 && 'sm:grid-cols-2')}>
              {evidence.map((figure) => (
                <li key={figure.id} class="list-disc">
                  <FigureLink figure={figure} labelled />
                </li>
              ))}
            </ul>
          </div>
        )}
        <History notes={notes} />
      </div>
    </details>
  );
}

function Actions({ finding, onAct, head }: Pick<CardProps, 'finding' | 'onAct'> & { readonly head: string }) {
  const act = (action: Deed, words: string) => (
    <Button small onClick={() => onAct(action, finding)} aria-describedby={head}>
      {words}
    </Button>
  );
  return (
    <div class="no-print flex flex-wrap gap-2">
      {finding.life?.quiet ? act('reopen', 'Open again…') : act('acknowledge', 'Acknowledge…')}
      {act('snooze', finding.life?.quiet ? 'Snooze anew…' : 'Snooze…')}
      {act('assign', 'Assign…')}
    </div>
  );
}
