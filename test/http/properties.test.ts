import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAnswer, documentOf, type ApiDocument, type Operation } from './_document.ts';
import { hostileText } from './_generate.ts';
import { ANN, BEN, type House } from './_house.ts';
import { leaksIn, secretsOf } from './_leaks.ts';
import { addressOf, drawn, encoded, headersOf, plain, type Drawing, type Drawn } from './_requests.ts';
import { houseOver, STORES } from './_stores.ts';
import { mintOf, type Mint } from './_tokens.ts';

/*
 * Whatever is sent to whatever route, by whomever: the answer is one that the document lists, it is as the document
 * says, and neither it nor the log tells what is nobody's business.
 */

/** Requests to a route, and to one whose good requests send something. */
const RUNS = { sqlite: 120, dynamodb: 40 };
const SENDING_RUNS = 12;

/** Names and ids of things that are there, by the parameter or the field that takes them. */
async function thingsThere({ ask, bridge }: House): Promise<Drawing['known']> {
  const begun = await ask('POST', '/api/reports/cfo', { as: ANN, body: {} });
  const reads = ['/api/findings', '/api/figures?limit=3', '/api/dispatches'];
  const texts = await Promise.all(reads.map(async (path) => (await ask('GET', path, { as: ANN })).text()));
  const [send = '', finding = '', figure = '', dispatch = ''] = [await begun.text(), ...texts].map(
    (text) => /"(?:id|dispatch)":"([^"]+)/.exec(text)?.[1],
  );
  const types = ['cfo', 'ceo', 'executive', 'all', 'send'];
  const addresses = [ANN.email, BEN.email];
  return {
    // A route takes the first that it could mean, and a figure's route could mean any of them.
    id: [figure, send, dispatch, finding],
    which: [finding],
    type: types,
    report: types,
    entity: ['jada'],
    list: ['owners', 'finance'],
    reader: addresses,
    email: addresses,
    token: [bridge.ledger.records.unsubscribe.token({ address: BEN.email, list: 'finance' })],
  };
}

describe.each(STORES)('over %s', (store) => {
  let home: House;
  let over: Awaited<ReturnType<typeof houseOver>>;
  let mint: Mint;
  let secrets: readonly string[];
  let known: Drawing['known'];
  let api: ApiDocument;
  /** Statuses that were seen of each route: a property that only ever saw refusals would say little. */
  const seen = new Map<string, Set<number>>();

  beforeAll(async () => {
    over = await houseOver(store);
    ({ home } = over);
    mint = mintOf(home);
    api = await documentOf(home.ask);
    known = await thingsThere(home);
    secrets = secretsOf(home);
    if (secrets.length < 4) throw new Error('the keys were not found: nothing would be noticed');
  });
  afterAll(() => over.close());

  async function holds(operation: Operation, one: Drawn): Promise<void> {
    // Limits by time are tried elsewhere; here they would hide every other answer.
    home.clock.now += 5000;
    home.log.length = 0;
    const token = one.as === 'nobody' ? undefined : await mint.good(one.as === 'admin' ? ANN : BEN);
    const answer = await home.ask(operation.method, addressOf(operation, one), {
      headers: headersOf(one),
      ...(one.body === undefined ? {} : { body: one.body }),
      ...(token === undefined ? {} : { as: token }),
    });
    const said = await answer.clone().text();
    // An address that a URL cannot spell (`/..`) may be another route's.
    if (answer.status === 404 && said.includes('no-such-route')) return;
    await checkAnswer(operation, answer);
    const { operationId } = operation;
    seen.set(operationId, (seen.get(operationId) ?? new Set()).add(answer.status));
    if (answer.status >= 500) expect(answer.status).toBe(503);
    expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
    const heard = `${said}\n${JSON.stringify([...answer.headers])}`;
    const log = JSON.stringify(home.log);
    const more = token === undefined ? secrets : [...secrets, token];
    expect([leaksIn(heard, more), leaksIn(log, more)]).toEqual([[], []]);
    expect(log).not.toContain('@');
  }

  it('answers every route as the document says, whatever is sent', async () => {
    for (const operation of api.operations) {
      const sends = operation.method === 'POST' && /^\/api\/(?:reports|dispatches)/.test(operation.path);
      const drawing = { resolve: api.resolve, known };
      try {
        await fc.assert(
          fc.asyncProperty(drawn(operation, drawing), (one) => holds(operation, one)),
          { numRuns: sends ? SENDING_RUNS : RUNS[store], examples: [[plain(operation, drawing)]] },
        );
      } catch (error) {
        throw new Error(`${operation.method} ${operation.path}`, { cause: error });
      }
    }
  }, 300_000);

  it('saw good answers, too, of every route that reads and wants no ticket', () => {
    const reads = api.operations.filter(({ method, operationId }) => method === 'GET' && operationId !== 'openView');
    const refusedOnly = reads.filter(({ operationId }) => seen.get(operationId)?.has(200) !== true);
    expect(refusedOnly.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('answers what is no route', async () => {
    const paths = fc.oneof(
      fc.webPath(),
      hostileText.map((text) => `/api/${encoded(text)}`),
    );
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS');
    await fc.assert(
      fc.asyncProperty(methods, paths, async (method, path) => {
        const answer = await home.ask(method, path.startsWith('/') ? path : `/${path}`);
        expect(answer.status).toBeLessThan(500);
        expect(leaksIn(await answer.text(), secrets)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
