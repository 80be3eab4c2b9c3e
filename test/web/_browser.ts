import { createSession, type SessionSurroundings } from '../../web/src/api/session.ts';

/*
 * A server that answers from a list, and tabs of one browser: what the session and the client need, without a browser.
 */

export const ANN = { id: 'ann', name: 'Ann', role: 'admin' } as const;
export const BEN = { id: 'ben', name: 'Ben', role: 'reader' } as const;

export interface Seen {
  readonly path: string;
  readonly method: string;
  readonly bearer: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
  /** Goes out though the page is left. */
  readonly keepalive: boolean;
}

export type Answering = (seen: Seen) => Response | Promise<Response>;

/** `fetch` of a server, and everything that it was asked. */
export function serverOf(answer: Answering): { readonly fetch: typeof fetch; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (path, init) => {
      const headers = new Headers(init?.headers);
      const [, bearer] = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '') ?? [];
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      const asked = {
        path: path as string,
        method: init?.method ?? 'GET',
        bearer,
        headers,
        body,
        keepalive: init?.keepalive ?? false,
      };
      seen.push(asked);
      init?.signal?.throwIfAborted();
      return answer(asked);
    },
  };
}

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

export const TRACE = '0af7651916cd43dd8448eb211c80319c';

export const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  new Response(
    JSON.stringify({ type: 'about:blank', title: 'No', status, detail: `it is ${code}`, code, trace: TRACE, ...more }),
    {
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
    },
  );

export const signedIn = (accessToken: string, user: typeof ANN | typeof BEN = ANN): Response =>
  json({ accessToken, tokenType: 'Bearer', expiresIn: 900, user });

/** What the tabs of one browser have in common. */
export interface Browser {
  readonly tab: (fetch: typeof globalThis.fetch) => SessionSurroundings;
  /** Whether someone was signed in when the browser was last seen. */
  had: boolean;
}

export function browser(had = true): Browser {
  const heard: { readonly tab: object; readonly listener: (word: unknown) => void }[] = [];
  let line: Promise<unknown> = Promise.resolve();
  const self: Browser = {
    had,
    tab: (fetch) => {
      const tab = {};
      return {
        fetch,
        alone: (work) => {
          const turn = line.then(work);
          line = turn.catch(() => undefined);
          return turn;
        },
        tabs: {
          tell: (word) => heard.filter((one) => one.tab !== tab).forEach(({ listener }) => listener(word)),
          hear: (listener) => heard.push({ tab, listener }),
        },
        memory: {
          had: () => self.had,
          keep: (now) => {
            self.had = now;
          },
        },
      };
    },
  };
  return self;
}

export const sessionIn = (home: Browser, fetch: typeof globalThis.fetch) => createSession(home.tab(fetch));
