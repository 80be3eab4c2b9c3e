import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { portfolioJsonSchema, portfolioJsonSchemaText, schemaLine } from '../../src/portfolio/schema.ts';

it('schema/portfolio.schema.json is what the code says: `npm run schema` writes it anew', () => {
  const committed = readFileSync(new URL('../../schema/portfolio.schema.json', import.meta.url), 'utf8');
  expect(
    committed === portfolioJsonSchemaText(),
    'schema/portfolio.schema.json is out of date: run `npm run schema`',
  ).toBe(true);
});

it('tells editors about includes, defaults, allowed words and what each thing is', () => {
  const schema = portfolioJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Quarterdeck portfolio',
    additionalProperties: false,
    properties: {
      include: { anyOf: [{ type: 'string' }, { type: 'array' }] },
      outbox: { default: 'outbox' },
      as_of: { format: 'date' },
      entities: { items: { properties: { kind: { enum: expect.arrayContaining(['yacht-charter']) } } } },
    },
  });
  expect(schema['anyOf']).toContainEqual({ required: ['name', 'base_currency', 'time_zone', 'entities'] });
});

it('every example names it in its first line', () => {
  const examples = fileURLToPath(new URL('../../examples', import.meta.url));
  const portfolios = readdirSync(examples).map((name) => `${examples}/${name}/portfolio.yaml`);
  const first = portfolios
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').split('\n', 1)[0]);
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first)).toEqual(new Set([schemaLine('../../schema/portfolio.schema.json')]));
});
