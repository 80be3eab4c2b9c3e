import { join } from 'node:path';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { recordsContract } from './_contract.ts';
import { startDynalite, storeOver } from './_dynamodb.ts';

recordsContract('SQLite', () => openSqlite(join(temporary(), 'records.sqlite')), {
  crowd: 20,
  runs: 30,
  pages: [1, 2, 3, 4],
});

recordsContract('DynamoDB', async () => storeOver(await startDynalite()), { crowd: 5, runs: 1, pages: [2] });
