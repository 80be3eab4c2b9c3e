import type { EntityExpenses, FactMap } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

/** Categories shown of each entity; the rest are in the income statement. */
const SHOWN = 6;

/** Where the money of twelve months went. */
export function expenseTable({ expenseAudit }: FactMap): Block {
  return whenSeen(expenseAudit, 'expenses', 'Expenses', ({ entities }) => ({
    kind: 'table',
    id: 'expenses',
    title: 'Expenses by category, twelve full months',
    columns: [...left('Entity', 'Category'), ...right('Amount', 'Share', 'Postings')],
    rows: entities.flatMap(ofEntity),
    note: say`The largest categories of each entity, with what no rule names among them. Amounts are in each entity's own currency.`,
  }));
}

function ofEntity({ of, categories, total }: EntityExpenses): TableRow[] {
  const isLoose = ({ account }: EntityExpenses['categories'][number]): boolean => /uncategorised/i.test(account);
  const shown = [...categories.slice(0, SHOWN), ...categories.slice(SHOWN).filter(isLoose)];
  return [
    ...shown.map(({ account, amount, share, number }) => ({
      cells: [label(of.entity.name), label(account), figure(amount), figure(share), figure(number)],
    })),
    { cells: [label(of.entity.name), label('All expenses'), figure(total), label(''), label('')], total: true },
  ];
}

/** What an auditor asks about first: what is in no category, what is private, and what may be paid twice. */
export function auditTable({ expenseAudit }: FactMap): Block {
  return whenSeen(expenseAudit, 'expense-audit', 'Expense audit', ({ entities, duplicates }) => ({
    kind: 'table',
    id: 'expense-audit',
    title: 'Expense audit',
    columns: [...left('Entity', 'What', 'Of whom'), ...right('Amount')],
    rows: [
      ...entities.map(({ of, uncategorised: { value, byValue } }) =>
        row(of.entity.name, 'In no category', [figure(byValue), figure(value)]),
      ),
      ...entities.flatMap(({ of, personal }) =>
        personal.map(({ payee, amount }) => row(of.entity.name, 'Private', [quoted(payee), figure(amount)])),
      ),
      ...duplicates.map(({ of, payee, once }) =>
        row(of.entity.name, 'Paid twice, perhaps', [quoted(payee), figure(once)]),
      ),
    ],
    note: say`What is in no category is shown as a share of the year's income and expenses. Recurring charges stand below.`,
  }));
}

function row(
  entity: string,
  what: string,
  [whom, amount]: [TableRow['cells'][number], TableRow['cells'][number]],
): TableRow {
  return { cells: [label(entity), label(what), whom, amount] };
}

/** Who was paid for work, and whose tax form is missing. */
export function contractorTable({ contractors }: FactMap): Block[] {
  if (!contractors.value || contractors.value.years.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'contractors',
      title: 'Contractors and tax forms',
      columns: [
        ...left('Entity', 'Contractor', 'Year'),
        ...right('Paid', 'To be reported from'),
        ...left('Form on file'),
      ],
      rows: contractors.value.years.map(({ of, name, year, paid, limit, formed, reportable }) => ({
        cells: [
          label(of.entity.name),
          quoted(name),
          label(year),
          figure(paid),
          figure(limit),
          label(formed ? 'yes' : reportable ? 'missing' : 'not needed yet'),
        ],
      })),
      note: say`Payments from bank accounts by calendar year; what goes by card or payment network is reported by that network.`,
    },
  ];
}
