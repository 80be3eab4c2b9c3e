import { figureId } from '../analysis/ids.ts';
import { fingerprint } from '../core/hash.ts';
import type { TableRow } from '../model/report.ts';
import type { Row } from '../model/row.ts';
import { quote, say } from '../model/sentence.ts';
import { rowsOf, selected, type Asked, type OwnGround } from './asked.ts';
import { cell, column, type Made } from './cells.ts';
import { cellOf, condition } from './grouped.ts';
import { MAX_TABLE_ROWS } from './limits.ts';
import { figureOf, said, whole, type Evidence } from './receipt.ts';
import type { TableBlock } from './report.ts';

/** Rows one by one: each amount is a figure of its own. `file` and `line` are one column, `source` is left to the receipt. */
export async function listed(block: TableBlock, evidence: Evidence, ground: OwnGround, scope: string): Promise<Made> {
  const { asked } = evidence;
  const names = [...asked.columns.keys()].filter((name) => !['file', 'line', 'source', 'amount'].includes(name));
  for (const name of names) wordsOnly(block, name, asked);
  const amounts = asked.columns.has('amount') && block.unit.kind === 'money';
  const all = [...names, ...(amounts ? ['amount'] : []), 'file', 'line', 'source'];
  const { found, repeated } = await firstRows(block, all, asked, ground);
  const rows = found.map((row): TableRow => {
    const words = names.map((name) => cellOf(row[name] ?? null, name, asked.columns.get(name) ?? ''));
    const once = !repeated.has(keyOf(row, all));
    const amount = amounts ? [cell(rowFigure(row, all, once, { evidence, ground, scope }))] : [];
    const place = `${String(row['file'])}:${String(row['line'])}`;
    return { cells: [...words, ...amount, { kind: 'sentence', sentence: say`${quote(place)}` }] };
  });
  const columns = [
    ...names.map((name) => column(name, 'left')),
    ...(amounts ? [{ ...column('amount', 'right'), cents: true }] : []),
    column('where', 'left'),
  ];
  const made = { columns, rows, totalIn: amounts ? names.length : columns.length - 1 };
  if (evidence.rows <= BigInt(MAX_TABLE_ROWS)) return made;
  const unit = { kind: 'count', of: 'row' } as const;
  const named = { id: figureId(scope, 'rows'), label: `${block.title}: rows`, unit };
  const number = figureOf(ground, evidence, named, { total: evidence.rows });
  return { ...made, note: say`The first rows of ${number}; the others are left out.` };
}

/** The rows that are shown, and the keys of those that there are twice, the same in every column. */
async function firstRows(block: TableBlock, names: readonly string[], asked: Asked, ground: OwnGround) {
  const values = names.map((name) => (isWhole(name) ? `CAST(own.${name} AS BIGINT)` : `own.${name}`));
  const list = values.map((value, at) => `${value} AS ${names[at]}`).join(', ');
  // One thread of the guarded engine answers in the order that the owner's text asks for.
  const found = await rowsOf(ground, block, selected(asked, list, `LIMIT ${MAX_TABLE_ROWS}`));
  const twice = `GROUP BY ${values.join(', ')}\nHAVING COUNT(*) > 1`;
  const again = await rowsOf(ground, block, selected(asked, list, twice));
  return { found, repeated: new Set(again.map((row) => keyOf(row, names))) };
}

function isWhole(name: string): boolean {
  return name === 'amount' || name === 'line';
}

function keyOf(row: Row, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => (row[name] === null ? null : String(row[name]))));
}

function rowFigure(
  row: Row,
  names: readonly string[],
  once: boolean,
  { evidence, ground, scope }: { evidence: Evidence; ground: OwnGround; scope: string },
): string {
  const where = names.map((name) => {
    const type = evidence.asked.columns.get(name) ?? '';
    return isWhole(name) ? `own.${name} = ${String(row[name])}` : condition(name, type, row[name] ?? null);
  });
  const id = figureId(scope, fingerprint(keyOf(row, names)).slice(0, 10));
  const label = `${String(row['file'])}:${String(row['line'])}`;
  // Rows that are the same in every column are one figure; one of them is its receipt.
  const rest = `WHERE ${where.join('\n  AND ')}${once ? '' : '\nORDER BY own.line LIMIT 1'}`;
  return figureOf(ground, evidence, { id, label }, { total: whole(row['amount']), rest }).id;
}

function wordsOnly(block: TableBlock, name: string, { columns }: Asked): void {
  const type = columns.get(name) ?? '';
  if (['VARCHAR', 'DATE', 'BOOLEAN'].includes(type)) return;
  throw said(block, 'column-type', `${name} is ${type}, and a number in a table is a figure`, {
    expected: 'amount for money; words and days beside it',
    mend: `leave ${name} out, or CAST(${name} AS VARCHAR) where it is a name`,
  });
}
