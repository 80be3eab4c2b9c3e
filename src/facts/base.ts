import type { SourceUse } from '../model/facts.ts';
import { sqlDate, sqlTable, sqlText } from '../model/sql.ts';
import type { NumberedSource } from './numbered.ts';
import { partsTable, tableViews } from './tables.ts';
import { storedColumns } from './write.ts';

const dateOrNull = (date: string | undefined): string => (date === undefined ? 'NULL' : sqlDate(date));

const FILE_COLUMNS = {
  file_no: 'INTEGER',
  source: 'VARCHAR',
  file: 'VARCHAR',
  role: 'VARCHAR',
  entity: 'VARCHAR',
  ledger_account: 'VARCHAR',
  subject: 'VARCHAR',
  booked: 'BOOLEAN',
  currency: 'VARCHAR',
  kind: 'VARCHAR',
  row_count: 'BIGINT',
  problem_count: 'BIGINT',
  first_date: 'DATE',
  last_date: 'DATE',
};

/** Statements make the journal of an entity that keeps no books; those of one that does are only compared with them. */
function isBooked({ role, entity }: SourceUse, sources: readonly NumberedSource[]): boolean {
  return role === 'statement' && !sources.some(({ use }) => use.entity === entity && use.role === 'books');
}

function filesTable(sources: readonly NumberedSource[]): string {
  return sqlTable(
    FILE_COLUMNS,
    sources.map(({ number, use, facts }) => [
      String(number),
      sqlText(use.source),
      sqlText(use.file),
      sqlText(use.role),
      sqlText(use.entity),
      sqlText(use.account),
      sqlText(use.subject),
      isBooked(use, sources) ? 'TRUE' : 'FALSE',
      sqlText(use.currency),
      sqlText(facts.kind),
      String(facts.rows),
      String(facts.problems.length),
      dateOrNull(facts.first),
      dateOrNull(facts.last),
    ]),
  );
}

function currenciesTable(sources: readonly NumberedSource[]): string {
  const rows = sources.flatMap(({ number, use, facts }) =>
    [...new Set([use.currency, ...facts.currencies])].map((currency) => [String(number), sqlText(currency)]),
  );
  return sqlTable({ file_no: 'INTEGER', currency: 'VARCHAR' }, rows);
}

const STATED_COLUMNS = { file_no: 'INTEGER', line: 'BIGINT', date: 'DATE', amount: 'BIGINT', currency: 'VARCHAR' };

function statedTable(sources: readonly NumberedSource[]): string {
  return sqlTable(
    STATED_COLUMNS,
    sources.flatMap(({ number, facts }) =>
      facts.balances.map((stated) => [
        String(number),
        String(stated.line),
        sqlDate(stated.date),
        String(stated.amount),
        sqlText(stated.currency),
      ]),
    ),
  );
}

function firstBalancesTable(sources: readonly NumberedSource[]): string {
  return sqlTable(
    STATED_COLUMNS,
    sources.flatMap(({ number, facts }) =>
      facts.firstBalances.map((first) => [
        String(number),
        String(first.line),
        sqlDate(first.date),
        String(first.balance),
        sqlText(first.currency),
      ]),
    ),
  );
}

const DECLARED_COLUMNS = {
  entity: 'VARCHAR',
  account: 'VARCHAR',
  currency: 'VARCHAR',
  date: 'DATE',
  amount: 'BIGINT',
  source: 'VARCHAR',
  file: 'VARCHAR',
  line: 'BIGINT',
};

/** One opening an account and currency: where several sources of an account repeat it, the first by day counts. */
function declaredTable(sources: readonly NumberedSource[]): string {
  const byAccount = new Map<string, readonly string[]>();
  const declared = sources
    .flatMap(({ use }) => (use.opening ? [{ use, opening: use.opening }] : []))
    .toSorted((a, b) => (a.opening.date < b.opening.date ? -1 : Number(a.opening.date > b.opening.date)));
  for (const { use, opening } of declared) {
    const name = JSON.stringify([use.entity, use.account, use.currency]);
    if (byAccount.has(name)) continue;
    byAccount.set(name, [
      sqlText(use.entity),
      sqlText(use.account),
      sqlText(use.currency),
      sqlDate(opening.date),
      String(opening.balance),
      sqlText(opening.source),
      sqlText(opening.file),
      String(opening.line),
    ]);
  }
  return sqlTable(DECLARED_COLUMNS, [...byAccount.values()]);
}

/** Small tables that describe the sources. */
export function baseTables(sources: readonly NumberedSource[]): Readonly<Record<string, string>> {
  return {
    files: filesTable(sources),
    file_currencies: currenciesTable(sources),
    stated_balances: statedTable(sources),
    first_balances: firstBalancesTable(sources),
    declared_openings: declaredTable(sources),
    source_parts: partsTable(sources),
  };
}

const NO_ROWS = `SELECT CAST(NULL AS INTEGER) AS file_no, CAST(NULL AS BIGINT) AS record, CAST(NULL AS BIGINT) AS line,
  CAST(NULL AS DATE) AS date, CAST(NULL AS BIGINT) AS amount, CAST(NULL AS BIGINT) AS fee,
  CAST(NULL AS VARCHAR) AS currency, CAST(NULL AS VARCHAR) AS payee, CAST(NULL AS VARCHAR) AS memo,
  CAST(NULL AS VARCHAR) AS reference, CAST(NULL AS VARCHAR) AS type, CAST(NULL AS BIGINT) AS balance WHERE FALSE`;

/** Every stored row of every source, `record` numbered from 0 within its file; overlapping exports are all in here. */
function statementRows(all: readonly NumberedSource[]): string {
  const sources = all.filter(({ use, facts }) => use.role === 'statement' && !facts.rowless);
  if (sources.length === 0) return NO_ROWS;
  const selects = sources.map(({ number, facts, parquet }) => {
    const line = facts.lineBase === undefined ? 'line' : `file_row_number + ${facts.lineBase} AS line`;
    return `SELECT CAST(${number} AS INTEGER) AS file_no, file_row_number AS record, ${line}, ${storedColumns(facts.constants)}
      FROM read_parquet(${sqlText(parquet)}, file_row_number = true)`;
  });
  return selects.join('\nUNION ALL\n');
}

const PLACED = `f.source, f.file, s.line, f.entity, f.ledger_account, s.date, s.amount, s.fee, s.currency, s.payee,
  s.memo, s.reference, s.type, s.balance`;

/**
 * Views over the sources' rows. `kept_rows` leaves out what `dropped` lists, `counted_rows` also the rows of entities
 * that keep books; without either nothing is joined for it.
 */
export function baseViews(sources: readonly NumberedSource[], overlapping: boolean): Readonly<Record<string, string>> {
  const kept = overlapping
    ? ' WHERE NOT EXISTS (SELECT 1 FROM dropped d WHERE d.file_no = s.file_no AND d.record = s.record)'
    : '';
  const compared = sources
    .filter(({ use }) => use.role === 'statement' && !isBooked(use, sources))
    .map(({ number }) => number);
  return {
    statement_rows: statementRows(sources),
    kept_rows: `SELECT s.* FROM statement_rows s${kept}`,
    counted_rows: `SELECT s.* FROM kept_rows s${compared.length > 0 ? ` WHERE s.file_no NOT IN (${compared.join(', ')})` : ''}`,
    rows: `SELECT ${PLACED} FROM kept_rows s JOIN files f ON f.file_no = s.file_no`,
    duplicates: `SELECT ${PLACED}, k.file AS kept_file FROM dropped d
      JOIN statement_rows s ON s.file_no = d.file_no AND s.record = d.record
      JOIN files f ON f.file_no = d.file_no JOIN files k ON k.file_no = d.kept_file_no`,
    balances: `SELECT f.source, f.file, b.line, f.entity, f.ledger_account, b.date, b.amount, b.currency
      FROM stated_balances b JOIN files f ON f.file_no = b.file_no`,
    ...tableViews(sources),
  };
}
