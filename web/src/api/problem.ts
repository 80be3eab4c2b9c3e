import { problem, type ProblemDetails } from './contract.ts';

export interface ApiProblemOptions {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly trace?: string | undefined;
  readonly errors?: ProblemDetails['errors'];
  readonly mistakes?: ProblemDetails['mistakes'];
  /** Seconds until it may be asked again. */
  readonly retryAfter?: number | undefined;
}

/** What the API refused, in its own words; or why there is no answer of it: `offline`, `timeout`, `not-the-contract`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly trace: string | undefined;
  readonly errors: ProblemDetails['errors'];
  readonly mistakes: ProblemDetails['mistakes'];
  readonly retryAfter: number | undefined;

  constructor({ status, code, detail, trace, errors, mistakes, retryAfter }: ApiProblemOptions) {
    super(detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.trace = trace;
    this.errors = errors;
    this.mistakes = mistakes;
    this.retryAfter = retryAfter;
  }
}

/** A refusal as the API wrote it; what stands between (a proxy, a captive portal) writes no problem details. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
  const read = problem.safeParse(await response.json().catch(() => undefined));
  if (read.success) {
    const { code, detail, title, trace, errors, mistakes } = read.data;
    return new ApiProblem({ status, code, detail: detail ?? title, trace, errors, mistakes, retryAfter });
  }
  const detail = `the server answered ${status} without saying why; it may be restarting, or something stands between`;
  return new ApiProblem({ status, code: 'no-problem-details', detail, retryAfter });
}

/** Any error as a problem, so that a page shows one kind. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof Error ? error.message : 'something went wrong that nobody expected';
  return new ApiProblem({ status: 0, code: 'unexpected', detail });
}
