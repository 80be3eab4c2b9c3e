import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { count, counted } from '../../ui/numbers.ts';
import { isSame, negated, sumOf } from './amounts.ts';

export interface SumLine {
  readonly label: string;
  /** Decimal text; none where it is not known. */
  readonly amount: string;
  readonly strong?: true;
}

export interface Summed {
  readonly lines: readonly SumLine[];
  /** Every row is on the page, and they add up to the figure here, too; undefined where not every row is. */
  readonly addsUp?: boolean;
}

type Rows = Extract<Explanation['receipt'], { kind: 'rows' }>;

/** The lines below the rows, which lead from them to the figure. What is not on the page is the rest. */
export function summed(value: string | null, { measure, sign, rows, rowCount }: Rows): Summed {
  if (measure === 'rows') return { lines: [{ label: 'Rows', amount: String(rowCount), strong: true }] };
  const shown = sumOf(rows.map(({ amount }) => amount));
  if (rows.length >= rowCount) {
    const total = sign === -1 ? negated(shown) : shown;
    const lines: SumLine[] = [{ label: `Sum of ${counted(rowCount, 'row')}`, amount: shown, strong: true }];
    if (sign === -1) lines.push({ label: 'The figure: the sum with its sign turned', amount: total, strong: true });
    return value === null ? { lines } : { lines, addsUp: isSame(total, value) };
  }
  const lines: SumLine[] = [{ label: `First ${counted(rows.length, 'row')}`, amount: shown }];
  if (value === null) return { lines };
  const whole = sign === -1 ? negated(value) : value;
  lines.push(
    { label: `The other ${counted(rowCount - rows.length, 'row')}`, amount: sumOf([whole, negated(shown)]) },
    { label: `All ${count(rowCount)} rows`, amount: whole, strong: true },
  );
  if (sign === -1) lines.push({ label: 'The figure: the sum with its sign turned', amount: value, strong: true });
  return { lines };
}

export interface SourceFile {
  readonly file: string;
  readonly hash: string;
  /** Rows of it on the page. */
  readonly rows: number;
}

/** The files of the rows, each once, in the order in which they come. */
export function filesOf(rows: Rows['rows']): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (const { file, hash } of rows) {
    const key = `${file}\n${hash}`;
    files.set(key, { file, hash, rows: (files.get(key)?.rows ?? 0) + 1 });
  }
  return [...files.values()];
}
