import { TO_DATE, type EntityStatements, type FactMap } from '../../analysis/index.ts';
import { compare, ZERO } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
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
  const [assets, liabilities, equity] = PARTS.map((key) => totalOf(balance, key));
  const has = figure(assets);
  const owes = debt(liabilities);
  // Of a business whose debts nobody knows nobody knows the worth.
  const isOpen = has.kind === 'unknown' || owes.kind === 'unknown';
  const worth: CellValue = isOpen ? { kind: 'unknown', why: 'what it has or owes is not known' } : figure(equity);
  return { cells: [label(of.entity.name), has, owes, worth] };
}

/** Nobody owes less than nothing: then what was owed before the first entry is missing in the books. */
function debt(of: Figure | undefined): CellValue {
  if (!of?.value || compare(of.value, ZERO) >= 0) return figure(of);
  return {
    kind: 'unknown',
    why: 'more was paid back than the books ever owed: what was owed before them is not booked',
  };
}

function totalOf({ parts }: EntityStatements['balance'], key: (typeof PARTS)[number]): Figure | undefined {
  const section = parts.find((part) => part.kind === 'section' && part.section.key === key);
  return section?.kind === 'section' ? section.section.total.cells.get(TO_DATE) : undefined;
}
