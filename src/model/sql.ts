/** Text as an SQL literal. Standard quoting: the quote is doubled and nothing else is special. */
export function sqlText(text: string): string {
  if (text.includes('\u0000')) throw new Error('SQL text cannot hold a NUL');
  return `'${text.replaceAll("'", "''")}'`;
}

/** A date as an SQL literal. */
export function sqlDate(date: string): string {
  return `DATE ${sqlText(date)}`;
}

/** `VALUES` as a table; with no rows it is an empty table of the same columns and types. */
export function sqlTable(columns: Readonly<Record<string, string>>, rows: readonly (readonly string[])[]): string {
  const names = Object.keys(columns);
  const casts = Object.entries(columns).map(([name, type]) => `CAST(${name} AS ${type}) AS ${name}`);
  const values = rows.length > 0 ? rows : [names.map(() => 'NULL')];
  const list = values.map((row) => `(${row.join(', ')})`).join(', ');
  const none = rows.length > 0 ? '' : ' WHERE FALSE';
  return `SELECT ${casts.join(', ')} FROM (VALUES ${list}) AS listed(${names.join(', ')})${none}`;
}
