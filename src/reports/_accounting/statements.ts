import {
  monthLabel,
  TO_DATE,
  type EntityStatements,
  type FactMap,
  type FinancialStatement,
  type StatementColumn,
  type StatementLine,
} from '../../analysis/index.ts';
import { monthOf, type IsoDate } from '../../core/date.ts';
import { isZero } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, Column, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

export type Table = Extract<Block, { kind: 'table' }>;

export function cents(columns: readonly Column[]): Column[] {
  return columns.map((column) => ({ ...column, cents: true }));
}

/** A financial statement as a table: parts from top to bottom, periods across (the last ones, when `last` is given). */
export function statementTable(id: string, title: string, statement: FinancialStatement, last?: number): Table {
  const columns = last === undefined ? statement.columns : statement.columns.slice(-last);
  const cells = (line: StatementLine): (Figure | undefined)[] => columns.map((column) => line.cells.get(column.id));
  return {
    kind: 'table',
    id,
    title: `${title}, ${statement.currency}`,
    columns: [...left(''), ...right(...columns.map((column) => columnLabel(statement.kind, column)))],
    rows: statementRows(statement, cells),
  };
}

/** A balance sheet has days above its columns where other statements have periods. */
function columnLabel(kind: FinancialStatement['kind'], { id, label: period, to }: StatementColumn): string {
  return kind === 'balance' && id === TO_DATE ? dayLabel(to) : period;
}

export function dayLabel(day: IsoDate): string {
  return `${Number(day.slice(8))} ${monthLabel(monthOf(day))}`;
}

/**
 * The parts of a statement as rows: a section's title, its lines and its total; what results from them; what proves
 * them. Lines on which nothing moved are left out; a cell without a figure is empty, since there is nothing there.
 */
export function statementRows<Line extends { readonly label: string }>(
  { parts }: FinancialStatement<Line>,
  cells: (line: Line) => readonly (Figure | undefined)[],
): TableRow[] {
  const row = (line: Line, total: boolean): TableRow => ({
    cells: [label(shortLabel(line.label)), ...cells(line).map((one) => (one ? figure(one) : label('')))],
    ...(total ? { total } : {}),
  });
  const moved = (line: Line): boolean =>
    cells(line).some((one) => one && (one.value === undefined || !isZero(one.value)));
  return parts.flatMap((part, at) => {
    if (part.kind !== 'section') return [row(part.line, part.kind === 'result' && at > 0)];
    const { title, lines, total } = part.section;
    return [{ cells: [label(title)] }, ...lines.filter(moved).map((line) => row(line, false)), row(total, true)];
  });
}

/** The section says the type of an account already. */
function shortLabel(text: string): string {
  return text.replace(/\b(?:Assets|Liabilities|Equity|Income|Expenses):/, '');
}

/** Every entity's trial balance: for an entity without books, the balances that its opening books would begin with. */
export function trialBalances({ statements }: FactMap): Block[] {
  const { value } = statements;
  if (!value)
    return [
      whenSeen(statements, 'trial-balance', 'Trial balance', () => ({
        kind: 'prose',
        id: 'trial-balance',
        sentences: [],
      })),
    ];
  return [
    {
      kind: 'table',
      id: 'trial-balance',
      title: 'Trial balance by entity: the derived opening books where none are kept',
      columns: [...left('Entity', 'Account'), ...cents(right('Debit', 'Credit'))],
      rows: value.entities.flatMap(trialRows),
      note: say`Every account's balance on the day of the report; debits and credits of each entity are the same sum. Where a balance before the first row is not known, the rows on file are shown and the coverage says so.`,
      appendix: true,
    },
    {
      kind: 'table',
      id: 'trial-totals',
      title: 'Trial balances',
      columns: [...left('Entity', 'Books'), ...cents(right('Debits', 'Credits', 'Difference'))],
      rows: value.entities.map(({ of, trialBalance }) => ({
        cells: [
          label(of.entity.name),
          label(of.entity.books.length > 0 ? 'kept' : 'derived'),
          figure(trialBalance.debits),
          figure(trialBalance.credits),
          figure(trialBalance.difference),
        ],
      })),
      note: say`The accounts stand in the appendix.`,
    },
  ];
}

function trialRows({ of, trialBalance }: EntityStatements): TableRow[] {
  const { lines, debits, credits } = trialBalance;
  const side = (one: (typeof lines)[number]['debit']) => (one ? figure(one) : label(''));
  return [
    ...lines.map(({ label: name, debit, credit }) => ({
      cells: [label(of.entity.name), label(name), side(debit), side(credit)],
    })),
    { cells: [label(of.entity.name), label('Total'), figure(debits), figure(credits)], total: true },
  ];
}

const STATEMENTS = [
  ['income', 'Income statement'],
  ['balance', 'Balance sheet'],
  ['cashFlow', 'Cash flow statement'],
] as const;

/** Income statement, balance sheet and cash flow of each entity, twelve months across. */
export function entityStatements({ statements }: FactMap): Table[] {
  const entities = statements.value?.entities ?? [];
  return entities.flatMap((entity) =>
    STATEMENTS.map(([part, title]): Table => {
      const { id, name } = entity.of.entity;
      const notes =
        part === 'balance' ? entity.notes.flatMap((sentence, at) => (at === 0 ? sentence : say` ${sentence}`)) : [];
      const table = statementTable(
        `${part === 'cashFlow' ? 'cash-flow' : part}-${id}`,
        `${title} of ${name}`,
        entity[part],
      );
      return { ...table, appendix: true, ...(notes.length > 0 ? { note: notes } : {}) };
    }),
  );
}

/** What is held that is no money: at cost in the statements, at its last market price here. */
export function holdingsTable({ statements }: FactMap): Block[] {
  const rows = (statements.value?.entities ?? []).flatMap(({ of, holdings }) =>
    holdings.map(({ account, commodity, quantity, cost, price, market, difference }): TableRow => ({
      cells: [
        label(of.entity.name),
        label(account),
        quoted(commodity),
        figure(quantity),
        figure(cost),
        quoted(price.label),
        figure(price),
        figure(market),
        figure(difference),
      ],
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'holdings',
      title: 'Held at cost, and at market',
      columns: [
        ...left('Entity', 'Account', 'What'),
        ...right('How much'),
        ...cents(right('Cost')),
        ...left('Price of'),
        ...cents(right('Price', 'Market', 'Not posted')),
      ],
      rows,
      note: say`The statements show cost. What the market adds or takes is shown here and posted nowhere; quarterdeck explain names each price's file and line.`,
    },
  ];
}

/** Transfers whose other half is on no statement: money on the way, or an account that is not on file. */
export function unpairedTable({ statements }: FactMap): Block[] {
  const rows = (statements.value?.entities ?? []).flatMap(({ of, unpaired }) =>
    unpaired.map(({ date, payee, amount, file }): TableRow => ({
      cells: [label(of.entity.name), { kind: 'date', date }, quoted(payee), quoted(file), figure(amount)],
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'unpaired',
      title: 'Transfers without their other half',
      columns: [...left('Entity', 'Day', 'Payee', 'File'), ...cents(right('Amount'))],
      rows,
    },
  ];
}
