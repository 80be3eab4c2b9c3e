import type { SheetHeading } from './headings.ts';
import { headingKey } from '../_table/heading-key.ts';
import type { SheetKind } from './kind.ts';

/** Which column (from 0) holds which field. */
export type Columns = ReadonlyMap<string, number>;

export interface ColumnMap {
  readonly columns: Columns;
  /** What the portfolio names and the sheet does not have. */
  readonly missing: readonly { readonly field: string; readonly column: string }[];
}

/** Where a heading stands among those of the fields that know it. */
interface Hit {
  readonly field: string;
  readonly rank: number;
}

const indexes = new WeakMap<SheetKind, ReadonlyMap<string, readonly Hit[]>>();

/** Every heading of a kind with its fields: made once a kind, since a sheet is tried under each. */
function indexOf(kind: SheetKind): ReadonlyMap<string, readonly Hit[]> {
  const made = indexes.get(kind);
  if (made) return made;
  const index = new Map<string, Hit[]>();
  for (const [field, { headings }] of Object.entries(kind.fields)) {
    headings.forEach((word, rank) => index.set(word, [...(index.get(word) ?? []), { field, rank }]));
  }
  indexes.set(kind, index);
  return index;
}

/** Columns that could hold each field, the best first. */
function candidates(kind: SheetKind, headings: readonly SheetHeading[]): ReadonlyMap<string, readonly number[]> {
  const index = indexOf(kind);
  const found = new Map<string, { at: number; rank: number }[]>();
  headings.forEach(({ key, bare }, at) => {
    const hits = [...(index.get(key) ?? []), ...(bare === key ? [] : (index.get(bare) ?? []))];
    for (const { field, rank } of hits) found.set(field, [...(found.get(field) ?? []), { at, rank }]);
  });
  const ranked = [...found].map(
    ([field, list]) => [field, list.toSorted((a, b) => a.rank - b.rank || a.at - b.at).map(({ at }) => at)] as const,
  );
  return new Map(ranked);
}

/** Maps a header's columns to fields: what the portfolio declares first, then by their words. */
export function mapColumns(
  kind: SheetKind,
  headings: readonly SheetHeading[],
  declared: Readonly<Record<string, string>> = {},
): ColumnMap {
  const columns = new Map<string, number>();
  const missing: { field: string; column: string }[] = [];
  for (const [field, column] of Object.entries(declared)) {
    const at = headings.findIndex(({ key }) => key === headingKey(column));
    if (at < 0) missing.push({ field, column });
    else columns.set(field, at);
  }
  const taken = new Set(columns.values());
  const found = candidates(kind, headings);
  for (const field of Object.keys(kind.fields)) {
    const at = columns.has(field) ? undefined : found.get(field)?.find((one) => !taken.has(one));
    if (at === undefined) continue;
    columns.set(field, at);
    taken.add(at);
  }
  return { columns, missing };
}

const hasOne = (columns: Columns, fields: readonly string[]): boolean => fields.some((field) => columns.has(field));

/** True when the header has what a record of the kind cannot be told without. */
export function isEnough(kind: SheetKind, columns: Columns): boolean {
  return kind.columns.every((fields) => hasOne(columns, fields));
}

/** True when a header can be of no other table. */
export function isCertain(kind: SheetKind, columns: Columns, headings: readonly SheetHeading[]): boolean {
  if (!isEnough(kind, columns)) return false;
  const has = (list: readonly string[] = []): boolean =>
    headings.some(({ key, bare }) => list.includes(key) || list.includes(bare));
  if (has(kind.never)) return false;
  return has(kind.telling) || kind.tells.some((fields) => fields.every((field) => columns.has(field)));
}
