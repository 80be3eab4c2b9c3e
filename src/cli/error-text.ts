import { EXIT, oneLine, problemText, UserError, type ExitCode } from '../core/problem.ts';

/**
 * What a person reads of an error, and the exit code. No stack trace for what they can mend; `trace` asks for the whole
 * one of what only we can.
 */
export function errorText(error: unknown, trace = false): { readonly text: string; readonly exit: ExitCode } {
  if (error instanceof UserError) {
    const lines = [...error.problems.map(problemText), `quarterdeck: ${oneLine(error.message)}`];
    return { text: `${lines.join('\n')}\n`, exit: error.exit };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = trace && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  const says = refusalOf(error) ?? `unexpected: ${message} (set QUARTERDECK_DEBUG=1 for the trace)`;
  return { text: `quarterdeck: ${oneLine(says)}\n${stack}`, exit: EXIT.failure };
}

/** What the machine refuses, wherever that was noticed: whoever runs it can mend that, and we cannot. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room on it, then try again',
  EDQUOT: 'your share of the disk is used up; make room, then try again',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not; check who may read and write there',
  EMFILE: 'too many files are open; raise the limit (`ulimit -n`), then try again',
};

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const why = REFUSALS[String(error.code)];
  if (why === undefined) return undefined;
  if ('path' in error && typeof error.path === 'string') return `${error.path}: ${why}`;
  // What is not of a file can be refused for other reasons.
  return error.code === 'EACCES' ? undefined : why;
}
