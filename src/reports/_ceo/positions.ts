import { TO_DATE, type EntityStatements, type FactMap } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, leftOut, left, right, whenSeen } from '../_cells.ts';

const PARTS = ['assets', 'liabilities', 'equity'] as const;

/** What each business has, owes, and is worth by its books, on the day of the report. */
export function positionsTable({ statements }: FactMap, named: (id: string) => string): Block {
  return whenSeen(statements, 'positions', 'Equity and liabilities', (value) => ({
    kind: 'table',
    id: 'positions',
    title: 'Equity and liabilities',
    columns: [...left('Business'), ...right('Has', 'Owes', 'Equity')],
    rows: value.entities.map(positionRow),
    note: say`By the balance sheets of the Accounting report, at cost: what was never booked, such as a house or its loan, is in none of them.${leftOut(value.leftOut.map(named))}`,
  }));
}

function positionRow({ of, balance }: EntityStatements): TableRow {
  const [has, owes, equity] = PARTS.map((key) => totalOf(balance, key)) as [CellValue, CellValue, CellValue];
  // Of a business whose debts nobody knows nobody knows the worth.
  const open = has.kind === 'unknown' || owes.kind === 'unknown';
  const worth: CellValue = open ? { kind: 'unknown', why: 'what it has or owes is not known' } : equity;
  return { cells: [label(of.entity.name), has, owes, worth] };
}

function totalOf({ parts }: EntityStatements['balance'], key: (typeof PARTS)[number]): CellValue {
  const section = parts.find((part) => part.kind === 'section' && part.section.key === key);
  return figure(section?.kind === 'section' ? section.section.total.cells.get(TO_DATE) : undefined);
}
