import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown } from '../_codes.ts';
import { lostIn, missingColumns, openText, type Opened } from '../_table/opened.ts';
import { isEnough, type Columns } from './columns.ts';
import type { SheetKind } from './kind.ts';
import { survey } from './survey.ts';
import { candidatesIn, findTable, type Table } from './table.ts';

/** A sheet of a kind, ready for its records to be read. */
export interface Sheet extends Opened<Columns> {
  readonly kind: SheetKind;
}

/** Whether a kind has amounts at all. */
export const hasMoney = ({ fields }: SheetKind): boolean => fields['currency'] !== undefined;

const listed = (names: readonly string[]): string => names.map(shown).join(', ').slice(0, 400);

/** Fields that the portfolio names and no sheet of the kind has. */
function strangeFields(kind: SheetKind, file: string, options: ReadOptions): Problem[] {
  const known = Object.keys(kind.fields);
  return Object.keys(options.sheet_columns ?? {})
    .filter((field) => !known.includes(field))
    .map((field) =>
      problem('sheet-field-unknown', { file, line: 1, column: 1 }, `${shown(field)} is no field of ${kind.kind}`, {
        expected: `one of ${known.join(', ')}`,
        mend: 'mend `columns` of the sheet in the portfolio',
      }),
    );
}

function noHeader(kind: SheetKind, file: string, table: Table | undefined): Problem {
  const list = table ? listed(table.header.fields) : '';
  const message = list === '' ? 'no line of this file looks like a header' : `the nearest to a header names ${list}`;
  const wanted = kind.columns.map((fields) => fields.join(' or ')).join(', ');
  return problem('sheet-header-not-found', { file, line: table?.header.line ?? 1, column: 1 }, message, {
    expected: `for ${kind.kind} a line that names ${wanted}`,
    mend: `name the columns under \`columns\`, such as { ${kind.columns[0]?.[0] ?? ''}: … }, or another \`kind\``,
  });
}

/** Currency that the headings of amounts state: `Amount (USD)`. */
function statedCurrency(kind: SheetKind, { map, headings }: Table): string | undefined {
  const stated = [...map.columns].map(([field, index]) =>
    kind.fields[field]?.type === 'money' ? headings[index]?.currency : undefined,
  );
  return stated.find((one) => one !== undefined);
}

function hasAmounts(kind: SheetKind, columns: Columns): boolean {
  return [...columns.keys()].some((field) => kind.fields[field]?.type === 'money');
}

const placeOf = (field: string): string => `\`columns.${field}\` of the sheet in the portfolio`;

/** The sheet; or, when none of its records can be read, the problems that say why. Never throws. */
export function openSheet(
  kind: SheetKind,
  bytes: Uint8Array,
  file: string,
  options: ReadOptions,
): Sheet | readonly Problem[] {
  const decoded = openText(bytes, file, options.encoding);
  if (!('text' in decoded)) return [decoded];
  const { text } = decoded;
  const table = findTable(kind, candidatesIn(text, options.delimiter), options.sheet_columns);
  const wrong = [
    ...strangeFields(kind, file, options),
    ...(table ? missingColumns(file, table.header, table.map.missing, placeOf) : []),
  ];
  if (wrong.length > 0) return wrong;
  if (!table || !isEnough(kind, table.map.columns)) return [noHeader(kind, file, table)];
  const { columns } = table.map;
  const { decimal, dateOrder, problems } = survey(file, text, kind, table, options);
  const currency = statedCurrency(kind, table) ?? options.currency;
  const unpriced = currency === undefined && !columns.has('currency') && hasAmounts(kind, columns);
  const { delimiter, header, data } = table;
  return {
    kind,
    file,
    text,
    encoding: decoded,
    delimiter,
    header,
    data,
    columns,
    decimal,
    dateOrder,
    currency: currency ?? NO_CURRENCY,
    problems: [
      ...lostIn(file, decoded),
      ...(unpriced ? [currencyMissing({ file, line: header.line, column: 1 })] : []),
      ...problems,
    ],
  };
}
