import { onTestFinished } from 'vitest';
import { openBridge, type Bridge } from '../../src/app/bridge/index.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { createApi, type Door, type LogLine } from '../../src/http/index.ts';
import { portfolioFolder } from './_portfolio.ts';

export { ANN, BEN, portfolioFolder } from './_portfolio.ts';

export interface House {
  readonly bridge: Bridge;
  readonly api: ReturnType<typeof createApi>;
  readonly folder: string;
  /** The server's time: only a test moves it. */
  readonly clock: { now: number };
  readonly log: LogLine[];
  /** A request to the API, by someone who signed in. */
  readonly ask: (method: string, path: string, options?: Asked) => Promise<Response>;
  /** An access token of a user, by a link as the mail has it. */
  readonly tokenOf: (user: { readonly email: string }) => Promise<string>;
}

export interface Asked {
  /** Who asks; nobody when left out. A text is an access token. */
  readonly as?: { readonly email: string } | string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An API over a portfolio of its own. */
export async function house(
  options: {
    more?: string;
    folder?: string;
    effects?: Partial<Effects>;
    /** What the server is told beside the portfolio. */
    door?: Partial<Door>;
    /** Told how it is closed, for a house that a whole file shares (`beforeAll`); else the test closes it. */
    closing?: (close: () => Promise<void>) => void;
  } = {},
): Promise<House> {
  const folder = options.folder ?? portfolioFolder(options.more);
  const clock = { now: Date.UTC(2026, 3, 30, 15) };
  const effects: Effects = { ...systemEffects, env: {}, now: () => clock.now, ...options.effects };
  const bridge = await openBridge({ from: folder, effects });
  (options.closing ?? onTestFinished)(() => bridge.close());
  const log: LogLine[] = [];
  const api = createApi({
    bridge,
    version: '0.0.0-test',
    clientOf: () => '203.0.113.7',
    log: (line) => log.push(line),
    // A test that is about limits brings its own.
    limits: { requests: 1_000_000, sends: 1_000_000, events: 1_000_000 },
    ...options.door,
  });
  const tokens = new Map<string, string>();
  const tokenOf = async ({ email }: { readonly email: string }): Promise<string> => {
    const known = tokens.get(email);
    if (known !== undefined) return known;
    const asked = await bridge.access.askLink({ address: email, client: '203.0.113.7' });
    if (!('link' in asked) || !asked.link) throw new Error(`${email} is no user`);
    const opened = await bridge.access.open(asked.link.token, asked.browser);
    if (!('ok' in opened)) throw new Error(opened.refused);
    tokens.set(email, opened.ok.accessToken);
    return opened.ok.accessToken;
  };
  return {
    bridge,
    api,
    folder,
    clock,
    log,
    tokenOf,
    ask: async (method, path, { as, body, headers = {} } = {}) => {
      const token = typeof as === 'object' ? await tokenOf(as) : as;
      return api.request(path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
  };
}
