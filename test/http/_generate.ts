import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema } from './_document.ts';

/*
 * Values for the part of JSON Schema that the document uses: such as it allows, such as it nearly allows, and what
 * nobody should send.
 */

type Resolve = (schema: JsonSchema) => JsonSchema;

const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '..',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  '%2e%2e%2f',
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  '%252f',
  '?',
  '#',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  '"; DROP TABLE dispatches; --',
  '${7*7}',
  '{{7*7}}',
  'a\r\nSet-Cookie: x=y',
  '\u202Eexe.txt',
  '\uD800',
  'e\u0301'.repeat(50),
  '😀'.repeat(40),
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '[object Object]',
  'a'.repeat(65),
  'a'.repeat(5000),
  '0x7f',
  '1e309',
  '-0',
  '9007199254740993',
  '99999999999999999999999999',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '+275760-09-13',
] as const;

export const hostileText: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

export const hostileValue: Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[[[]]]], { __proto__: null }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What a schema allows. */
export function valid(schema: JsonSchema, resolve: Resolve): Arbitrary<unknown> {
  const { $ref, const: only, enum: words, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return valid(resolve(schema), resolve);
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(words)) return fc.constantFrom<unknown>(...words);
  const choices = listOf(anyOf ?? oneOf);
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => valid(choice, resolve)));
  switch (type) {
    case 'string':
      return validText(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: numberOr(schema['minimum'], -1000), max: numberOr(schema['maximum'], 100_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valid(asSchema(schema['items']), resolve), { maxLength: 5 });
    case 'object':
      return validObject(schema, resolve);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function validText({ format, pattern, minLength, maxLength }: JsonSchema): Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'date') return instants.map((at) => at.toISOString().slice(0, 10));
  if (format === 'date-time') return instants.map((at) => at.toISOString());
  const most = Math.min(numberOr(maxLength, 100), 200);
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, most));
  return fc.string({ unit: 'grapheme', minLength: numberOr(minLength, 0), maxLength: most });
}

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

function validObject({ properties, required }: JsonSchema, resolve: Resolve): Arbitrary<unknown> {
  const fields = Object.entries(asSchema(properties)).map(([name, one]) => [name, valid(asSchema(one), resolve)]);
  const requiredKeys = Array.isArray(required) ? required.map(String) : [];
  return fc.record(Object.fromEntries(fields) as Record<string, Arbitrary<unknown>>, { requiredKeys });
}

/** A valid value with one thing wrong: a field too many, too few, or of another kind. */
export function nearlyValid(schema: JsonSchema, resolve: Resolve): Arbitrary<unknown> {
  return fc
    .tuple(valid(schema, resolve), hostileValue, fc.nat(), fc.constantFrom('add', 'drop', 'spoil'))
    .map(([value, other, place, how]) => {
      if (typeof value === 'string') return how === 'drop' ? value.slice(1) : `${value}${JSON.stringify(other)}`;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return other;
      const names = Object.keys(value);
      const name = names[place % Math.max(1, names.length)] ?? 'nothing';
      if (how === 'add') return { ...value, 'not-of-the-contract': other };
      const left = Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
      return how === 'drop' ? left : { ...left, [name]: other };
    });
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.map(asSchema) : [];
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function numberOr(value: unknown, other: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : other;
}
