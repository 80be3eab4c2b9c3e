import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { Button, Chip, CopyButton, Note, Panel } from '../../ui/index.ts';
import { holdsText, isWhole, KINDS } from './words.ts';

interface HeadlineProps {
  readonly explanation: Explanation;
  readonly isFetching: boolean;
  readonly onAgain: () => void;
}

/** The value, whether it holds, and what names it. */
export function Headline({ explanation, isFetching, onAgain }: HeadlineProps) {
  const { figure, holds } = explanation;
  const { id, text, value, unknown, kind } = figure;
  return (
    <Panel>
      <div class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <p class="text-2xl font-semibold">{text}</p>
          {value === null ? <p class="max-w-[68ch] text-quiet">{unknown}</p> : null}
        </div>
        <div class="no-print">
          <Button small busy={isFetching} onClick={onAgain}>
            {isFetching ? 'Computing…' : 'Compute again'}
          </Button>
        </div>
      </div>
      {holds ? (
        <Note tone="good" title={holdsText(explanation)} />
      ) : (
        <Note tone="bad" role="alert" title={holdsText(explanation)}>
          Do not rely on it. A source may have changed while it was read: compute again. If it still does not hold, run{' '}
          <code class="font-mono">quarterdeck doctor</code>, which computes every figure anew.
        </Note>
      )}
      <dl class="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
        {value === null || isWhole(figure) ? null : (
          <>
            <dt class="text-quiet">Exact value</dt>
            <dd class="wrap-anywhere">{value}</dd>
          </>
        )}
        <dt class="text-quiet">Id</dt>
        <dd class="flex flex-wrap items-center gap-x-2">
          <code class="font-mono text-sm wrap-anywhere">{id}</code>
          <CopyButton text={id} what="the id" />
        </dd>
        <dt class="text-quiet">Rests on</dt>
        <dd>
          <Chip>{KINDS[kind]}</Chip>
        </dd>
      </dl>
    </Panel>
  );
}
