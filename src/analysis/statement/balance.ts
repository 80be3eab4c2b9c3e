import type { Amounts, StatementPart, StatementRow } from '../../model/statement.ts';
import { isNil, minusEach, negated, plusEach } from './amounts.ts';
import { fiscalYearOf } from './columns.ts';
import type { Lane } from './digest.ts';
import { changeOver, closings, computed, lanesAt, ofType, section, type Sheet } from './sheet.ts';

/** Before any journal: spans that begin here hold all that was ever posted. */
const EVER = -1_000_000;

/**
 * Assets = liabilities + equity at the end of each period. What was earned is part of equity without a closing entry:
 * up to the fiscal year as retained earnings, since then as net income. The difference of the two sides is worked out
 * from the accounts alone and must be nil.
 */
export function balanceParts(sheet: Sheet): readonly StatementPart[] {
  const lanes = lanesAt(sheet);
  const assets = section(
    sheet,
    { id: 'assets', title: 'Assets', total: 'Total assets' },
    closings(sheet, lanes.filter(ofType(sheet, 'Assets')), 1),
  );
  const liabilities = section(
    sheet,
    { id: 'liabilities', title: 'Liabilities', total: 'Total liabilities' },
    closings(sheet, lanes.filter(ofType(sheet, 'Liabilities')), -1),
  );
  const equity = section(
    sheet,
    { id: 'equity', title: 'Equity', total: 'Total equity' },
    closings(sheet, lanes.filter(ofType(sheet, 'Equity')), -1),
    [...earnings(sheet, lanes), ...unrealised(sheet)],
  );
  const untyped = closings(sheet, lanes.filter(ofType(sheet, undefined)), -1).filter(({ amounts }) => !isNil(amounts));
  const whole: Sheet = { ...sheet, rows: { ...sheet.rows, topless: false } };
  const other = section(whole, { id: 'untyped', title: 'Accounts of no type', total: 'Total of no type' }, untyped);
  const sections = untyped.length > 0 ? [liabilities, equity, other] : [liabilities, equity];
  const claims = sections.map(({ total }) => total.amounts).reduce(plusEach);
  const words = untyped.length > 0 ? 'Liabilities, equity and the rest' : 'Liabilities and equity';
  return [
    assets,
    ...sections,
    { kind: 'line', row: computed(sheet, 'claims', words, claims) },
    { kind: 'proof', row: computed(sheet, 'difference', 'Difference', minusEach(assets.total.amounts, claims)) },
  ];
}

function earnings(sheet: Sheet, lanes: readonly Lane[]): readonly StatementRow[] {
  const earned = lanes.filter((lane) => ofType(sheet, 'Income')(lane) || ofType(sheet, 'Expenses')(lane));
  const years = sheet.periods.map(({ to }) => fiscalYearOf(to, sheet.fiscal));
  const end = (at: number): number => sheet.periods[at]?.to ?? 0;
  const before = changeOver(
    sheet,
    earned,
    years.map((year) => ({ from: EVER, to: year - 1 })),
    end,
  );
  const since = changeOver(
    sheet,
    earned,
    years.map((year, at) => ({ from: year, to: end(at) })),
    end,
  );
  return [
    computed(sheet, 'equity.retained', 'Retained earnings (earlier years)', before.map(negated)),
    computed(sheet, 'equity.net', 'Net income (year to date)', since.map(negated)),
  ];
}

/** At market: what is held is worth more, or less, than it cost. */
function unrealised(sheet: Sheet): readonly StatementRow[] {
  if (!sheet.market) return [];
  const gains = gainsOver(
    sheet,
    sheet.lanes,
    sheet.periods.map(({ to }) => ({ from: EVER, to })),
  );
  return isNil(gains) ? [] : [computed(sheet, 'equity.unrealised', 'Unrealised gains (market over cost)', gains)];
}

/** What was held less what it cost, at the prices of each period's end. */
export function gainsOver(
  sheet: Sheet,
  lanes: readonly Lane[],
  spans: readonly { readonly from: number; readonly to: number }[],
): readonly Amounts[] {
  const end = (at: number): number => sheet.periods[at]?.to ?? 0;
  const over = (amount: Lane['amount']): readonly Amounts[] =>
    changeOver(
      sheet,
      lanes.filter((lane) => lane.amount === amount),
      spans,
      end,
    );
  return minusEach(over('held'), over('cost'));
}
