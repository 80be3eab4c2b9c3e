import {
  CreateTableCommand,
  DescribeTableCommand,
  waitUntilTableExists,
  type CreateTableInput,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { STORE_TABLES } from '../../model/store.ts';
import { recordsError } from './errors.ts';
import type { DynamoOptions } from './options.ts';
import { sdkClient, unless } from './sdk-client.ts';
import { DUE_INDEX, tableShapes, type TableShape } from './shapes.ts';
import { expireRows, keepBackups } from './table-settings.ts';

export interface MadeTables {
  /** The names of those that were not there. */
  readonly made: readonly string[];
  /** The names of those that were. */
  readonly there: readonly string[];
  /** What this DynamoDB does not offer, a sentence each: an emulator has no backups. */
  readonly notes: readonly string[];
}

/** Seconds that a table has to come into being. */
const WAIT = { maxWaitTime: 120, minDelay: 1, maxDelay: 5 };

/** As `makeTables` of index.ts; loads the SDK with it. Doing it again changes nothing, and mends what was left half. */
export async function makeDynamoTables(options: DynamoOptions): Promise<MadeTables> {
  const { client } = await sdkClient(options);
  const made: string[] = [];
  const there: string[] = [];
  const notes: string[] = [];
  const shapes = tableShapes(options.tables);
  try {
    for (const table of STORE_TABLES) {
      const shape = shapes[table];
      ((await makeTable(client, shape)) ? made : there).push(shape.name);
      options.effects.step('dynamodb-table-made');
      notes.push(...(await expireRows(client, shape)), ...(await keepBackups(client, shape)));
    }
  } finally {
    client.destroy();
  }
  return { made, there, notes };
}

/** True when it was not there. */
async function makeTable(client: DynamoDBClient, shape: TableShape): Promise<boolean> {
  const asked = { TableName: shape.name };
  const found = await unless(['ResourceNotFoundException'], shape, 'DescribeTable', () =>
    client.send(new DescribeTableCommand(asked)),
  );
  if (found?.Table && !isOurs(shape, found.Table)) {
    const why = `there is a table of that name with other keys; choose other names (\`tables\` below \`records\`)`;
    throw recordsError({ table: shape.name, writes: true }, why);
  }
  if (!found) {
    // Another process may make it at the same time.
    await unless(['ResourceInUseException'], shape, 'CreateTable', () =>
      client.send(new CreateTableCommand(definition(shape))),
    );
  }
  if (found?.Table?.TableStatus !== 'ACTIVE')
    await unless([], shape, 'DescribeTable', () => waitUntilTableExists({ client, ...WAIT }, asked));
  return !found;
}

function definition({ name, partition, sort }: TableShape): CreateTableInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: partition, AttributeType: 'S' },
      { AttributeName: sort, AttributeType: 'S' },
      { AttributeName: DUE_INDEX.partition, AttributeType: 'S' },
      { AttributeName: DUE_INDEX.sort, AttributeType: 'N' },
    ],
    KeySchema: keys({ partition, sort }),
    GlobalSecondaryIndexes: [
      { IndexName: DUE_INDEX.name, KeySchema: keys(DUE_INDEX), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  };
}

function keys(of: { readonly partition: string; readonly sort: string }): CreateTableInput['KeySchema'] {
  return [
    { AttributeName: of.partition, KeyType: 'HASH' },
    { AttributeName: of.sort, KeyType: 'RANGE' },
  ];
}

function isOurs(shape: TableShape, table: TableDescription): boolean {
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === DUE_INDEX.name);
  return same(table.KeySchema, keys(shape)) && same(index?.KeySchema, keys(DUE_INDEX));
}

function same(seen: TableDescription['KeySchema'], wanted: TableDescription['KeySchema']): boolean {
  const text = (schema: TableDescription['KeySchema']): string =>
    JSON.stringify(schema?.map(({ AttributeName, KeyType }) => [KeyType, AttributeName]).toSorted());
  return text(seen) === text(wanted);
}
