import type * as z from 'zod';
import { linkAnswer, sessionAnswer, type User } from './contract.ts';
import { ApiProblem, asProblem, problemOf } from './problem.ts';

/** Tabs take turns: one that waits for ever would hold up all. */
const PATIENCE = 30_000;

/** `unknown` until the server has said whether this browser has a session. */
export type SessionState =
  | { readonly kind: 'unknown'; readonly problem?: ApiProblem }
  | { readonly kind: 'out'; readonly why?: 'ended' | 'signed-out' }
  | { readonly kind: 'in'; readonly user: User };

/** What the session needs of the browser. */
export interface SessionSurroundings {
  readonly fetch: typeof fetch;
  /** One at a time over all tabs of this browser. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly tabs: {
    readonly tell: (word: 'signed-in' | 'signed-out') => void;
    readonly hear: (listener: (word: unknown) => void) => void;
  };
  /** Whether this browser was signed in when it was last seen: else there is nothing to ask the server. */
  readonly memory: { readonly had: () => boolean; readonly keep: (had: boolean) => void };
}

export type Session = ReturnType<typeof createSession>;

/**
 * Who is signed in, in this tab. The access token lies in memory only; the refresh token is a cookie that no script
 * sees. A refresh token is good once, so that tabs take turns: two at once would look like a thief's second use.
 */
export function createSession({ fetch, alone, tabs, memory }: SessionSurroundings) {
  let state: SessionState = { kind: 'unknown' };
  let token: string | undefined;
  let refreshing: Promise<string | undefined> | undefined;
  /** What was under way when somebody signed out or in brings nobody back. */
  let era = 0;
  const listeners = new Set<() => void>();

  const become = (next: SessionState, access?: string): void => {
    era += 1;
    state = next;
    token = access;
    if (next.kind !== 'unknown') memory.keep(next.kind === 'in');
    for (const listener of listeners) listener();
  };

  const enter = ({ accessToken, user }: z.output<typeof sessionAnswer>): string => {
    become({ kind: 'in', user }, accessToken);
    return accessToken;
  };

  const askAnew = async (): Promise<string | undefined> => {
    const before = era;
    const response = await post('/api/auth/refresh');
    const answer = response.ok ? await read(response, sessionAnswer) : undefined;
    if (era !== before) return token;
    if (answer) return enter(answer);
    const problem = await problemOf(response);
    if (response.status !== 401 && response.status !== 403) throw problem;
    become(state.kind === 'in' ? { kind: 'out', why: 'ended' } : { kind: 'out' });
    return undefined;
  };

  const post = async (path: string, body?: unknown): Promise<Response> => {
    try {
      return await fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body ?? {}),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError')
        throw new ApiProblem({ status: 0, code: 'timeout', detail: 'the server took too long to answer' });
      throw new ApiProblem({ status: 0, code: 'offline', detail: 'the server cannot be reached' });
    }
  };

  tabs.hear((word) => {
    if (word === 'signed-out' && state.kind === 'in') become({ kind: 'out', why: 'signed-out' });
    // The cookie is another now, perhaps another user's.
    if (word === 'signed-in') {
      token = undefined;
      void session.start(); // The tab that signed in has told the memory first.
    }
  });

  const session = {
    get state(): SessionState {
      return state;
    },
    get token(): string | undefined {
      return token;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Asks whether this browser has a session. */
    async start(): Promise<void> {
      if (!memory.had()) return become({ kind: 'out' });
      try {
        await session.refresh(token);
      } catch (error) {
        if (state.kind !== 'in') become({ kind: 'unknown', problem: asProblem(error) });
      }
    },
    /** A new access token in place of the one that was refused; none when the session has ended. */
    refresh(refused: string | undefined): Promise<string | undefined> {
      if (token !== undefined && token !== refused) return Promise.resolve(token);
      refreshing ??= alone(askAnew).finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    /** Asks for a link by mail: how many seconds it will work, whether or not the address is a user's. */
    async askLink(email: string): Promise<{ readonly expiresIn: number }> {
      const response = await post('/api/auth/link', { email });
      if (!response.ok) throw await problemOf(response);
      return read(response, linkAnswer);
    },
    /** Opens a session with what followed the # in the link. */
    async open(linkToken: string): Promise<void> {
      const response = await post('/api/auth/session', { token: linkToken });
      if (!response.ok) throw await problemOf(response);
      enter(await read(response, sessionAnswer));
      tabs.tell('signed-in');
    },
    /** The server said that there is no such session any more. */
    ended(): void {
      if (state.kind === 'in') become({ kind: 'out', why: 'ended' });
    },
    async signOut(): Promise<void> {
      const bearer = token;
      become({ kind: 'out', why: 'signed-out' });
      tabs.tell('signed-out');
      await fetch('/api/auth/sign-out', {
        method: 'POST',
        credentials: 'same-origin',
        keepalive: true,
        headers: {
          'content-type': 'application/json',
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        body: '{}',
      }).catch(() => undefined);
    },
  };
  return session;
}

/** The answer as it was agreed on; what stands between (a captive portal, a proxy) answers for the server now and then. */
async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const checked = schema.safeParse(await response.json().catch(() => undefined));
  if (checked.success) return checked.data;
  const detail =
    'what came is no answer of Quarterdeck’s; something may stand between, such as a network that wants you to sign in first, or the page is older than the server: load it anew';
  throw new ApiProblem({ status: 0, code: 'not-the-contract', detail });
}
