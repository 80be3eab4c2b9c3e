import * as z from 'zod';
import * as contract from '../../src/http/contract/index.ts';

/* The OpenAPI document as the tests walk it: whatever route is added is walked, too. */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export type JsonSchema = Readonly<Record<string, unknown>>;

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()).default({}),
});
const content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).default({}) }));
const said = z.object({
  operationId: z.string(),
  summary: z.string(),
  'x-who': z.enum(['anyone', 'reader', 'admin']),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const document = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

export type Parameter = z.output<typeof parameter>;
export type Operation = z.output<typeof said> & { readonly method: string; readonly path: string };
export interface ApiDocument {
  readonly operations: readonly Operation[];
  /** Follows a `$ref` of the document. */
  readonly resolve: (schema: JsonSchema) => JsonSchema;
}

type Ask = (method: string, path: string) => Promise<Response>;

export async function documentOf(ask: Ask): Promise<ApiDocument> {
  const { paths, components } = document.parse(await (await ask('GET', '/api/openapi.json')).json());
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const one = item[method];
      return one === undefined ? [] : [{ ...said.parse(one), method: method.toUpperCase(), path }];
    }),
  );
  return {
    operations,
    resolve: (schema) => {
      const name = nameOf(schema);
      return name === undefined ? schema : (components.schemas[name] ?? {});
    },
  };
}

function nameOf({ $ref }: JsonSchema): string | undefined {
  return typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : undefined;
}

/** The schemas of the contract by the names that the document gives them: the ones that the page checks answers with. */
const VALIDATORS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.values(contract).flatMap((schema): [string, z.ZodType][] => {
    const name = z.globalRegistry.get(schema)?.id;
    return name === undefined ? [] : [[name, schema]];
  }),
);

/** What the document says of an answer of this status: its kinds of content, each with the page's own validator. */
function validatorsOf({ operationId, responses }: Operation, status: number): ReadonlyMap<string, z.ZodType> {
  const response = responses[String(status)];
  if (!response) throw new Error(`${operationId}: the document does not list ${status}`);
  return new Map(
    Object.entries(response.content ?? {}).flatMap(([kind, { schema }]): [string, z.ZodType][] => {
      // OpenAPI 3.1 has no word for what an event holds.
      if (kind === 'text/event-stream') return [[kind, contract.send]];
      if (!kind.endsWith('json')) return [];
      const name = nameOf(schema);
      const validator = name === undefined ? undefined : VALIDATORS.get(name);
      if (!validator) throw new Error(`${operationId} ${status} ${kind}: no schema of src/http/contract (${name})`);
      return [[kind, validator]];
    }),
  );
}

/** Reads an answer to its end and holds it against the document. Throws where they differ. */
export async function checkAnswer(operation: Operation, answer: Response): Promise<string> {
  const { operationId } = operation;
  const kind = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const text = await answer.text();
  const kinds = Object.keys(operation.responses[String(answer.status)]?.content ?? {});
  const validators = validatorsOf(operation, answer.status);
  if (kinds.length === 0 && text !== '')
    throw new Error(`${operationId} ${answer.status}: a body that is not announced`);
  if (kinds.length > 0 && !kinds.includes(kind))
    throw new Error(`${operationId} ${answer.status} is ${kind || 'of no kind'}, not ${kinds.join(' or ')}`);
  const validator = validators.get(kind);
  for (const one of validator ? partsOf(kind, text) : []) validator?.parse(JSON.parse(one));
  return text;
}

/** The events of a stream, or the one thing that an answer holds. */
function partsOf(kind: string, text: string): readonly string[] {
  if (kind !== 'text/event-stream') return [text];
  return text.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []));
}
