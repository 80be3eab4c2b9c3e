// The limit: DuckDB's own read_csv over the same file, told all it could guess, summing one column; nothing is kept.
import { DuckDBInstance } from '@duckdb/node-api';

const path = process.argv[2] ?? '';
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const columns = ['Date', 'Description', 'Amount', 'Reference'].map((name) => `'${name}': 'VARCHAR'`).join(', ');
const result = await connection.runAndReadAll(
  `SELECT sum(CAST(Amount AS DECIMAL(18, 2))) FROM read_csv('${path.replaceAll("'", "''")}',
    columns = {${columns}}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"')`,
);
console.log(String(result.getRows()[0]?.[0]));
