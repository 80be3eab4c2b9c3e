import type { ComponentChildren } from 'preact';
import { Failed, Waiting } from './states.tsx';

export interface LoadedProps<T> {
  /** Of `useAnswer` or `usePages`. */
  readonly answer: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** “the findings”. */
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ComponentChildren;
}

/** What was asked for; until then a skeleton, or why it is not there. What is there stays there when a later try fails. */
export function Loaded<T>({ answer, what, lines, children }: LoadedProps<T>) {
  const { data, error, refetch } = answer;
  const failed = error ? (
    <Failed
      error={error}
      title={
        data === undefined ? `Could not load ${what}` : `Could not load ${what} anew; this is what was there before`
      }
      onRetry={() => void refetch()}
    />
  ) : null;
  if (data === undefined) return failed ?? <Waiting what={what} {...(lines === undefined ? {} : { lines })} />;
  return (
    <>
      {failed}
      {children(data)}
    </>
  );
}
