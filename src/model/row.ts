/** A value as a query answers it. Amounts are always bigint. */
export type Cell = string | bigint | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Types of the columns that readers fill. */
export type TableColumnType = 'BIGINT' | 'VARCHAR' | 'DATE';
