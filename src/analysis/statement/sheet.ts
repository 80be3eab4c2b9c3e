import type { AccountType } from '../../model/journal.ts';
import type { Amounts, StatementPart, StatementRow, ValueBasis } from '../../model/statement.ts';
import { negated, plusEach, total } from './amounts.ts';
import { balancesBefore, changesIn, type Span } from './balances.ts';
import type { FiscalStart, Period } from './columns.ts';
import type { Digest, Lane } from './digest.ts';
import type { Market } from './prices.ts';
import { rowsOf, type Entry, type RowOptions } from './rows.ts';

/** What the three statements are made with: the digest, the time, the filter, and what a thing is worth. */
export interface Sheet {
  readonly digest: Digest;
  /** Lanes that pass the filter: all amounts, as costs and as what was held. */
  readonly lanes: readonly Lane[];
  readonly periods: readonly Period[];
  readonly fiscal: FiscalStart;
  readonly basis: ValueBasis;
  /** At cost everything is worth what it is. */
  readonly market: Market | undefined;
  readonly rows: RowOptions;
}

export function valued({ market }: Sheet, amounts: Amounts, day: number): Amounts {
  return market ? market.value(amounts, day) : amounts;
}

/** The lanes of a basis: at market what is held, at cost what it cost. */
export function lanesAt(sheet: Sheet, basis: ValueBasis = sheet.basis): readonly Lane[] {
  const other = basis === 'market' ? 'cost' : 'held';
  return sheet.lanes.filter(({ amount }) => amount !== other);
}

export function ofType({ digest }: Sheet, type: AccountType | undefined): (lane: Lane) => boolean {
  return ({ account }) => digest.accounts[account]?.type === type;
}

/** Changes of accounts in each period, at its end's prices. */
export function changes(sheet: Sheet, lanes: readonly Lane[], sign: 1 | -1): readonly Entry[] {
  return [...changesIn(sheet.digest, lanes, sheet.periods)].map(([account, { amounts, postings }]) => ({
    account,
    postings,
    amounts: amounts.map((some, at) => signed(valued(sheet, some, sheet.periods[at]?.to ?? 0), sign)),
  }));
}

/** Balances of accounts at the end of each period, at its prices. */
export function closings(sheet: Sheet, lanes: readonly Lane[], sign: 1 | -1): readonly Entry[] {
  const days = sheet.periods.map(({ to }) => to + 1);
  return [...balancesBefore(sheet.digest, lanes, days)].map(([account, { amounts, postings }]) => ({
    account,
    postings: postings.at(-1) ?? 0,
    amounts: amounts.map((some, at) => signed(valued(sheet, some, sheet.periods[at]?.to ?? 0), sign)),
  }));
}

function signed(amounts: Amounts, sign: 1 | -1): Amounts {
  return sign === 1 ? amounts : negated(amounts);
}

/** The sum of entries, column by column. */
export function sumOf(sheet: Sheet, entries: readonly Entry[]): readonly Amounts[] {
  const nil = sheet.periods.map((): Amounts => new Map());
  return entries.reduce<readonly Amounts[]>((sum, { amounts }) => plusEach(sum, amounts), nil);
}

/** The sum of some accounts' changes over spans that need not be the columns, valued on the day given. */
export function changeOver(
  sheet: Sheet,
  lanes: readonly Lane[],
  spans: readonly Span[],
  valuedOn: (at: number) => number,
): readonly Amounts[] {
  const each = [...changesIn(sheet.digest, lanes, spans).values()].map(({ amounts }) => amounts);
  const nil = spans.map((): Amounts => new Map());
  return each.reduce<readonly Amounts[]>(plusEach, nil).map((amounts, at) => valued(sheet, amounts, valuedOn(at)));
}

/** A line that is computed from others. */
export function computed(sheet: Sheet, id: string, label: string, amounts: readonly Amounts[]): StatementRow {
  return {
    id,
    label,
    indent: 0,
    parent: false,
    amounts,
    ...(sheet.rows.totals ? { total: total(amounts) } : {}),
    postings: 0,
  };
}

/** A section: its accounts, then rows that are computed, then the total of all. */
export function section(
  sheet: Sheet,
  words: { readonly id: string; readonly title: string; readonly total: string },
  entries: readonly Entry[],
  more: readonly StatementRow[] = [],
): Extract<StatementPart, { kind: 'section' }> {
  const { digest, periods, rows } = sheet;
  const accounts = rowsOf(words.id, digest.accounts, entries, periods.length, rows);
  const sum = more.reduce((all, { amounts }) => plusEach(all, amounts), sumOf(sheet, entries));
  const postings = entries.reduce((count, entry) => count + entry.postings, 0);
  return {
    kind: 'section',
    id: words.id,
    title: words.title,
    rows: [...accounts, ...more],
    total: { ...computed(sheet, `${words.id}.total`, words.total, sum), postings },
  };
}
