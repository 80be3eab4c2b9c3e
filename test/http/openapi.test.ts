import { readFileSync } from 'node:fs';
import { expect, it, describe } from 'vitest';
import * as z from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { openApiText } from '../../src/http/document.ts';

const text = openApiText(manifest.version);

const schemaObject = z.record(z.string(), z.unknown());
const media = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.strictObject({ schema: schemaObject }));
const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: schemaObject,
});
const response = z.strictObject({
  description: z.string().min(1),
  content: media.optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
});
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z0-9]+$/),
  summary: z.string().min(10),
  description: z.string().optional(),
  tags: z.array(z.string()).length(1),
  'x-who': z.enum(['anyone', 'reader', 'admin']),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).optional(),
  requestBody: z
    .strictObject({ description: z.string().optional(), required: z.boolean().optional(), content: media })
    .optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), response),
});
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const pathItem = z.partialRecord(z.enum(METHODS), operation);
/** As far as we use it: the fields that OpenAPI 3.1 requires, and none that it does not know. */
const document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.literal(manifest.version),
    description: z.string(),
    license: z.strictObject({ name: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string(), description: z.string() })),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Z]\w+$/), schemaObject),
    parameters: z.record(z.string(), z.unknown()),
    securitySchemes: z.strictObject({ bearer: schemaObject }),
  }),
  paths: z.record(z.string().startsWith('/'), pathItem),
  webhooks: z.record(z.string(), z.unknown()).optional(),
});

const made = document.parse(JSON.parse(text));
const operations = Object.entries(made.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const one = item[method];
    return one ? [{ ...one, path, method, name: `${method} ${path}` }] : [];
  }),
);

it('schema/openapi.json is what the routes say: `npm run openapi` writes it anew', () => {
  const committed = readFileSync(new URL('../../schema/openapi.json', import.meta.url), 'utf8');
  const message = 'schema/openapi.json is out of date: run `npm run openapi`';
  expect(committed === text ? 'as the routes say' : message).toBe('as the routes say');
});

/** Every object of the document. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* objectsIn(part);
}

describe('the document', () => {
  it('leads nowhere but to schemas of its own, and has none that nothing leads to', () => {
    const refs = [...objectsIn(made)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    const names = Object.keys(made.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(refs.length).toBeGreaterThan(50);
    expect([...new Set(refs)].toSorted()).toEqual(names.toSorted());
  });

  it('has no words of OpenAPI 3.0 that 3.1 does without', () => {
    const nullable = [...objectsIn(made)].filter((one) => one['nullable'] === true);
    expect(nullable).toEqual([]);
  });

  it('names each operation once, and only tags that it explains', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    const used = operations.flatMap(({ tags }) => tags);
    expect([...new Set(used)].toSorted()).toEqual(made.tags.map(({ name }) => name).toSorted());
  });

  it('takes nothing that it does not bound', () => {
    const bodies = operations.flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}));
    for (const { schema } of bodies) expect('$ref' in schema || schema['type'] === 'object').toBe(true);
    for (const one of Object.entries(made.components.schemas))
      if (one[1]['type'] === 'object')
        expect(one).toEqual([one[0], expect.objectContaining({ additionalProperties: expect.anything() })]);
  });
});

describe.each(operations.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  it('says who may, and what it asks for', () => {
    expect(one.security).toEqual(one['x-who'] === 'anyone' ? [] : [{ bearer: [] }]);
    const named = [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = (one.parameters ?? []).filter((each) => each.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(named);
    expect(inPath.every(({ required }) => required)).toBe(true);
    if (one.method === 'get') expect(one.requestBody).toBeUndefined();
  });

  it('may be refused, by a problem', () => {
    const statuses = Object.keys(one.responses);
    const needed = ['400', '413', '429', '500', '503', ...(one['x-who'] === 'anyone' ? [] : ['401', '403'])];
    expect(statuses).toEqual(expect.arrayContaining([...needed, ...(one.requestBody ? ['415'] : [])]));
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
    const refused = Object.entries(one.responses).filter(([status]) => Number(status) >= 400);
    const isProblem = refused.map(([, { content = {} }]) => 'application/problem+json' in content);
    expect(isProblem).toContain(true);
  });
});
