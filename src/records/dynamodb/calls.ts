import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DeleteItemInput,
  type GetItemInput,
  type PutItemInput,
  type QueryInput,
  type ScanInput,
  type UpdateItemInput,
} from '@aws-sdk/client-dynamodb';
import { dynamoError, type Call } from './errors.ts';
import type { DynamoOptions } from './options.ts';
import { sdkClient } from './sdk-client.ts';
import { inTurns } from './turns.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

export interface ItemPage {
  readonly items: readonly Item[];
  /** Where to go on; none after the last. */
  readonly next?: Item;
}

/** The calls that the store makes. Each throws a UserError that says what to do. */
export interface Calls {
  readonly region: string;
  get(input: GetItemInput): Promise<Item | undefined>;
  put(input: PutItemInput): Promise<void>;
  /** What `ReturnValues` asked for; 'refused' when its condition does not hold. */
  update(input: UpdateItemInput): Promise<Item | 'refused'>;
  /** Says nothing of whether its condition held. */
  remove(input: DeleteItemInput): Promise<void>;
  query(input: QueryInput): Promise<ItemPage>;
  scan(input: ScanInput): Promise<ItemPage>;
  close(): void;
}

/** The SDK has 50 connections. */
const AT_ONCE = 32;

const REFUSED = 'ConditionalCheckFailedException';

/** Loads the SDK with it: import this file only when a store is opened. */
export async function connect(options: DynamoOptions): Promise<Calls> {
  const { client, region } = await sdkClient(options);
  const turn = inTurns(AT_ONCE);
  const told: Told = (action, input, run) => turn(() => explained(action, input, run));
  return {
    region,
    get: async (input) => (await told('GetItem', input, () => client.send(new GetItemCommand(input)))).Item,
    put: async (input) => {
      await told('PutItem', input, () => client.send(new PutItemCommand(input)));
    },
    update: async (input) => {
      const answer = await told('UpdateItem', input, () => refusable(client.send(new UpdateItemCommand(input))));
      return answer === 'refused' ? answer : (answer.Attributes ?? {});
    },
    remove: async (input) => {
      await told('DeleteItem', input, () => refusable(client.send(new DeleteItemCommand(input))));
    },
    query: async (input) => page(await told('Query', input, () => client.send(new QueryCommand(input)))),
    scan: async (input) => page(await told('Scan', input, () => client.send(new ScanCommand(input)))),
    close: () => client.destroy(),
  };
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

type Told = <T>(action: string, input: { TableName?: string | undefined }, run: () => Promise<T>) => Promise<T>;

const explained: Told = async (action, input, run) => {
  const call: Call = { action, table: input.TableName ?? '', writes: WRITES.includes(action) };
  try {
    return await run();
  } catch (error) {
    throw dynamoError(error, call);
  }
};

async function refusable<T>(answer: Promise<T>): Promise<T | 'refused'> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === REFUSED) return 'refused';
    throw error;
  }
}

function page(answer: { readonly Items?: Item[] | undefined; readonly LastEvaluatedKey?: Item | undefined }): ItemPage {
  const { Items: items = [], LastEvaluatedKey: next } = answer;
  return next ? { items, next } : { items };
}
