import type { ReadOptions } from '../../model/source.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { type Field } from './headings.ts';
import { headingKey, readHeading, type Heading } from './heading-key.ts';
import { presetNamed, presets, type Preset, type PresetName } from './presets.ts';

/**
 * Which columns (from 0) hold a field. Of several, the first that is not empty is taken; a memo joins them all, and of
 * several statuses each must say that money has moved.
 */
export type Columns = Readonly<Partial<Record<Field, readonly number[]>>>;

export interface ColumnMap {
  readonly preset: Preset;
  readonly columns: Columns;
  /** Currency that a heading states: `Betrag (EUR)`. */
  readonly currency: string | undefined;
  /** What the portfolio names and the file does not have. */
  readonly missing: readonly { readonly field: string; readonly column: string }[];
}

/** Fields in the order in which they choose their columns: a column serves one field. */
const ORDER: readonly Field[] = [
  'date',
  'amount',
  'debit',
  'credit',
  'fee',
  'net',
  'balance',
  'direction',
  'currency',
  'status',
  'reference',
  'payee',
  'type',
  'memo',
];
const MANY: ReadonlySet<Field> = new Set(['payee', 'memo', 'status']);

function positions(headings: readonly Heading[], wanted: readonly string[], taken: ReadonlySet<number>): number[] {
  return wanted.flatMap((word) => {
    const at = headings.findIndex(
      (heading, index) => !taken.has(index) && (heading.key === word || heading.bare === word),
    );
    return at < 0 ? [] : [at];
  });
}

function matchPreset(
  headings: readonly Heading[],
  preset: Preset,
  taken: Set<number>,
  skip: ReadonlySet<Field>,
): Partial<Record<Field, number[]>> {
  const columns: Partial<Record<Field, number[]>> = {};
  for (const field of ORDER) {
    if (skip.has(field)) continue;
    const found = [...new Set(positions(headings, preset.headings[field] ?? [], taken))];
    const kept = MANY.has(field) && preset.name !== 'bank' ? found : found.slice(0, 1);
    if (kept.length === 0) continue;
    columns[field] = kept;
    kept.forEach((index) => taken.add(index));
  }
  return columns;
}

/** Columns that the portfolio names: by heading in any case, or by number from 1. */
function declaredColumns(
  header: readonly string[],
  declared: NonNullable<ReadOptions['columns']>,
): Pick<ColumnMap, 'columns' | 'missing'> {
  const keys = header.map(headingKey);
  const columns: Partial<Record<Field, number[]>> = {};
  const missing: { field: string; column: string }[] = [];
  for (const [field, names] of Object.entries(declared) as [CsvField, string | string[]][]) {
    for (const column of [names].flat()) {
      const byName = keys.indexOf(headingKey(column));
      const at = byName < 0 && /^\d{1,3}$/.test(column) ? Number(column) - 1 : byName;
      const beyond = at < 0 || (header.length > 0 && at >= header.length);
      if (beyond) missing.push({ field, column });
      else (columns[field] ??= []).push(at);
    }
  }
  return { columns, missing };
}

/** What a declaration settles beyond itself: who names an amount wants no debit and credit columns found beside it. */
function settled(columns: Columns): ReadonlySet<Field> {
  const fields = new Set(Object.keys(columns) as Field[]);
  if (fields.has('amount')) fields.add('debit').add('credit');
  if (fields.has('debit') || fields.has('credit')) fields.add('amount').add('debit').add('credit');
  return fields;
}

function detectPreset(header: readonly string[]): Preset {
  const keys = new Set(header.map(headingKey));
  return (
    presets.find((preset) => preset.signatures.some((signature) => signature.every((key) => keys.has(key)))) ??
    presetNamed('bank')
  );
}

/** The preset that the owner names; `stripe` stands for each of Stripe's exports, which the header tells apart. */
function declaredPreset(name: PresetName, header: readonly string[]): Preset {
  const detected = detectPreset(header);
  return name === 'stripe' && detected.name === 'stripe-payouts' ? detected : presetNamed(name);
}

/** True when there is a date and something to sum. */
export function isEnough(columns: Columns): boolean {
  return columns.date !== undefined && (columns.amount ?? columns.debit ?? columns.credit) !== undefined;
}

/** Maps a header's columns to fields: what the portfolio declares first, the preset's headings for the rest. */
export function mapColumns(header: readonly string[], options: Pick<ReadOptions, 'columns' | 'preset'>): ColumnMap {
  const headings = header.map(readHeading);
  const preset = options.preset ? declaredPreset(options.preset, header) : detectPreset(header);
  const declared = declaredColumns(header, options.columns ?? {});
  const taken = new Set(Object.values(declared.columns).flat());
  const found = matchPreset(headings, preset, taken, settled(declared.columns));
  const columns = { ...found, ...declared.columns };
  // One amount column wins over a debit and a credit column beside it.
  if (columns.amount && found.debit) delete columns.debit;
  if (columns.amount && found.credit) delete columns.credit;
  const [money = -1] = columns.amount ?? columns.debit ?? columns.credit ?? [];
  return { preset, columns, currency: headings[money]?.currency, missing: declared.missing };
}
