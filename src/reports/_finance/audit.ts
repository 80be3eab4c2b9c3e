import type { FactMap } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { CheckOutcome } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

/** What is paid again and again, the dearest first. */
export function recurringTable({ recurring }: FactMap): Block {
  return whenSeen(recurring, 'recurring', 'Recurring charges', ({ charges }) => {
    const { dearest, others, aYear } = charges;
    const rows = dearest.map((item): TableRow => ({
      cells: [
        label(item.entityName),
        quoted(item.payee),
        label(item.interval),
        figure(item.amount),
        figure(item.aYear),
      ],
    }));
    const sum = (name: string, of: Figure, total = false): TableRow => ({
      cells: [label('All'), label(name), label(''), label(''), figure(of)],
      ...(total ? { total } : {}),
    });
    return {
      kind: 'table',
      id: 'recurring',
      title: 'Recurring charges',
      columns: [...left('Entity', 'Payee', 'Every'), ...right('Amount', 'A year')],
      rows: [
        ...rows,
        ...(others ? [sum('Smaller ones', others)] : []),
        ...(aYear ? [sum('Recurring charges', aYear, true)] : []),
      ],
      note: say`Found by payee, account, amount and interval, at least three times each. Where amounts vary, the amount is the mean of the last three. Draws and debts that recur are in the cash forecast.`,
    };
  });
}

const DIMENSIONS = { customer: 'Customer', channel: 'Account it arrives on', entity: 'Entity' } as const;

/** The largest shares of twelve months' revenue. */
export function concentrationTable({ concentration }: FactMap): Block {
  return whenSeen(concentration, 'concentration', 'Where revenue comes from', ({ shares, total, unnamed }) => ({
    kind: 'table',
    id: 'concentration',
    title: 'Where revenue comes from, twelve full months',
    columns: [...left('Kind', 'Name'), ...right('Revenue', 'Share')],
    rows: [
      ...shares.map((share): TableRow => ({
        cells: [label(DIMENSIONS[share.dimension]), quoted(share.name), figure(share.revenue), figure(share.share)],
      })),
      ...(unnamed ? [{ cells: [label('Customer'), label('Rows without a payee'), figure(unnamed), label('')] }] : []),
      { cells: [label('All'), label(''), figure(total), label('')], total: true },
    ],
  }));
}

/** What no rule names: counted and summed, never dropped. */
export function uncategorisedTable({ uncategorised }: FactMap): Block {
  return whenSeen(uncategorised, 'uncategorised', 'Uncategorised', ({ entities, group }) => ({
    kind: 'table',
    id: 'uncategorised',
    title: 'Rows that no rule names',
    columns: [...left('Entity'), ...right('Rows in', 'Money in', 'Rows out', 'Money out')],
    rows: [
      ...entities.map(({ of, income, expenses }): TableRow => ({
        cells: [
          label(of.entity.name),
          figure(income.number),
          figure(income.amount),
          figure(expenses.number),
          figure(expenses.amount),
        ],
      })),
      { cells: [label('Group'), label(''), figure(group.income), label(''), figure(group.expenses)], total: true },
    ],
    note: say`All rows on file, ${group.number} in all. They are in revenue and expenses above; a rule under categories gives each its account.`,
  }));
}

const STATES = { passed: 'Nothing found', found: 'Found', 'not-seen': 'Not seen' } as const;

/** Every check and how it went: what could not be looked at is no pass. */
export function checksTable(outcomes: readonly CheckOutcome[]): Block {
  return {
    kind: 'table',
    id: 'checks',
    title: 'What was checked',
    columns: left('Check', 'Looks for', 'State'),
    rows: outcomes.map((outcome) => ({
      cells: [label(outcome.check), label(outcome.title), label(STATES[outcome.state])],
    })),
  };
}
