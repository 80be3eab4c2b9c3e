import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { UserError } from '../../core/problem.ts';
import type { Env } from '../_api.ts';
import { HttpProblem, mistakeOf } from '../_problem.ts';
import type { ProblemDetails } from '../contract/index.ts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Statuses of the use cases' errors; the rest are what cannot be done as asked. */
const STATUS: Readonly<Record<string, ContentfulStatusCode>> = {
  'no-such-report': 404,
  'no-such-finding': 404,
  'no-such-figure': 404,
  'no-such-list': 404,
  'no-such-dispatch': 404,
  'no-such-entity': 404,
  'bad-cursor': 400,
  usage: 400,
  'records-busy': 503,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not that way',
  408: 'It took too long',
  409: 'It goes against what is on record',
  413: 'Too large',
  415: 'Not this kind of content',
  422: 'It cannot be done as asked',
  429: 'Too many requests',
  500: 'The server failed',
  503: 'Not at present',
};

/** Any error as RFC 9457 problem details. What nobody expected is in the log, by its trace id, and in no answer. */
export function answerProblem(error: Error, context: Context<Env>): Response {
  const trace = context.var.trace;
  if (error instanceof HttpProblem) {
    const { status, code, message, headers, errors } = error;
    return answer(context, { status, code, detail: message, errors }, headers);
  }
  if (error instanceof UserError) {
    const mistakes = error.problems.slice(0, 100).map(mistakeOf);
    const status = STATUS[error.code] ?? 422;
    return answer(context, {
      status,
      code: error.code,
      detail: error.message,
      ...(mistakes.length > 0 ? { mistakes } : {}),
    });
  }
  if (error instanceof HTTPException)
    return answer(context, { status: error.status, code: 'bad-request', detail: 'the request cannot be understood' });
  context.var.door.log({ level: 'error', what: error.name, trace, code: 'unexpected' });
  return answer(context, { status: 500, code: 'unexpected', detail: 'something went wrong that nobody expected' });
}

interface Said {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly detail: string;
  readonly errors?: ProblemDetails['errors'];
  readonly mistakes?: ProblemDetails['mistakes'];
}

export function answer(context: Context<Env>, said: Said, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, code, detail, errors, mistakes } = said;
  const details: ProblemDetails = {
    type: 'about:blank',
    title: TITLES[status] ?? 'It cannot be done',
    status,
    detail: detail.slice(0, 4000),
    code,
    trace: context.var.trace,
    ...(errors ? { errors } : {}),
    ...(mistakes ? { mistakes } : {}),
  };
  return context.body(JSON.stringify(details), status, { ...headers, 'content-type': 'application/problem+json' });
}
