import * as z from 'zod';
import {
  balanceJson,
  problemJson,
  readFile,
  rowJson,
  statementJson,
  tablesJson,
  type TableRowJson,
} from '../../app/read-file.ts';
import { EXIT, oneLine, problemText } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import { tally } from '../../render/locale.ts';
import { currencyOption, limitOption, parseOptions } from '../options.ts';
import { aligned, print, printJson } from '../output.ts';

const shape = {
  kind: z.string().optional(),
  preset: z.enum(['stripe', 'stripe-payouts', 'paypal', 'square', 'bank']).optional(),
  currency: currencyOption,
  dateOrder: z.enum(['ymd', 'mdy', 'dmy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le', 'utf-16be']).optional(),
  limit: limitOption,
};

/** `quarterdeck read <file>`: rows that cannot be read are shown as problems; showing them is no failure. */
export async function run(given: Record<string, unknown>, file = ''): Promise<number> {
  const { kind, preset, currency, dateOrder, decimal, encoding, ...options } = parseOptions(shape, given);
  const result = await readFile(file, { kind, preset, currency, date_order: dateOrder, decimal, encoding });
  if (options.json) {
    await printJson({
      kind: result.kind,
      layout: result.layout,
      rows: result.rows.map(rowJson),
      balances: result.balances.map(balanceJson),
      statements: [...(result.tables?.statements ?? [])].map(statementJson),
      ...Object.fromEntries(tablesJson(result)),
      problems: result.problems.map(problemJson),
    });
  } else {
    await print(describe(file, result, options.limit));
  }
  return EXIT.ok;
}

function describe(file: string, result: ReadResult, limit: number): string {
  const layout = Object.entries(result.layout).map(([key, value]) => [`  ${key}`, oneLine(value)]);
  const rows = result.rows.slice(0, limit).map((row) => {
    const { line, date, amount, currency, payee } = rowJson(row);
    return [`  ${line}`, date, amount.padStart(12), currency, oneLine(payee)];
  });
  const left = result.rows.length - rows.length;
  const tables = tablesJson(result);
  const all = tables.reduce((sum, [, records]) => sum + records.length, result.rows.length);
  return [
    `${file}: ${result.kind}, ${tally(all, 'row')}, ${tally(result.problems.length, 'problem')}`,
    aligned(layout),
    ...(rows.length > 0 ? ['', aligned([['  line', 'date', 'amount'.padStart(12), '', 'payee'], ...rows])] : []),
    ...(left > 0 ? [`  … and ${left} more (--limit ${result.rows.length}, or --json)`] : []),
    ...tables.flatMap(([name, records]) => describeTable(name, records, limit)),
    ...(result.problems.length > 0 ? ['', ...result.problems.map(problemText)] : []),
  ].join('\n');
}

/** Longer words are cut: the file has them whole. */
const LONGEST = 32;

/** A table of a file, without the columns in which nothing stands. */
function describeTable(name: string, records: readonly TableRowJson[], limit: number): string[] {
  const [first] = records;
  if (!first) return [];
  const columns = Object.keys(first).filter((column) =>
    records.some((record) => record[column] !== null && record[column] !== ''),
  );
  const rows = records.slice(0, limit).map((record) => columns.map((column) => shownCell(record[column])));
  const left = records.length - rows.length;
  const [head = '', ...heads] = columns;
  return [
    '',
    name,
    aligned([[`  ${head}`, ...heads], ...rows.map(([cell = '', ...cells]) => [`  ${cell}`, ...cells])]),
    ...(left > 0 ? [`  … and ${left} more (--limit ${records.length}, or --json)`] : []),
  ];
}

function shownCell(cell: TableRowJson[string] | undefined): string {
  const text = oneLine(cell === null || cell === undefined ? '' : String(cell));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
