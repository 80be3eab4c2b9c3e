import { CONFIRMATION, NOTIFICATION, signed } from '../delivery/feedback/_sns.ts';
import { dispatchOf, MESSAGE } from '../records/_dispatch.ts';
import { reports } from '../../src/reports/index.ts';
import { ANN, BEN, type House } from './_house.ts';

/*
 * Requests that make every good answer of every route, in an order in which each finds what it needs. Keys are
 * operation ids of the OpenAPI document: a route without one here fails the contract test.
 */

export type Answers = readonly Response[];

/** A link that was mailed, and the cookies of the browser that asked. */
async function asked({ ask, bridge }: House, email: string) {
  let url = '';
  bridge.signIn.onLink((link) => (url = link));
  const answer = await ask('POST', '/api/auth/link', { body: { email } });
  return { answer, token: url.split('#')[1] ?? '', cookie: cookiesOf(answer) };
}

function cookiesOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function opened(home: House) {
  const { token, cookie } = await asked(home, ANN.email);
  const answer = await home.ask('POST', '/api/auth/session', { body: { token }, headers: { cookie } });
  return { answer, cookie: cookiesOf(answer) };
}

const withBody = { body: {} };

/** At once, and at the end: the same wish, told apart by nothing but what the answer waits for. */
async function sent({ ask }: House, path: string): Promise<Answers> {
  const key = { 'idempotency-key': path };
  const begun = await ask('POST', path, { as: ANN, ...withBody, headers: { ...key, prefer: 'respond-async' } });
  const again = () => ask('POST', path, { as: ANN, ...withBody, headers: key });
  let ended = await again();
  // A busy machine takes longer than an answer waits.
  for (let tries = 0; ended.status === 202 && tries < 5; tries += 1) ended = await again();
  return [begun, ended];
}

const nameOf = (type: string): string => type.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
/** Each report has a route of its own, whichever there are. */
const SENDS = Object.fromEntries(
  ['executive', ...reports.map(({ type }) => type)].map((type) => [
    `send${nameOf(type)}`,
    (home: House) => sent(home, `/api/reports/${type}`),
  ]),
);

/** Routes that differ from another one here by the report alone. */
export const ALIKE: readonly string[] = Object.keys(SENDS).filter((id) => id !== 'sendCfo');

/** The latest send's address, by the very same wish as before. */
async function lastSend(home: House): Promise<string> {
  const [begun] = await sent(home, '/api/reports/cfo');
  return stringOf(await begun?.json(), 'status');
}

/** A message that nobody took. */
async function failedDispatch({ bridge, clock }: House): Promise<string> {
  const failure = { class: 'permanent', code: '550', message: 'no such user' } as const;
  const dispatch = dispatchOf({
    queued: clock.now,
    notBefore: clock.now,
    expires: clock.now + 86_400_000,
    recipients: [{ address: BEN.email, role: 'to', state: 'failed', failure }],
  });
  await bridge.ledger.records.dispatches.add(dispatch, MESSAGE);
  return dispatch.id;
}

export const ANSWERS: Readonly<Record<string, (home: House) => Promise<Answers>>> = {
  health: async ({ ask }) => [await ask('GET', '/health')],
  askLink: async (home) => [(await asked(home, ANN.email)).answer, (await asked(home, 'nobody@example.com')).answer],
  openSession: async (home) => [(await opened(home)).answer],
  refreshSession: async (home) => {
    const { cookie } = await opened(home);
    return [await home.ask('POST', '/api/auth/refresh', { ...withBody, headers: { cookie } })];
  },
  signOut: async (home) => {
    const { cookie } = await opened(home);
    return [await home.ask('POST', '/api/auth/sign-out', { ...withBody, headers: { cookie } })];
  },
  session: async ({ ask }) => [
    await ask('GET', '/api/session', { as: ANN }),
    await ask('GET', '/api/session', { as: BEN }),
  ],
  keys: async ({ ask }) => [await ask('GET', '/.well-known/jwks.json')],
  noteFindings: async ({ ask }) => {
    const which = await firstFinding(ask);
    const note = (body: object) => ask('POST', '/api/findings', { as: ANN, body: { which, ...body } });
    return [
      await note({ action: 'snooze', until: '2026-06-30', note: 'after the season' }),
      await note({ action: 'assign', to: 'Ben' }),
      await note({ action: 'acknowledge', note: 'known' }),
    ];
  },
  listFindings: async ({ ask }) => [
    await ask('GET', '/api/findings', { as: BEN }),
    await ask('GET', '/api/findings?severity=high&entity=jada', { as: ANN }),
  ],
  getCoverage: async ({ ask }) => [await ask('GET', '/api/coverage', { as: BEN })],
  getSchedule: async ({ ask }) => [await ask('GET', '/api/schedule', { as: BEN })],
  listSources: async ({ ask }) => [await ask('GET', '/api/sources', { as: BEN })],
  listFigures: async ({ ask }) => [
    await ask('GET', '/api/figures?limit=200', { as: BEN }),
    await ask('GET', '/api/figures?q=cash&entity=jada&limit=1', { as: BEN }),
  ],
  explainFigure: async ({ ask }) => {
    const ids = await figureIds(ask);
    return Promise.all(ids.map((id) => ask('GET', `/api/figures/${encodeURIComponent(id)}?rows=3`, { as: BEN })));
  },
  getSince: async ({ ask }) => [
    await ask('GET', '/api/since?report=cfo', { as: BEN }),
    await ask('GET', '/api/since?report=ceo&reader=ann@example.com', { as: ANN }),
  ],
  listLists: async ({ ask }) => [
    await ask('GET', '/api/lists', { as: BEN }),
    await ask('GET', '/api/lists', { as: ANN }),
  ],
  viewReport: async ({ ask }) => [await ask('POST', '/api/reports/cfo/view', { as: ANN, body: { reader: BEN.email } })],
  openView: async ({ ask }) => {
    const answer = await ask('POST', '/api/reports/cfo/view', { as: ANN, body: {} });
    return [await ask('GET', stringOf(await answer.json(), 'url'))];
  },
  listReports: async ({ ask }) => [
    await ask('GET', '/api/reports', { as: BEN }),
    await ask('GET', '/api/reports', { as: ANN }),
  ],
  ...SENDS,
  sendOwn: (home) => sent(home, '/api/reports/weekly'),
  send: (home) => sent(home, '/api/reports/send?type=rental'),
  getSend: async (home) => [await home.ask('GET', await lastSend(home), { as: ANN })],
  followSend: async (home) => [await home.ask('GET', `${await lastSend(home)}/events`, { as: ANN })],
  resendDispatch: async (home) => {
    const id = await failedDispatch(home);
    return [await home.ask('POST', `/api/dispatches/${id}/resend`, { as: ANN, ...withBody })];
  },
  listDispatches: async ({ ask }) => [
    await ask('GET', '/api/dispatches?limit=100', { as: ANN }),
    await ask('GET', '/api/dispatches?limit=1', { as: BEN }),
  ],
  getDispatch: async ({ ask }) => {
    const page = (await (await ask('GET', '/api/dispatches', { as: ANN })).json()) as { dispatches: { id: string }[] };
    return Promise.all(page.dispatches.map(({ id }) => ask('GET', `/api/dispatches/${id}`, { as: BEN })));
  },
  verifyAudit: async ({ ask }) => [
    await ask('GET', '/api/audit/verify', { as: ANN, headers: { prefer: 'respond-async' } }),
    await ask('GET', '/api/audit/verify', { as: ANN }),
  ],
  listViews: async ({ ask }) => [await ask('GET', '/api/audit/views?limit=1', { as: ANN })],
  takeSnsFeedback: async ({ ask }) =>
    Promise.all(
      [CONFIRMATION, NOTIFICATION].map((message) =>
        ask('POST', '/api/feedback/sns', {
          body: JSON.stringify(signed(message)),
          headers: { 'content-type': 'text/plain' },
        }),
      ),
    ),
  askToUnsubscribe: async (home) => [await home.ask('GET', leaving(home))],
  unsubscribe: async (home) => [await home.ask('POST', leaving(home))],
  signOutEverywhere: async (home) => {
    // Of a session of its own: the token that others use lives on as long as this is the last to be asked.
    return [await home.ask('POST', '/api/auth/sign-out-everywhere', { as: BEN })];
  },
};

function leaving({ bridge }: House): string {
  return `/unsubscribe?token=${bridge.ledger.records.unsubscribe.token({ address: 'ben@example.com', list: 'finance' })}`;
}

async function firstFinding(ask: House['ask']): Promise<string> {
  const { findings } = (await (await ask('GET', '/api/findings', { as: ANN })).json()) as {
    findings: { id: string }[];
  };
  const [first] = findings;
  if (!first) throw new Error('the portfolio has no finding: there is nothing to note');
  return first.id;
}

/** One figure of each kind of receipt. */
async function figureIds(ask: House['ask']): Promise<readonly string[]> {
  const answer = await ask('GET', '/api/figures?limit=200', { as: ANN });
  const { figures } = (await answer.json()) as { figures: { id: string; kind: string }[] };
  return [...new Map(figures.map(({ id, kind }) => [kind, id])).values()];
}

function stringOf(body: unknown, name: string): string {
  const value = (body as Record<string, unknown>)[name];
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(body)}`);
  return value;
}
