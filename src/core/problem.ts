/** A place in a text file; line and column count from 1. */
export interface Position {
  /** Path as the owner would write it: relative to the portfolio folder, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something wrong in what came from outside. It has a place and says what is wrong, what was expected and how to mend
 * it; reading goes on after it, and the row it names is set aside, counted and shown, never taken for zero.
 */
export interface Problem {
  /** Stable, kebab-case; each room that reads keeps the table of its codes with what they mean. */
  readonly code: string;
  readonly at: Position;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly expected?: string;
  readonly mend?: string;
}

/** `file:line:col  code  what is wrong; expected …; mend` on one line. */
export function problemText(problem: Problem): string {
  const { at, code, message, expected, mend } = problem;
  const parts = [message, ...(expected ? [`expected ${expected}`] : []), ...(mend ? [mend] : [])];
  return `${at.file}:${at.line}:${at.column}  ${code}  ${parts.map(oneLine).join('; ')}`;
}

/** Text from outside, fit for one line of a terminal: control characters are shown, not obeyed. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this line is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export const EXIT = { ok: 0, failure: 1, usage: 2, partlySent: 3, findings: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error that is the user's to mend: printed without a stack trace, with every problem that was found. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly problems: readonly Problem[];
  readonly exit: ExitCode;

  constructor(
    code: string,
    message: string,
    options: { problems?: readonly Problem[]; exit?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
    this.exit = options.exit ?? EXIT.usage;
  }
}
