import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './_document.ts';
import { hostileText, hostileValue, nearlyValid, valid } from './_generate.ts';

/* Requests to a route: good ones, nearly good ones, and such as nobody should send. */

type Pair = readonly [string, string];

export interface Drawn {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly body: string | undefined;
  readonly type: string;
  readonly as: 'nobody' | 'reader' | 'admin';
}

export interface Drawing {
  readonly resolve: ApiDocument['resolve'];
  /** Names and ids of things that are there, by the parameter or the field that takes them. */
  readonly known: Readonly<Record<string, readonly string[]>>;
}

const TYPES = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=x',
  '',
];
/** Of which the server reads some, and should not trip over any. */
const HEADERS = ['cookie', 'origin', 'sec-fetch-site', 'accept', 'x-forwarded-for', 'prefer', 'last-event-id'] as const;

export function drawn({ parameters, requestBody, method }: Operation, drawing: Drawing): Arbitrary<Drawn> {
  const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const pairs = (place: Parameter['in']) =>
    // Twice each: a key may come twice.
    fc
      .subarray([...of(place), ...of(place)])
      .chain((some) => fc.tuple(...some.map((one) => textFor(one, drawing).map((text): Pair => [one.name, text]))));
  const more = fc
    .tuple(fc.subarray([...HEADERS], { maxLength: 2 }), hostileText, hostileText)
    .map(([names, one, other]) => names.map((name, at): Pair => [name, at === 0 ? one : other]));
  return fc.record({
    path: fc.record(Object.fromEntries(of('path').map((one) => [one.name, textFor(one, drawing)]))),
    query: pairs('query'),
    headers: fc.tuple(pairs('header'), more).map((both) => both.flat()),
    body: method === 'GET' ? fc.constant(undefined) : bodies(requestBody, drawing),
    type: fc.oneof({ weight: 4, arbitrary: fc.constant('application/json') }, fc.constantFrom(...TYPES)),
    as: fc.constantFrom('nobody', 'reader', 'admin', 'admin'),
  });
}

/** One that a route has nothing against: what it needs and no more, of things that are there. */
export function plain({ parameters }: Operation, { known }: Drawing): Drawn {
  const needed = (place: Parameter['in']): [string, string][] =>
    parameters
      .filter((one) => one.in === place && one.required)
      .map((one) => [one.name, thereFor(one, known)[0] ?? 'nothing']);
  return {
    path: Object.fromEntries(needed('path')),
    query: needed('query'),
    headers: [],
    body: undefined,
    type: 'application/json',
    as: 'admin',
  };
}

function thereFor({ name, schema: { pattern } }: Parameter, known: Drawing['known']): readonly string[] {
  const fits = (text: string): boolean => typeof pattern !== 'string' || new RegExp(pattern).test(text);
  return (known[name] ?? []).filter(fits);
}

function textFor(parameter: Parameter, { resolve, known }: Drawing): Arbitrary<string> {
  const { schema } = parameter;
  const there = thereFor(parameter, known);
  return fc.oneof(
    ...(there.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...there) }] : []),
    { weight: 3, arbitrary: valid(schema, resolve).map(String) },
    { weight: 2, arbitrary: hostileText },
  );
}

function bodies(requestBody: Operation['requestBody'], { resolve, known }: Drawing) {
  const schema = requestBody?.content['application/json']?.schema;
  const json = (value: Arbitrary<unknown>) => value.map((one) => JSON.stringify(one));
  const good = schema ? [json(valid(schema, resolve)), json(knowing(valid(schema, resolve), known))] : [];
  return fc.oneof(
    json(hostileValue),
    hostileText,
    fc.constantFrom(undefined, '', '{', '{"a":1,"a":2}', '['.repeat(5000), '{"__proto__":{"role":"admin"}}'),
    ...good,
    ...(schema ? [json(nearlyValid(schema, resolve))] : []),
  );
}

/** The same, with texts in it that mean something here. */
function knowing(values: Arbitrary<unknown>, known: Drawing['known']): Arbitrary<unknown> {
  return fc.tuple(values, fc.nat()).map(([value, at]) => {
    if (typeof value !== 'object' || value === null) return value;
    const named = Object.entries(value).map(([name, one]) => {
      const there = known[name] ?? [];
      return [name, there[at % there.length] ?? one];
    });
    return Object.fromEntries(named) as unknown;
  });
}

/** Half of a pair is no character that an address could spell. */
export const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

export function addressOf({ path }: Operation, { path: places, query }: Drawn): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(places[name] ?? ''));
  const asked = query.map(([name, text]) => `${encoded(name)}=${encoded(text)}`).join('&');
  return asked === '' ? filled : `${filled}?${asked}`;
}

/** A header is Latin-1 without control characters: what fetch itself lets through. */
export function headersOf({ headers, body, type }: Drawn): Readonly<Record<string, string>> {
  const sent = headers.map(([name, text]): [string, string] => [name, text.replaceAll(/[^\x20-\xff]/g, '').trim()]);
  return { ...Object.fromEntries(sent), ...(body === undefined ? {} : { 'content-type': type }) };
}
