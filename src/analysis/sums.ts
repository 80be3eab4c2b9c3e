import type { IsoDate, Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import { sqlDate, sqlText } from '../model/sql.ts';
import { count, money } from './ids.ts';
import type { AnalysisInput } from './input.ts';
import type { MonthSum } from './ledger.ts';
import { convert } from './rates.ts';
import { inMonth, postingsQuery } from './sql.ts';

/** Which postings a figure sums: the sums of the ledger, and the SQL conditions that select the same postings. */
export interface Selection {
  readonly sums: readonly MonthSum[];
  readonly where: readonly string[];
}

interface Named {
  readonly id: string;
  readonly label: string;
  readonly currency: string;
  /** The day whose rate converts; else the report's. */
  readonly on?: IsoDate;
}

const total = (sums: readonly MonthSum[]): bigint => sums.reduce((sum, one) => sum + one.amount, 0n);

/** Amounts of the selection, in one currency; those in other currencies are converted one by one, each with its receipt. */
export function amountOf(input: AnalysisInput, named: Named, selection: Selection, sign: 1 | -1): Figure {
  const { book } = input;
  const { id, label, currency, on } = named;
  const foreign = [...new Set(selection.sums.map((sum) => sum.currency))].filter((one) => one !== currency).toSorted();
  const leaf = (leafId: string, leafLabel: string, of: string): Figure => {
    const sums = selection.sums.filter((sum) => sum.currency === of);
    const query = postingsQuery([...selection.where, `currency = ${sqlText(of)}`]);
    return book.rows(leafId, leafLabel, money(of), total(sums), { query, measure: 'amount', sign });
  };
  if (foreign.length === 0) return leaf(id, label, currency);
  const leaves = [currency, ...foreign].map((of) => leaf(`${id}.${of.toLowerCase()}`, `${label}, ${of} postings`, of));
  const parts = leaves.map((part) => convert(input, part, currency, on));
  return book.formula(id, label, money(currency), 'sum', parts, { text: `all currencies in ${currency}` });
}

/** The number of postings of the selection, or of the credits among them. */
export function numberOf(
  input: AnalysisInput,
  named: { readonly id: string; readonly label: string; readonly of: string },
  selection: Selection,
  counted: 'postings' | 'credits' = 'postings',
): Figure {
  const number = selection.sums.reduce((sum, one) => sum + one[counted], 0n);
  const where = counted === 'credits' ? [...selection.where, 'amount < 0'] : selection.where;
  const receipt = { query: postingsQuery(where), measure: 'rows', sign: 1 } as const;
  return input.book.rows(named.id, named.label, count(named.of), number, receipt);
}

/** The selection's part of one entity and month. */
export function within(selection: Selection, entity: string, month: Month): Selection {
  return {
    sums: selection.sums.filter((sum) => sum.entity === entity && sum.month === month),
    where: [`entity = ${sqlText(entity)}`, inMonth(month), ...selection.where],
  };
}

/** The selection's part of one entity, from its first posting to the last day given. */
export function upTo(selection: Selection, entity: string, last: IsoDate): Selection {
  return {
    sums: selection.sums.filter((sum) => sum.entity === entity),
    where: [`entity = ${sqlText(entity)}`, `date <= ${sqlDate(last)}`, ...selection.where],
  };
}

/** The sum of figures in one currency that are known; undefined when none is. What is left out is the caller's to say. */
export function sumOfKnown(input: AnalysisInput, named: Named, parts: readonly Figure[], text: string): Figure {
  const known = parts.filter((part) => part.value !== undefined);
  const unit = money(named.currency);
  if (known.length > 0) return input.book.formula(named.id, named.label, unit, 'sum', known, { text });
  const why = parts[0]?.unknown ?? 'nothing is on file';
  return input.book.unknown(named.id, named.label, unit, why);
}
