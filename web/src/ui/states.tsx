import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy.tsx';
import { Note } from './note.tsx';
import { sentence } from './sentence.ts';

export interface WaitingProps {
  /** What is awaited: “the findings”. */
  readonly what: string;
  readonly lines?: number;
}

/** A skeleton, after 200 ms: what is quicker needs none. */
export function Waiting({ what, lines = 4 }: WaitingProps) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return <div class="min-h-24" />;
  return (
    <div role="status" class="grid min-h-24 gap-3">
      <span class="sr-only">Loading {what}…</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="h-4 animate-pulse rounded bg-line" style={{ width: `${95 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export interface EmptyProps {
  readonly title: string;
  /** What to do about it. */
  readonly children?: ComponentChildren;
  /** To be run in the portfolio's folder. */
  readonly command?: string;
}

/** Nothing is here: what to do, and the command to run. */
export function Empty({ title, children, command }: EmptyProps) {
  return (
    <div class="grid justify-items-start gap-2 rounded-lg border border-dashed border-edge p-5">
      <p class="font-semibold">{title}</p>
      {children === undefined ? null : <div class="max-w-[68ch] text-quiet">{children}</div>}
      {command === undefined ? null : (
        <div class="flex max-w-full flex-wrap items-center gap-2">
          <code class="max-w-full overflow-x-auto rounded bg-sunken px-2 py-1 font-mono text-sm">{command}</code>
          <CopyButton text={command} what="the command" />
        </div>
      )}
    </div>
  );
}

export interface FailedProps {
  readonly error: unknown;
  /** What did not work: “The findings could not be loaded”. */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What went wrong in the server's words, with its code and trace id, and a way on. */
export function Failed({ error, title = 'This did not work', onRetry }: FailedProps) {
  const { code, detail, trace, mistakes = [], errors = [], retryAfter } = asProblem(error);
  const offline = code === 'offline';
  return (
    <Note tone={offline ? 'warning' : 'bad'} role="alert" title={offline ? 'The server cannot be reached' : title}>
      <p>
        {offline ? 'Look at your connection, and whether Quarterdeck is running; then try again.' : sentence(detail)}
      </p>
      {[
        ...mistakes.map((one) => `${one.file}:${one.line}: ${one.message}`),
        ...errors.map((one) => `${one.at}: ${one.message}`),
      ]
        .slice(0, 5)
        .map((line) => (
          <p key={line} class="font-mono text-sm">
            {line}
          </p>
        ))}
      {retryAfter === undefined ? null : <p>Try again in {retryAfter} s.</p>}
      {offline ? null : (
        <p class="text-sm text-quiet">
          Code <code class="font-mono">{code}</code>
          {trace === undefined ? null : (
            <>
              {' · '}Trace <code class="font-mono break-all">{trace}</code>
            </>
          )}
        </p>
      )}
      {onRetry === undefined ? null : (
        <div class="no-print mt-2">
          <Button small onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Note>
  );
}

export { sentence };
