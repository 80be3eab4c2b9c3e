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
  const text = `quarterdeck: unexpected: ${oneLine(message)} (set QUARTERDECK_DEBUG=1 for the trace)\n${stack}`;
  return { text, exit: EXIT.failure };
}
