import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';
import { DAYS_APART } from '../journal/pairing.ts';
import type { EliminationKind, Half } from './types.ts';

export { DAYS_APART };

/**
 * How far two amounts in two currencies may be apart at the rate of the day and still be one payment, in parts of a
 * thousand: banks convert at rates of their own and keep a spread of up to some two per cent. The difference is shown.
 */
const SPREAD = 25n;

/** A half with what compares it across currencies: its amount in minor units of the group's currency at the day's rate. */
export interface Matchable<H extends Half = Half> {
  readonly half: H;
  /** Undefined without a rate. */
  readonly worth: bigint | undefined;
}

export interface Match<H extends Half = Half> {
  readonly kind: EliminationKind;
  readonly debit: H;
  readonly credit: H;
  readonly apart: number;
}

export interface Matching<H extends Half = Half> {
  readonly matches: readonly Match<H>[];
  readonly unmatched: readonly H[];
}

const typeOf = ({ account }: Half): string => account.split(':')[0] ?? '';
const isResult = (half: Half): boolean => typeOf(half) === 'Income' || typeOf(half) === 'Expenses';
const isEquity = (half: Half): boolean => typeOf(half) === 'Equity';
const isStanding = (half: Half): boolean => typeOf(half) === 'Assets' || typeOf(half) === 'Liabilities';

/**
 * What may meet what, tried in this order: revenue and cost, claim and debt, then what passes between owner and owned
 * (a contribution and the share it buys, a dividend and its income). An asset bought within the group meets nothing: the
 * seller's profit in it is not known here, so it is named instead.
 */
const TRIES: readonly { readonly kind: EliminationKind; readonly mayMeet: (a: Half, b: Half) => boolean }[] = [
  { kind: 'trade', mayMeet: (a, b) => isResult(a) && isResult(b) },
  { kind: 'balances', mayMeet: (a, b) => isStanding(a) && isStanding(b) },
  {
    kind: 'equity',
    mayMeet: (a, b) => (isEquity(a) || isEquity(b)) && typeOf(a) !== 'Liabilities' && typeOf(b) !== 'Liabilities',
  },
];

/**
 * Pairs the postings between entities one to one: each names the other's entity, one is a debit and one a credit of the
 * same amount and currency, at most five days apart (what banks take to clear, and invoices to be entered). The nearest
 * days meet first, then the earliest; what is left meets across currencies. Halves of a transfer are paired already.
 * The answer does not depend on the order of `all`.
 */
export function matchHalves<H extends Half>(all: readonly Matchable<H>[]): Matching<H> {
  const ordered = all.toSorted((a, b) => compareHalves(a.half, b.half));
  const transfers = pairedTransfers(ordered.map(({ half }) => half));
  const paired = new Set(transfers.flatMap(({ debit, credit }) => [debit, credit]));
  const open = new Set(ordered.filter(({ half }) => !paired.has(half)));
  const matches = [
    ...transfers,
    ...TRIES.flatMap(({ kind, mayMeet }) => meet(open, kind, mayMeet, sameAmount)),
    ...TRIES.flatMap(({ kind, mayMeet }) => meet(open, kind, mayMeet, sameWorth)),
  ];
  return {
    matches: matches.toSorted((a, b) => compareHalves(a.debit, b.debit) || compareHalves(a.credit, b.credit)),
    unmatched: [...open].map(({ half }) => half),
  };
}

function pairedTransfers<H extends Half>(halves: readonly H[]): Match<H>[] {
  const byPair = new Map<string, H[]>();
  for (const half of halves) {
    if (half.transfer !== undefined) byPair.set(half.transfer, [...(byPair.get(half.transfer) ?? []), half]);
  }
  return [...byPair.values()].flatMap((pair) => {
    const debit = pair.find(({ amount }) => amount > 0n);
    const credit = pair.find(({ amount }) => amount < 0n);
    return debit && credit && pair.length === 2
      ? [{ kind: 'transfer', debit, credit, apart: apart(debit, credit) }]
      : [];
  });
}

const apart = (a: Half, b: Half): number => Math.abs(daysBetween(a.date, b.date));

type Agrees = (debit: Matchable, credit: Matchable) => boolean;

const sameAmount: Agrees = (debit, credit) =>
  debit.half.currency === credit.half.currency && debit.half.amount === -credit.half.amount;

const sameWorth: Agrees = (debit, credit) => {
  if (debit.half.currency === credit.half.currency || debit.worth === undefined || credit.worth === undefined)
    return false;
  const difference = debit.worth + credit.worth;
  return (difference < 0n ? -difference : difference) * 1000n <= debit.worth * SPREAD;
};

/** Takes the pairs out of `open`: nearest days first, then the earliest debit with the earliest credit. */
function meet<H extends Half>(
  open: Set<Matchable<H>>,
  kind: EliminationKind,
  mayMeet: (a: Half, b: Half) => boolean,
  agrees: Agrees,
): Match<H>[] {
  const found: Match<H>[] = [];
  const credits = byDay([...open].filter(({ half }) => half.amount < 0n));
  for (let days = 0; days <= DAYS_APART; days += 1) {
    for (const debit of open) {
      const { half } = debit;
      if (half.amount <= 0n) continue;
      // Of two days equally near, the later one is tried first.
      const near = days === 0 ? [half.date] : [addDays(half.date, days), addDays(half.date, -days)];
      const credit = near
        .flatMap((date) => credits.get(place(half.counterparty, half.entity, date)) ?? [])
        .find((one) => open.has(one) && mayMeet(half, one.half) && agrees(debit, one));
      if (!credit) continue;
      open.delete(debit);
      open.delete(credit);
      found.push({ kind, debit: half, credit: credit.half, apart: days });
    }
  }
  return found;
}

const place = (entity: string, counterparty: string, date: IsoDate): string =>
  JSON.stringify([entity, counterparty, date]);

function byDay<H extends Half>(halves: readonly Matchable<H>[]): ReadonlyMap<string, readonly Matchable<H>[]> {
  const days = new Map<string, Matchable<H>[]>();
  for (const one of halves) {
    const name = place(one.half.entity, one.half.counterparty, one.half.date);
    const list = days.get(name);
    if (list) list.push(one);
    else days.set(name, [one]);
  }
  return days;
}

function compareHalves(a: Half, b: Half): number {
  const key = ({ date, entity, file, line, account, amount }: Half): readonly (string | number | bigint)[] => [
    date,
    entity,
    file,
    line,
    account,
    amount,
  ];
  const other = key(b);
  for (const [at, value] of key(a).entries()) {
    const against = other[at];
    if (against === undefined || value === against) continue;
    return value < against ? -1 : 1;
  }
  return 0;
}
