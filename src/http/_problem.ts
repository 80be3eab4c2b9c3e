import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../core/problem.ts';
import type { ProblemDetails } from './contract/index.ts';

/** Thrown by a route or a middleware: the answer is its problem details. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: ProblemDetails['errors'];

  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    more: { readonly headers?: Readonly<Record<string, string>>; readonly errors?: ProblemDetails['errors'] } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

/** Problems of the portfolio as the contract has them. */
export function mistakeOf({ code, at, severity, message, expected, mend }: Problem) {
  return {
    code,
    file: at.file,
    line: at.line,
    column: at.column,
    severity,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(mend === undefined ? {} : { mend }),
  };
}
