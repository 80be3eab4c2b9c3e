import { openSqlite } from '../../src/records/sqlite/index.ts';
import { tableContract } from './_table-contract.ts';

tableContract('SQLite', () => openSqlite(':memory:'));
