import type { SourceUse } from '../model/facts.ts';
import type { TableName } from '../model/tables.ts';
import type { StoredFacts } from './stored.ts';

/** A source as a snapshot holds it: numbered from 1 in the order of file, entity, account. */
export interface NumberedSource {
  readonly number: number;
  readonly use: SourceUse;
  readonly facts: StoredFacts;
  readonly parquet: string;
  /** The Parquet file of a table that the file holds. */
  readonly table: (name: TableName) => string;
}
