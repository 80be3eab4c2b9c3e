import type { StatementPart } from '../../model/statement.ts';
import { minusEach } from './amounts.ts';
import { changes, computed, lanesAt, ofType, section, type Sheet } from './sheet.ts';

/** Income less expenses of each period. Income is shown positive, though its postings are credits. */
export function incomeParts(sheet: Sheet): readonly StatementPart[] {
  const lanes = lanesAt(sheet);
  const income = section(
    sheet,
    { id: 'income', title: 'Income', total: 'Total income' },
    changes(sheet, lanes.filter(ofType(sheet, 'Income')), -1),
  );
  const expenses = section(
    sheet,
    { id: 'expenses', title: 'Expenses', total: 'Total expenses' },
    changes(sheet, lanes.filter(ofType(sheet, 'Expenses')), 1),
  );
  const net = minusEach(income.total.amounts, expenses.total.amounts);
  return [income, expenses, { kind: 'line', row: computed(sheet, 'net', 'Net income', net) }];
}
