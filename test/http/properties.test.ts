import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAnswer, documentOf, type ApiDocument, type Operation, type Parameter } from './_document.ts';
import { hostileText, hostileValue, nearlyValid, valid } from './_generate.ts';
import { ANN, BEN, type House } from './_house.ts';
import { leaksIn, secretsOf } from './_leaks.ts';
import { houseOver, STORES } from './_stores.ts';
import { mintOf, type Mint } from './_tokens.ts';

/*
 * Whatever is sent to whatever route, by whomever: the answer is one that the document lists, it is as the document
 * says, and neither it nor the log tells what is nobody's business.
 */

/** Requests to a route, and to one whose good requests send something. */
const RUNS = { sqlite: 120, dynamodb: 40 };
const SENDING_RUNS = 12;
const TYPES = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=x',
  '',
];

interface Drawn {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
  readonly type: string;
  readonly as: 'nobody' | 'reader' | 'admin';
}

function textFor({ schema }: Parameter, resolve: ApiDocument['resolve']): Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: valid(schema, resolve).map(String) }, { weight: 2, arbitrary: hostileText });
}

function drawn({ parameters, requestBody, method }: Operation, resolve: ApiDocument['resolve']): Arbitrary<Drawn> {
  const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const pairs = (place: Parameter['in']) =>
    fc
      .subarray([...of(place), ...of(place)])
      .chain((some) =>
        fc.tuple(...some.map((one) => textFor(one, resolve).map((text): [string, string] => [one.name, text]))),
      );
  const schema = requestBody?.content['application/json']?.schema;
  const json = (value: Arbitrary<unknown>) => value.map((one) => JSON.stringify(one));
  const bodies: Arbitrary<string | undefined>[] = [
    json(hostileValue),
    hostileText,
    fc.constantFrom(undefined, '', '{', '{"a":1,"a":2}', '['.repeat(5000), '{"__proto__":{"role":"admin"}}'),
    ...(schema ? [json(valid(schema, resolve)), json(valid(schema, resolve)), json(nearlyValid(schema, resolve))] : []),
  ];
  return fc.record({
    path: fc.record(Object.fromEntries(of('path').map((one) => [one.name, textFor(one, resolve)]))),
    query: pairs('query'),
    headers: pairs('header'),
    body: method === 'GET' ? fc.constant(undefined) : fc.oneof(...bodies),
    type: fc.oneof({ weight: 4, arbitrary: fc.constant('application/json') }, fc.constantFrom(...TYPES)),
    as: fc.constantFrom('nobody', 'reader', 'admin', 'admin'),
  });
}

/** Half of a pair is no character that an address could spell. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

function addressOf({ path }: Operation, { path: places, query }: Drawn): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(places[name] ?? ''));
  const asked = query.map(([name, text]) => `${encoded(name)}=${encoded(text)}`).join('&');
  return asked === '' ? filled : `${filled}?${asked}`;
}

/** A header is Latin-1 without control characters: what fetch itself lets through. */
function headersOf({ headers, body, type }: Drawn): Readonly<Record<string, string>> {
  const sent = headers.map(([name, text]): [string, string] => [name, text.replaceAll(/[^\x20-\xff]/g, '').trim()]);
  return { ...Object.fromEntries(sent), ...(body === undefined ? {} : { 'content-type': type }) };
}

describe.each(STORES)('over %s', (store) => {
  let home: House;
  let over: Awaited<ReturnType<typeof houseOver>>;
  let mint: Mint;
  let secrets: readonly string[];
  let api: ApiDocument;

  beforeAll(async () => {
    over = await houseOver(store);
    ({ home } = over);
    mint = mintOf(home);
    api = await documentOf(home.ask);
    await mint.good(ANN);
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
    if (answer.status >= 500) expect(answer.status).toBe(503);
    const heard = `${said}\n${JSON.stringify([...answer.headers])}`;
    expect(leaksIn(heard, [...secrets, ...(token === undefined ? [] : [token])])).toEqual([]);
    const log = JSON.stringify(home.log);
    expect(leaksIn(log, [...secrets, ...(token === undefined ? [] : [token])])).toEqual([]);
    expect(log).not.toContain('@');
  }

  it('answers every route as the document says, whatever is sent', async () => {
    for (const operation of api.operations) {
      const sends = operation.method === 'POST' && /^\/api\/(?:reports|dispatches)/.test(operation.path);
      const numRuns = sends ? SENDING_RUNS : RUNS[store];
      const property = fc.asyncProperty(drawn(operation, api.resolve), (one) => holds(operation, one));
      try {
        await fc.assert(property, { numRuns });
      } catch (error) {
        throw new Error(`${operation.method} ${operation.path}`, { cause: error });
      }
    }
  }, 300_000);

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
