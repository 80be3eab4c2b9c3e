import type { CostClass, DebtService, FactMap, IncomeAccount, RentalProperty } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { figure, label, left, right } from '../_cells.ts';

const APART: Readonly<Record<CostClass, string>> = {
  operating: 'operating',
  debt: 'debt',
  depreciation: 'depreciation',
  'income-tax': 'tax on income',
  capital: 'capital improvement',
};

/** Of each property: from rent to what is left after the loan, and what that is against its value. */
export function incomeTables({ rental }: FactMap): Block[] {
  return (rental.value?.properties ?? []).map((property): Block => ({
    kind: 'table',
    id: `income-${property.of.entity.id}`,
    title: `Income of ${property.of.entity.name}, twelve full months`,
    columns: [...left('Line'), ...right('Amount')],
    rows: incomeRows(property),
    note: noteOf(property),
  }));
}

function incomeRows({ income, debt, value }: RentalProperty): TableRow[] {
  const line = (name: string, of: Figure, total = false): TableRow => ({
    cells: [label(name), figure(of)],
    ...(total ? { total } : {}),
  });
  const each = (accounts: readonly IncomeAccount[], name: (one: IncomeAccount) => string): TableRow[] =>
    accounts.map((one) => line(name(one), one.amount));
  return [
    ...each(income.incomeAccounts, ({ account }) => account),
    line('Rental income', income.income, true),
    ...each(income.costAccounts, ({ account }) => account),
    line('Operating costs', income.costs, true),
    ...(debt.escrow ? [line('Escrow paid with the loan', debt.escrow)] : []),
    line('Net operating income', income.noi, true),
    line('Debt service', debt.service),
    line('Left after debt service', income.after, true),
    line('Debt service coverage', income.cover.dscr),
    line('Value of the property', value.value),
    line('Capitalisation rate', value.capRate),
    ...each(income.apart, ({ account, of }) => `Apart, ${APART[of ?? 'operating']}: ${account}`),
  ];
}

function noteOf({ debt, value }: RentalProperty): Sentence {
  const valued = value.valued === undefined ? say`` : say` The value is of ${onDate(value.valued)}.`;
  return [
    ...say`By the bank’s dates. Net operating income is before debt, depreciation, tax on income and capital improvements.`,
    ...debtWords(debt),
    ...valued,
  ];
}

/** Where debt service is from, and whether lender and books agree. */
function debtWords({ from, rows, stated, booked, difference }: DebtService): Sentence {
  if (from === 'books')
    return rows
      ? say` Debt service is by the books, since the lender’s statements lack a turn of the year: ${rows} on file.`
      : say` Debt service is by the books; no statement of the lender is on file.`;
  if (!stated || from === undefined) return say``;
  const source = rows ? say` (${rows} on file)` : say``;
  const lender = say` Debt service is principal and interest as the lender states them${source}`;
  if (!booked || !difference?.value) return [...lender, ...say`; the books have none to compare.`];
  if (difference.value.mantissa === 0n) return [...lender, ...say`; the books agree.`];
  return [
    ...lender,
    ...say`. The books have ${booked} on ${quote('interest and loan accounts')} where the lender states ${stated}: ${difference} is left unexplained.`,
  ];
}
