import type { Amounts, StatementPart, StatementRow } from '../../model/statement.ts';
import { ACTIVITIES, activityOf, type Activity, type ActivityWords } from './activities.ts';
import { isNil, minusEach, plusEach } from './amounts.ts';
import { gainsOver } from './balance.ts';
import type { Lane } from './digest.ts';
import { changes, computed, lanesAt, section, sumOf, valued, type Sheet } from './sheet.ts';
import { balancesBefore } from './balances.ts';

const TITLES: Readonly<Record<Activity, string>> = {
  operating: 'Operating activities',
  investing: 'Investing activities',
  financing: 'Financing activities',
};

/**
 * Cash flows by the direct method: each change of cash is explained by the other accounts of its transaction. What
 * they do not explain stands in a line of its own, and opening + change = closing is worked out from the cash accounts
 * alone.
 */
export function cashflowParts(sheet: Sheet, said: ActivityWords): readonly StatementPart[] {
  const cash = sheet.lanes.filter(({ account }) => sheet.digest.accounts[account]?.cash);
  const cashSheet: Sheet = { ...sheet, lanes: cash };
  // A purchase takes as much cash as it cost, also where what was bought is valued at market.
  const beside = lanesAt(sheet, 'cost').filter(({ besideCash }) => besideCash);
  const sections = ACTIVITIES.map((activity) => {
    const lanes = beside.filter(({ account }) => belongs(sheet, account, said) === activity);
    const words = { id: activity, title: TITLES[activity], total: `Cash from ${TITLES[activity].toLowerCase()}` };
    return section(sheet, words, changes(sheet, lanes, -1));
  });
  const byAccount = changes(sheet, lanesAt(cashSheet), 1);
  const change = sumOf(sheet, byAccount);
  const exchange = sheet.market ? gainsOver(sheet, cash, sheet.periods) : [];
  const explained = sections.map(({ total }) => total.amounts).reduce(plusEach);
  const rest = minusEach(minusEach(change, explained), exchange);
  return [
    ...sections,
    ...given(computed(sheet, 'exchange', 'Exchange differences of the period', exchange)),
    ...given(computed(sheet, 'unexplained', 'Not explained by its own transactions', rest)),
    { kind: 'line', row: computed(sheet, 'change', 'Net change in cash', change) },
    ...reconciliation(cashSheet, change),
    section(sheet, { id: 'cash', title: 'Change by cash account', total: 'Net change in cash' }, byAccount),
  ];
}

function belongs(sheet: Sheet, account: number, said: ActivityWords): Activity {
  const found = sheet.digest.accounts[account];
  return found ? activityOf(found, said) : 'operating';
}

function given(row: StatementRow): readonly StatementPart[] {
  return isNil(row.amounts) ? [] : [{ kind: 'line', row }];
}

/** Opening and closing balances of cash, each by itself from all postings up to its day. */
function reconciliation(sheet: Sheet, change: readonly Amounts[]): readonly StatementPart[] {
  const lanes = lanesAt(sheet);
  const startDay = (at: number): number => (sheet.periods[at]?.from ?? 0) - 1;
  const endDay = (at: number): number => sheet.periods[at]?.to ?? 0;
  const opening = balances(sheet, lanes, (at) => startDay(at), startDay);
  const closing = balances(sheet, lanes, (at) => endDay(at), endDay);
  const reopened = balances(sheet, lanes, (at) => startDay(at), endDay);
  const revalued = minusEach(reopened, opening);
  const difference = minusEach(closing, plusEach(plusEach(opening, revalued), change));
  // Balances of different days do not add up to anything: all columns together open with the first one.
  const line = (id: string, label: string, amounts: readonly Amounts[], whole: Amounts | undefined): StatementRow => {
    const { total, ...row } = computed(sheet, id, label, amounts);
    return total && whole ? { ...row, total: whole } : row;
  };
  return [
    { kind: 'line', row: line('opening', 'Cash at the start', opening, opening[0]) },
    ...given(computed(sheet, 'revaluation', 'Its gain or loss by market prices', revalued)),
    { kind: 'line', row: line('closing', 'Cash at the end', closing, closing.at(-1)) },
    { kind: 'proof', row: computed(sheet, 'difference', 'Difference', difference) },
  ];
}

/** All cash at the end of a day of each column, valued on a day. */
function balances(
  sheet: Sheet,
  lanes: readonly Lane[],
  dayOf: (at: number) => number,
  valuedOn: (at: number) => number,
): readonly Amounts[] {
  const days = sheet.periods.map((_, at) => dayOf(at) + 1);
  const each = [...balancesBefore(sheet.digest, lanes, days).values()].map(({ amounts }) => amounts);
  const nil = days.map((): Amounts => new Map());
  return each.reduce<readonly Amounts[]>(plusEach, nil).map((amounts, at) => valued(sheet, amounts, valuedOn(at)));
}
