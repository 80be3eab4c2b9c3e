import { decimal, type Decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import type { Placed, RentalTable, Sheets } from './sheets.ts';

/** What the parts of one property's analysis share. */
export interface Scene {
  readonly ground: Ground;
  readonly of: EntityCoverage;
  readonly sheets: Sheets;
  /** Of the property's own currency. */
  readonly unit: Unit;
}

export function sceneOf(ground: Ground, of: EntityCoverage, sheets: Sheets): Scene {
  return { ground, of, sheets, unit: money(of.currency) };
}

/** `<scope>.rental.…`. */
export function idOf({ of }: Scene, ...parts: readonly string[]): string {
  return figureId(scopeOf(of.entity), 'rental', ...parts);
}

export function labelOf({ of }: Scene, label: string): string {
  return `${of.entity.name}, ${label}`;
}

export function gapOf(
  { of }: Scene,
  name: string,
  gap: Pick<CoverageGap, 'source' | 'wouldTell' | 'suffers'>,
): CoverageGap {
  return { id: `${of.entity.id}.${name}`, entity: of.entity.id, ...gap };
}

/** Names in ids, never the same twice: the second of two equal names has its number behind it. */
export function keysOf(names: readonly string[]): string[] {
  const uses = new Map<string, number>();
  return names.map((name) => {
    const key = distinctSlug(name);
    const use = (uses.get(key) ?? 0) + 1;
    uses.set(key, use);
    return use === 1 ? key : `${key}-${use}`;
  });
}

/** Two spellings of one unit or tenant. */
export function sameName(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

export function plainName(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

interface Named {
  readonly id: string;
  readonly label: string;
}

/** What to show of a row beside its amount. */
interface Columns {
  readonly date: string;
  readonly payee: string;
}

const COLUMNS: Readonly<Record<RentalTable, Columns>> = {
  rent_roll: { date: 'since', payee: 'tenant' },
  leases: { date: 'starts', payee: 'tenant' },
  maintenance: { date: 'opened', payee: 'vendor' },
  loan_payments: { date: 'date', payee: 'loan' },
};

/** The rows of a receipt: these rows of a sheet, `amount` being an SQL expression over its columns. */
function sheetQuery({ of }: Scene, table: RentalTable, amount: string, rows: readonly Placed[]): string {
  const { date, payee } = COLUMNS[table];
  const files = [...new Set(rows.map(({ file }) => file))];
  const places = files.map((file) => {
    const lines = rows.filter((row) => row.file === file).map(({ line }) => String(line));
    return `(file = ${sqlText(file)} AND line IN (${lines.join(', ')}))`;
  });
  const where = [`entity = ${sqlText(of.entity.id)}`, places.length === 0 ? '1 = 0' : `(${places.join(' OR ')})`];
  return `SELECT ${date} AS date, ${payee} AS payee, ${amount} AS amount, file, line, source\nFROM ${table}\nWHERE ${where.join('\n  AND ')}\nORDER BY file, line`;
}

/** The sum of a column over rows of a sheet; `cells` say what each row has in it. */
export function cellsFigure(
  scene: Scene,
  named: Named & { readonly unit?: Unit },
  from: { readonly table: RentalTable; readonly column: string },
  cells: readonly (Placed & { readonly value: bigint })[],
): Figure {
  const query = sheetQuery(scene, from.table, `CAST(${from.column} AS BIGINT)`, cells);
  const sum = cells.reduce((total, { value }) => total + value, 0n);
  return scene.ground.book.rows(named.id, named.label, named.unit ?? scene.unit, sum, {
    query,
    measure: 'amount',
    sign: 1,
  });
}

/** How many rows of a sheet there are. */
export function numberFigure(
  scene: Scene,
  named: Named & { readonly of: string },
  table: RentalTable,
  rows: readonly Placed[],
): Figure {
  const query = sheetQuery(scene, table, 'CAST(1 AS BIGINT)', rows);
  return scene.ground.book.rows(named.id, named.label, count(named.of), BigInt(rows.length), {
    query,
    measure: 'rows',
    sign: 1,
  });
}

/** A limit or a number of the method: `method.rental.<name>`. */
export function methodFigure({ ground }: Scene, name: string, label: string, unit: Unit, value: Decimal): Figure {
  return ground.book.constant(figureId('method.rental', name), label, unit, value, label);
}

/** No money, in the property's currency: the least that is owed. */
export function nothing(scene: Scene): Figure {
  const name = figureId('nothing', scene.of.currency.toLowerCase());
  return methodFigure(scene, name, `Nothing, in ${scene.of.currency}`, scene.unit, decimal(0));
}
