import { UserError } from '../../core/problem.ts';
import type { Statement, StatementPart } from '../../model/statement.ts';
import { balanceParts } from './balance.ts';
import { cashflowParts } from './cashflow.ts';
import { dayNumber, periodsOf, type Period } from './columns.ts';
import type { Digest, Lane } from './digest.ts';
import { incomeParts } from './income.ts';
import { notesOf } from './notes.ts';
import type { StatementOptions } from './options.ts';
import { marketOf } from './prices.ts';
import type { Sheet } from './sheet.ts';

export { CALENDAR_YEAR } from './columns.ts';
export type { Digest } from './digest.ts';
export { makeDigest } from './make-digest.ts';
export { mergeDigests } from './merge.ts';
export type { StatementOptions } from './options.ts';
export { withReceipts } from './receipts.ts';

/**
 * The statement of a journal's digest. Exact: every amount is a sum of postings, none is rounded. Throws a UserError
 * for a currency that the journal does not have, for days in the wrong order and for more columns than make sense.
 */
export function makeStatement(digest: Digest, options: StatementOptions): Statement {
  const lanes = digest.lanes.filter((lane) => passes(lane, options));
  const target = options.currency === undefined ? undefined : commodityNamed(digest, options.currency);
  const market = options.basis === 'market' ? marketOf(digest, target) : undefined;
  const periods = periodsFor(digest, lanes, options);
  const totals = options.kind !== 'balance' && periods.length > 1;
  const { basis, fiscal, depth, flat, empty } = options;
  const sheet: Sheet = {
    digest,
    lanes,
    periods,
    fiscal,
    basis,
    market,
    rows: { depth, flat, empty, topless: options.kind !== 'cashflow', totals },
  };
  const parts = partsOf(sheet, options);
  const symbol = target === undefined ? undefined : digest.commodities[target]?.symbol;
  return {
    kind: options.kind,
    basis,
    ...(symbol === undefined ? {} : { currency: symbol }),
    files: digest.files,
    commodities: digest.commodities,
    transactions: transactionsIn(digest, periods, options),
    filters: [...(options.cleared ? ['cleared postings only'] : []), ...(options.real ? ['real postings only'] : [])],
    columns: periods.map(({ column }) => column),
    parts,
    prices: market?.used() ?? [],
    unpriced: market?.unpriced() ?? [],
    notes: notesOf(sheet, options, parts),
    problems: digest.problems,
  };
}

function passes({ status, kind }: Lane, { cleared, real }: StatementOptions): boolean {
  return (!cleared || status === 2) && (!real || kind === 0);
}

function partsOf(sheet: Sheet, { kind, activities }: StatementOptions): readonly StatementPart[] {
  switch (kind) {
    case 'income':
      return incomeParts(sheet);
    case 'balance':
      return balanceParts(sheet);
    case 'cashflow':
      return cashflowParts(sheet, activities);
  }
}

/** By its symbol, else by the code that its symbol stands for (`USD` finds `$`). */
function commodityNamed({ commodities }: Digest, name: string): number {
  const bySymbol = commodities.findIndex(({ symbol }) => symbol === name);
  const found = bySymbol >= 0 ? bySymbol : commodities.findIndex(({ currency }) => currency === name.toUpperCase());
  if (found >= 0) return found;
  const known = commodities.map(({ symbol }) => (symbol === '' ? '(none)' : symbol)).slice(0, 20);
  throw new UserError('usage', `--currency: the journal has no commodity "${name}"; it has ${known.join(', ')}`);
}

/** First and last day of the lanes' cells. */
function spanOf({ cells }: Digest, lanes: readonly Lane[]): readonly [first: number, last: number] | undefined {
  const filled = lanes.filter(({ start, end }) => end > start);
  if (filled.length === 0) return undefined;
  return [
    filled.reduce((first, { start }) => Math.min(first, cells.day[start] ?? first), Number.POSITIVE_INFINITY),
    filled.reduce((last, { end }) => Math.max(last, cells.day[end - 1] ?? last), Number.NEGATIVE_INFINITY),
  ];
}

/** The last day of a stated price: at market a journal speaks for that day, too. */
function lastPriceDay({ prices }: Digest): number {
  const at = prices.inferred.lastIndexOf(0);
  return at < 0 ? Number.NEGATIVE_INFINITY : (prices.day[at] ?? Number.NEGATIVE_INFINITY);
}

function periodsFor(digest: Digest, lanes: readonly Lane[], options: StatementOptions): readonly Period[] {
  const span = spanOf(digest, lanes);
  const asked = { from: options.from !== undefined, to: options.to !== undefined };
  const from = options.from === undefined ? span?.[0] : dayNumber(options.from);
  const latest = options.basis === 'market' && options.interval === 'whole' ? lastPriceDay(digest) : undefined;
  const last = span && Math.max(span[1], latest ?? span[1]);
  const to = options.to === undefined ? last : dayNumber(options.to);
  if (from === undefined || to === undefined) return [];
  if (from > to && asked.from && asked.to)
    throw new UserError('usage', `--from ${options.from} is after --to ${options.to}`);
  // A time before or after all postings is asked for all the same: it is empty.
  const start = asked.from ? from : Math.min(from, to);
  const end = asked.to ? to : Math.max(start, to);
  return periodsOf({ from: start, to: end }, options.interval, options.fiscal, asked);
}

/** Those of the columns' time; of a balance sheet all up to its last day. */
function transactionsIn({ transactions }: Digest, periods: readonly Period[], options: StatementOptions): number {
  const from = options.kind === 'balance' ? Number.NEGATIVE_INFINITY : (periods[0]?.from ?? 0);
  const to = periods.at(-1)?.to ?? Number.NEGATIVE_INFINITY;
  return transactions.count.reduce((count, some, at) => {
    const day = transactions.day[at] ?? 0;
    return day >= from && day <= to && (!options.cleared || transactions.status[at] === 2) ? count + some : count;
  }, 0);
}
