import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openBridge, type Bridge } from '../../src/app/bridge/index.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { createApi, type LogLine } from '../../src/http/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';

export const ANN = { id: 'ann', email: 'ann@example.com', role: 'admin' } as const;
export const BEN = { id: 'ben', email: 'ben@example.com', role: 'reader' } as const;

/** A portfolio of one business with a bank export, an admin and a reader; `more` is appended as it stands. */
export function portfolioFolder(more = ''): string {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), `${PORTFOLIO}${more}`);
  writeFileSync(join(folder, 'bank.csv'), BANK);
  return folder;
}

const PORTFOLIO = `name: Test Holdings
base_currency: USD
time_zone: America/Los_Angeles
as_of: 2026-04-30
owner: Ann
entities:
  - id: jada
    name: JADA Charter
    kind: yacht-charter
    sources:
      - { file: bank.csv, account: 'Assets:Checking', opening: { date: 2026-01-01, balance: 1000.00 } }
    categories:
      - { match: { payee: Charter }, account: 'Income:Charter' }
      - { match: { payee: Dock }, account: 'Expenses:Dock' }
senders:
  - { name: Reports, email: reports@example.com }
bcc: [audit@example.com]
lists:
  - { name: owners, to: [{ name: Ann, email: ann@example.com }] }
  - { name: finance, reports: [cfo], to: [ben@example.com] }
dashboard:
  url: http://127.0.0.1:8787
  preview: true
  users:
    - { id: ann, name: Ann, email: ann@example.com, role: admin }
    - { id: ben, email: ben@example.com }
`;

const BANK = `Date,Description,Amount,Balance
2026-01-05,Charter Smith,1500.00,2500.00
2026-01-20,Dock fees,-400.00,2100.00
2026-02-05,Charter Jones,900.00,3000.00
2026-02-20,Dock fees,-400.00,2600.00
2026-03-05,Charter Lee,1200.00,3800.00
2026-03-20,Dock fees,-450.00,3350.00
2026-04-05,Charter Kim,800.00,4150.00
2026-04-20,Dock fees,-450.00,3700.00
2026-04-28,Something new,-75.00,3625.00
`;

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
