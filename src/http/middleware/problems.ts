import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { UserError } from '../../core/problem.ts';
import type { Env } from '../_api.ts';
import { HttpProblem, mistakeOf } from '../_problem.ts';
import type { ProblemDetails } from '../contract/index.ts';
import { framesOf, withoutPlaces } from './places.ts';

/** Statuses of the use cases' errors; the rest are what cannot be done as asked. */
const STATUS: Readonly<Record<string, ContentfulStatusCode>> = {
  'no-such-report': 404,
  'no-such-finding': 404,
  'no-such-figure': 404,
  'no-such-list': 404,
  'no-such-dispatch': 404,
  'no-such-entity': 404,
  'bad-cursor': 400,
  'key-used': 422,
  'not-a-recipient': 403,
  usage: 400,
  'records-busy': 503,
  // A disk that is full, a database that does not answer: not of whoever asks, who may ask again.
  'records-unreadable': 503,
  'records-unwritable': 503,
  'no-portfolio': 503,
  stopping: 503,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not that way',
  408: 'It took too long',
  409: 'It goes against what is on record',
  410: 'No longer there',
  413: 'Too large',
  415: 'Not this kind of content',
  421: 'Not this server',
  422: 'It cannot be done as asked',
  429: 'Too many requests',
  500: 'The server failed',
  503: 'Not at present',
};

/** Any error as RFC 9457 problem details. What nobody expected is in the log, by its trace id, and in no answer. */
export function answerProblem(error: Error, context: Context<Env>): Response {
  if (error instanceof HttpProblem) {
    const { status, code, message, headers, errors } = error;
    return answer(context, { status, code, detail: message, errors }, headers);
  }
  if (error instanceof UserError) return answerUserError(error, context);
  if (error instanceof HTTPException) return answer(context, saidByHono(error));
  if (context.req.raw.signal.aborted)
    return answer(context, { status: 400, code: 'client-left', detail: 'the request was broken off' });
  const { door, trace } = context.var;
  door.log({ level: 'error', what: error.name, trace, code: 'unexpected', frames: framesOf(error) });
  return answer(context, { status: 500, code: 'unexpected', detail: 'something went wrong that nobody expected' });
}

/** Its words are those of the command line; where the portfolio lies on this machine is nobody's business. */
function answerUserError({ code, message, problems }: UserError, context: Context<Env>): Response {
  const { folder } = context.var.door.bridge.ledger.declared;
  const shown = (text: string): string => withoutPlaces(text, folder);
  const mistakes = problems.slice(0, 100).map((one) => {
    const { file, message: says, expected, mend, ...rest } = mistakeOf(one);
    return {
      ...rest,
      file: shown(file),
      message: shown(says),
      ...(expected === undefined ? {} : { expected: shown(expected) }),
      ...(mend === undefined ? {} : { mend: shown(mend) }),
    };
  });
  const status = STATUS[code] ?? 422;
  return answer(context, { status, code, detail: shown(message), ...(mistakes.length > 0 ? { mistakes } : {}) });
}

/** What Hono and its validators refuse before a route is asked. */
function saidByHono({ status, message }: HTTPException): Said {
  if (status === 415)
    return { status, code: 'not-json', detail: 'the body must be JSON, with a Content-Type of application/json' };
  if (message.startsWith('Malformed JSON')) return { status, code: 'bad-json', detail: 'the body is no JSON' };
  return { status, code: 'bad-request', detail: 'the request cannot be understood' };
}

interface Said {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly detail: string;
  readonly errors?: ProblemDetails['errors'];
  readonly mistakes?: ProblemDetails['mistakes'];
}

export function answer(context: Context<Env>, said: Said, headers: Readonly<Record<string, string>> = {}): Response {
  context.set('code', said.code);
  const body = JSON.stringify(problemOf(said, context.var.trace));
  return context.body(body, said.status, { ...headers, 'content-type': 'application/problem+json' });
}

export function problemOf(said: Said, trace: string): ProblemDetails {
  const { status, code, detail, errors, mistakes } = said;
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'It cannot be done',
    status,
    detail: detail.slice(0, 4000),
    code,
    trace,
    ...(errors ? { errors } : {}),
    ...(mistakes ? { mistakes } : {}),
  };
}
