import { makeTables } from '../../src/records/dynamodb/index.ts';
import type { Door } from '../../src/http/index.ts';
import { optionsFor, startDynalite } from '../records/_dynamodb.ts';
import { house, type House } from './_house.ts';

export const STORES = ['sqlite', 'dynamodb'] as const;

/** What the SDK finds in the environment; nothing of it outlives the house. */
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

/** A house whose records are in this store; `close` ends it. */
export async function houseOver(
  store: (typeof STORES)[number],
  { more = '', door }: { more?: string; door?: Partial<Door> } = {},
): Promise<{ readonly home: House; close(): Promise<void> }> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.toReversed()) await one();
  };
  const closing = (one: () => Promise<void>): void => void closers.push(one);
  if (store === 'sqlite') return { home: await house({ more, closing, ...(door && { door }) }), close };
  const dynamo = await startDynalite();
  closers.push(() => dynamo.close());
  await makeTables(optionsFor(dynamo.endpoint));
  closers.push(setEnvironment({ ...ENVIRONMENT, AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint }));
  const records = 'records: { store: dynamodb, tables: test, region: us-west-2 }\n';
  return { home: await house({ more: `${records}${more}`, closing, ...(door && { door }) }), close };
}

function setEnvironment(values: Readonly<Record<string, string>>): () => Promise<void> {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  Object.assign(process.env, values);
  return async () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}
