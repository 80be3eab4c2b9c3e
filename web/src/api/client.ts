import type * as z from 'zod';
import { ApiProblem, problemOf } from './problem.ts';
import type { Session } from './session.ts';

/** Parts of a query; what is undefined is left out. */
export type Params = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Asked {
  readonly params?: Params;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Posted extends Asked {
  readonly body?: unknown;
  /** Goes out whole though the page is left or loaded anew at once: what is shown as done already. */
  readonly keepalive?: boolean;
}

export type Client = ReturnType<typeof createClient>;

/** No answer of the API takes longer: a send answers 202 and goes on. */
const PATIENCE = 60_000;

/** The API, its answers validated by the contract. It is asked with the session's token, which is refreshed once. */
export function createClient(options: {
  readonly fetch: typeof fetch;
  readonly session: Pick<Session, 'token' | 'refresh' | 'ended'>;
  readonly patience?: number;
}) {
  const { fetch, session, patience = PATIENCE } = options;

  const once = async (path: string, init: RequestInit, bearer: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${bearer}`);
    try {
      return await fetch(path, { ...init, headers, credentials: 'omit' });
    } catch (error) {
      throw noAnswer(error);
    }
  };

  /** The answer, a second time with a new token when the first was too old; a refusal is thrown. */
  const answer = async (path: string, init: RequestInit): Promise<Response> => {
    const bearer = session.token ?? (await session.refresh(undefined)) ?? notSignedIn();
    const first = await once(path, init, bearer);
    if (first.ok) return first;
    const refusal = await problemOf(first);
    if (refusal.status !== 401) throw refusal;
    if (refusal.code !== 'token-expired') return over(refusal);
    const second = await once(path, init, (await session.refresh(bearer)) ?? notSignedIn());
    if (second.ok) return second;
    const last = await problemOf(second);
    if (last.status === 401) return over(last);
    throw last;
  };

  const over = (refusal: ApiProblem): never => {
    session.ended();
    throw refusal;
  };

  const read = async <S extends z.ZodType>(path: string, schema: S, init: RequestInit): Promise<z.output<S>> => {
    const response = await answer(path, init);
    const body: unknown = await response.json().catch((error: unknown) => {
      throw init.signal?.aborted === true ? noAnswer(error) : offContract(path, 'it is no JSON');
    });
    const checked = schema.safeParse(body);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw offContract(path, issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'it is something else');
  };

  const within = (signal: AbortSignal | undefined): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);

  return {
    get<S extends z.ZodType>(path: string, schema: S, asked: Asked = {}): Promise<z.output<S>> {
      const { params, signal, headers } = asked;
      return read(withParams(path, params), schema, {
        headers: { accept: 'application/json', ...headers },
        signal: within(signal),
      });
    },
    post<S extends z.ZodType>(path: string, schema: S, posted: Posted = {}): Promise<z.output<S>> {
      const { params, signal, headers, body, keepalive = false } = posted;
      return read(withParams(path, params), schema, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body ?? {}),
        keepalive,
        signal: within(signal),
      });
    },
    /** An answer that comes bit by bit: as long as `signal` lets it. */
    stream(path: string, signal: AbortSignal): Promise<Response> {
      return answer(path, { headers: { accept: 'text/event-stream' }, signal });
    },
  };
}

/** A path with its query. */
export function withParams(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query}`;
}

function notSignedIn(): never {
  throw new ApiProblem({ status: 401, code: 'session-ended', detail: 'the session has ended; sign in again' });
}

function noAnswer(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return error;
  if (name === 'TimeoutError')
    return new ApiProblem({ status: 0, code: 'timeout', detail: 'the server took too long to answer' });
  return new ApiProblem({ status: 0, code: 'offline', detail: 'the server cannot be reached' });
}

function offContract(path: string, what: string): ApiProblem {
  const detail = `the answer of ${path} is not what this page expects (${what}); the page may be older than the server: load it anew`;
  return new ApiProblem({ status: 0, code: 'not-the-contract', detail });
}
