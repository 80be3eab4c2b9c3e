import type { Store, StoreTable } from '../../model/store.ts';
import { dynamoBlobs } from './blobs.ts';
import type { DynamoOptions } from './options.ts';
import { tableShapes } from './shapes.ts';
import { dynamoTable } from './table.ts';
import type { MadeTables } from './make-tables.ts';
import type { Writing } from './write.ts';

export type { DynamoOptions } from './options.ts';
export type { MadeTables } from './make-tables.ts';

/**
 * The store in Amazon DynamoDB. Opening asks nobody; the first call that fails throws a UserError (`records-unreadable`,
 * `records-unwritable`) that says what to do. Why it is laid out so: docs/decisions/2026-11-22-dynamodb-tables.md.
 */
export async function openDynamo(options: DynamoOptions): Promise<Store> {
  const { connect } = await import('./calls.ts');
  const calls = await connect(options);
  const shapes = tableShapes(options.tables);
  const writing = (table: StoreTable): Writing => ({ calls, shape: shapes[table], effects: options.effects });
  return {
    name: `DynamoDB ${options.tables}-*, ${calls.region}`,
    audit: dynamoTable(writing('audit')),
    dashboard: dynamoTable(writing('dashboard')),
    auth: dynamoTable(writing('auth')),
    blobs: dynamoBlobs(writing('audit')),
    close: async () => calls.close(),
  };
}

/** Makes the tables that are not there yet, and says what it did. Throws a UserError (`records-unwritable`). */
export async function makeTables(options: DynamoOptions): Promise<MadeTables> {
  const { makeDynamoTables } = await import('./make-tables.ts');
  return makeDynamoTables(options);
}
