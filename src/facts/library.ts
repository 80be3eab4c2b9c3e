/* DuckDB's library, loaded by import() when it is needed; by name, since bundled CommonJS has no names of its own. */
export { BIGINT, DuckDBDataChunk, DuckDBInstance, StatementType, VARCHAR, version } from '@duckdb/node-api';
