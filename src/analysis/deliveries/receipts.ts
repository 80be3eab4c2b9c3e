import type { Figure, Unit } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { isIn, numberIn, wordsIn, type SheetName, type SheetRecord } from './records.ts';

/** Whose deliveries are looked at. */
export interface Work {
  readonly ground: Ground;
  readonly of: EntityCoverage;
}

interface Named {
  readonly id: string;
  readonly label: string;
}

/** The day and the name that a receipt shows beside each record. */
const SHOWN: Readonly<Record<SheetName, string>> = {
  quotes: 'sent AS date, customer AS payee',
  jobs: 'departs AS date, customer AS payee',
  job_costs: 'date, payee',
  credentials: 'expires AS date, holder AS payee',
};

/** Exactly these records: they were chosen by names, which no SQL compares as people do. */
function among(records: readonly SheetRecord[]): string {
  const lines = new Map<string, bigint[]>();
  for (const { source, line } of records) lines.set(source, [...(lines.get(source) ?? []), line]);
  const parts = [...lines].map(([source, own]) => `(source = ${sqlText(source)} AND line IN (${own.join(', ')}))`);
  return parts.length === 0 ? '1 = 0' : `(${parts.join(' OR ')})`;
}

function query({ of }: Work, sheet: SheetName, amount: string, where: readonly string[]): string {
  const conditions = [`entity = ${sqlText(of.entity.id)}`, ...where].join('\n  AND ');
  return `SELECT ${SHOWN[sheet]}, ${amount} AS amount, file, line, source
FROM ${sheet}
WHERE ${conditions}
ORDER BY file, line`;
}

/** `jada.delivery.…` */
export function deliveryId({ of }: Work, ...parts: readonly string[]): string {
  return figureId(scopeOf(of.entity), 'delivery', ...parts);
}

/** How many records these are; of the whole sheet when none are named. */
export function numberOf(
  work: Work,
  named: Named & { readonly of: string },
  sheet: SheetName,
  records: readonly SheetRecord[],
  whole = false,
): Figure {
  const where = whole ? [] : [among(records)];
  const receipt = { query: query(work, sheet, 'CAST(1 AS BIGINT)', where), measure: 'rows', sign: 1 } as const;
  return work.ground.book.rows(named.id, named.label, count(named.of), BigInt(records.length), receipt);
}

/** The sum of a column of money; what leaves it open, or has it in another currency, is the caller's to leave out. */
export function sumOf(
  work: Work,
  named: Named,
  sheet: SheetName,
  records: readonly SheetRecord[],
  column: string,
): Figure {
  const sum = records.reduce((total, record) => total + (numberIn(record, column) ?? 0n), 0n);
  return rows(work, named, money(work.of.currency), sheet, records, column, sum);
}

/** An amount of one record; not known where the sheet leaves it open or has another currency than the entity. */
export function moneyIn(work: Work, named: Named, sheet: SheetName, record: SheetRecord, column: string): Figure {
  const { currency, entity } = work.of;
  const value = numberIn(record, column);
  const why = isIn(record, currency)
    ? `the sheet of ${entity.name} does not say it`
    : `the sheet says it in ${wordsIn(record, 'currency')}, and ${entity.name} keeps ${currency}`;
  if (value === undefined || !isIn(record, currency))
    return work.ground.book.unknown(named.id, named.label, money(currency), why);
  return rows(work, named, money(currency), sheet, [record], column, value);
}

/** A plain number of one record, such as miles. */
export function countIn(
  work: Work,
  named: Named & { readonly of: string },
  sheet: SheetName,
  record: SheetRecord,
  column: string,
): Figure {
  const value = numberIn(record, column);
  const unit = count(named.of);
  if (value === undefined)
    return work.ground.book.unknown(named.id, named.label, unit, `the sheet of ${work.of.entity.name} does not say it`);
  return rows(work, named, unit, sheet, [record], column, value);
}

/** Days that a record's columns and the day of the report lie apart: `amount` is SQL, `days` what it gives. */
export function daysIn(
  work: Work,
  named: Named,
  sheet: SheetName,
  record: SheetRecord,
  { amount, days }: { readonly amount: string; readonly days: number | undefined },
): Figure {
  if (days === undefined)
    return work.ground.book.unknown(named.id, named.label, count('day'), 'the sheet does not say the day');
  return rows(work, named, count('day'), sheet, [record], amount, BigInt(days));
}

/** SQL for the whole days from one day to another; a column or a date. */
export function daysSql(from: string, to: string): string {
  return `CAST(date_diff('day', ${from}, ${to}) AS BIGINT)`;
}

function rows(
  work: Work,
  { id, label }: Named,
  unit: Unit,
  sheet: SheetName,
  records: readonly SheetRecord[],
  amount: string,
  sum: bigint,
): Figure {
  const receipt = { query: query(work, sheet, amount, [among(records)]), measure: 'amount', sign: 1 } as const;
  return work.ground.book.rows(id, label, unit, sum, receipt);
}
