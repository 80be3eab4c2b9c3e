import { distinctSlug, figureId } from '../analysis/ids.ts';
import type { Figure } from '../model/figure.ts';
import type { CellValue } from '../model/report.ts';
import type { Row } from '../model/row.ts';
import { quote, say } from '../model/sentence.ts';
import { sqlDate, sqlText } from '../model/sql.ts';
import { rowsOf, selected, type OwnGround } from './asked.ts';
import { figureOf, said, whole, type Evidence } from './receipt.ts';
import type { SqlBlock } from './report.ts';

/** One group of a block's rows: what it is of, and the sum of its rows. */
export interface Group {
  readonly values: readonly Row[string][];
  readonly figure: Figure;
}

export interface Grouped {
  readonly groups: readonly Group[];
  /** What is beyond the limit: the sum of its rows, and how many rows there are. */
  readonly others: { readonly sum: Figure; readonly rows: Figure } | undefined;
}

/** How a group's value stands in SQL; groups are words, days and yes or no: numbers would be figures without a receipt. */
const LITERAL: Readonly<Record<string, (value: string) => string>> = {
  VARCHAR: sqlText,
  DATE: sqlDate,
  BOOLEAN: (value) => value.toUpperCase(),
};

/**
 * Sums a block's rows by columns. With a day among the columns groups are in its order, else the largest come first.
 * `scope` begins the figures' ids.
 */
export async function groupedBy(
  block: SqlBlock,
  columns: readonly string[],
  { evidence, ground, scope, most }: { evidence: Evidence; ground: OwnGround; scope: string; most: number },
): Promise<Grouped> {
  if (evidence.unknown !== undefined) return { groups: [], others: undefined };
  const types = columns.map((column) => typeOf(block, column, evidence));
  const list = columns.map((column) => `own.${column}`).join(', ');
  const amount = evidence.unit.kind === 'money' ? 'SUM(CAST(own.amount AS BIGINT))' : 'COUNT(*)';
  const order = types.includes('DATE') ? list : `ABS(${amount}) DESC, ${list}`;
  const rest = (limit: string): string => `GROUP BY ${list}\nORDER BY ${order}${limit}`;
  const sql = selected(evidence.asked, `${list}, ${amount} AS total`, rest(` LIMIT ${most + 1}`));
  const found = await rowsOf(ground, block, sql);
  const groups = found.slice(0, most).map((row): Group => {
    const values = columns.map((column) => row[column] ?? null);
    const where = values.map((value, at) => condition(columns[at] ?? '', types[at] ?? '', value));
    const id = figureId(scope, distinctSlug(values.map(wordOf).join(' ')));
    const label = values.map(wordOf).join(', ');
    const part = { total: whole(row['total']), rest: `WHERE ${where.join('\n  AND ')}` };
    return { values, figure: figureOf(ground, evidence, { id, label }, part) };
  });
  if (found.length <= most) return { groups, others: undefined };
  const kept = selected(evidence.asked, list, rest(` LIMIT ${most}`));
  const same = columns.map((column) => `kept.${column} IS NOT DISTINCT FROM own.${column}`);
  const beyond = `WHERE NOT EXISTS (SELECT 1 FROM (${kept}) kept WHERE ${same.join(' AND ')})`;
  return { groups, others: await othersOf(block, beyond, evidence, ground, scope) };
}

async function othersOf(
  block: SqlBlock,
  beyond: string,
  evidence: Evidence,
  ground: OwnGround,
  scope: string,
): Promise<NonNullable<Grouped['others']>> {
  const sums = selected(
    evidence.asked,
    `COUNT(*) AS n${evidence.unit.kind === 'money' ? ', SUM(CAST(own.amount AS BIGINT)) AS total' : ''}`,
    beyond,
  );
  const [row = {}] = await rowsOf(ground, block, sums);
  const rows = whole(row['n']);
  const total = evidence.unit.kind === 'money' ? whole(row['total']) : rows;
  const named = (part: string, label: string) => ({ id: figureId(scope, part), label });
  return {
    sum: figureOf(ground, evidence, named('others', 'Others'), { total, rest: beyond }),
    rows: figureOf(
      ground,
      evidence,
      { ...named('others-rows', 'Rows of others'), unit: { kind: 'count', of: 'row' } },
      { total: rows, rest: beyond },
    ),
  };
}

function typeOf(block: SqlBlock, column: string, { asked }: Evidence): string {
  const type = asked.columns.get(column);
  if (type === undefined)
    throw said(block, 'column-missing', `its rows have no ${column}, by which it groups`, {
      expected: `one of ${[...asked.columns.keys()].join(', ')}`,
    });
  if (LITERAL[type] === undefined)
    throw said(block, 'column-type', `${column}, by which it groups, is ${type}`, {
      expected: 'words, days, or yes and no',
      mend: `CAST(${column} AS VARCHAR) AS ${column}`,
    });
  return type;
}

export function condition(column: string, type: string, value: Row[string]): string {
  if (value === null) return `own.${column} IS NULL`;
  return `own.${column} = ${(LITERAL[type] ?? sqlText)(String(value))}`;
}

export function wordOf(value: Row[string]): string {
  return value === null || value === '' ? 'not given' : String(value);
}

/** A cell of words or of a day; a first of the month in a column `month` is the month. */
export function cellOf(value: Row[string], column: string, type: string): CellValue {
  if (value === null || value === '') return { kind: 'unknown', why: 'not given' };
  if (type === 'DATE')
    return column === 'month'
      ? { kind: 'month', month: String(value).slice(0, 7) }
      : { kind: 'date', date: String(value) };
  return {
    kind: 'sentence',
    sentence: say`${quote(typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value))}`,
  };
}
