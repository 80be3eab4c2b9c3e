import type { FinancialStatement, StatementColumn, TrialBalance } from '../../src/analysis/index.ts';
import { decimalText } from '../../src/core/decimal.ts';
import type { Figure } from '../../src/model/figure.ts';

/** A figure's digits; `?` for one that is not known, `-` where there is none. */
export function digits(figure: Figure | undefined): string {
  if (!figure) return '-';
  return figure.value ? decimalText(figure.value) : '?';
}

type Shown = { readonly label: string; readonly cells: ReadonlyMap<string, Figure> };

/** A statement as text, one line a line: the label and the cells of the columns named (all of them, without names). */
export function table<Line extends Shown>(
  { parts, columns }: FinancialStatement<Line>,
  ids: readonly string[] = columns.map(({ id }: StatementColumn) => id),
): string[] {
  const row = (line: Line): string => [line.label, ...ids.map((id) => digits(line.cells.get(id)))].join('  ');
  return parts.flatMap((part) =>
    part.kind === 'section' ? [...part.section.lines.map(row), row(part.section.total)] : [row(part.line)],
  );
}

/** `account  debit  credit`, and the totals with their difference. */
export function trial({ lines, debits, credits, difference }: TrialBalance): string[] {
  return [
    ...lines.map(({ label, debit, credit }) => [label, digits(debit), digits(credit)].join('  ')),
    ['', digits(debits), digits(credits), digits(difference)].join('  '),
  ];
}
