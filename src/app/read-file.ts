import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { decimalText } from '../core/decimal.ts';
import { sha256 } from '../core/hash.ts';
import { moneyDecimal } from '../core/money.ts';
import { UserError, type Problem } from '../core/problem.ts';
import type { Cell, ReadResult, Row, StatedBalance, StatementRow } from '../model/facts.ts';
import { HANDOFFS, PAGES, SHEETS } from '../model/sheets.ts';
import type { ReadOptions } from '../model/source.ts';
import { TABLES, type TableName } from '../model/tables.ts';
import { MAX_BYTES, readerFor, readers } from '../sources/index.ts';

/** A piece that is read and hashed at a time: large enough that the calls do not count, small enough to stay in cache. */
const PIECE = 1 << 20;

/** A source file as it was when it was hashed. */
export interface SourceStamp {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly size: number;
  readonly modified: number;
}

/**
 * Hashes a source file piece by piece: of a file whose facts are stored nothing else is needed, and a hundred megabytes
 * in memory would cost more than the hash. Throws a UserError that says why it cannot be read.
 */
export function sourceStamp(path: string, name: string): Promise<SourceStamp> {
  return readable(name, async () => {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await withinLimit(file, name);
      const hash = createHash('sha256');
      const piece = Buffer.allocUnsafe(Math.min(PIECE, size + 1));
      for (let read = await file.read(piece); read.bytesRead > 0; read = await file.read(piece)) {
        hash.update(piece.subarray(0, read.bytesRead));
      }
      return { hash: hash.digest('hex'), size, modified: mtimeMs };
    } finally {
      await file.close();
    }
  });
}

/** Reads a source file's bytes, with the stamp that is theirs: `before` when the file has not changed since. */
export function sourceBytes(
  path: string,
  name: string,
  before?: SourceStamp,
): Promise<{ readonly bytes: Uint8Array; readonly stamp: SourceStamp }> {
  return readable(name, async () => {
    const file = await open(path);
    try {
      await withinLimit(file, name);
      const bytes = await file.readFile();
      const { size, mtimeMs } = await file.stat();
      const same = before?.size === bytes.length && before.size === size && before.modified === mtimeMs;
      return { bytes, stamp: same ? before : { hash: sha256(bytes), size: bytes.length, modified: mtimeMs } };
    } finally {
      await file.close();
    }
  });
}

async function withinLimit(file: FileHandle, name: string): Promise<Stats> {
  const stats = await file.stat();
  if (stats.size <= MAX_BYTES) return stats;
  throw new UserError('source-too-large', `${name} has ${stats.size} bytes; the limit is ${MAX_BYTES}`);
}

async function readable<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError('source-unreadable', `${name} cannot be read (${code})`, { cause: error });
  }
}

/** What a reader makes of one file, without a portfolio. */
export async function readFile(
  path: string,
  options: ReadOptions & { readonly kind?: string | undefined },
): Promise<ReadResult> {
  const { bytes } = await sourceBytes(path, path);
  const reader = readerFor(bytes, path, options.kind);
  if (!reader) {
    const kinds = readers.map(({ kind }) => kind).join(', ');
    throw new UserError('source-unknown', `no reader recognises ${path}; known kinds: ${kinds}. Name one with --kind`);
  }
  return reader.read(bytes, path, options);
}

const amountText = (minor: bigint, currency: string): string => decimalText(moneyDecimal({ minor, currency }));

/** A row for people and programs: amounts as decimal strings. */
interface RowJson extends Omit<StatementRow, 'amount' | 'fee' | 'balance'> {
  readonly amount: string;
  readonly fee: string;
  readonly balance?: string;
}

export function rowJson(row: StatementRow): RowJson {
  const amount = (minor: bigint): string => amountText(minor, row.currency);
  return {
    line: row.line,
    date: row.date,
    amount: amount(row.amount),
    fee: amount(row.fee),
    currency: row.currency,
    payee: row.payee,
    memo: row.memo,
    reference: row.reference,
    type: row.type,
    ...(row.balance === undefined ? {} : { balance: amount(row.balance) }),
  };
}

export function balanceJson(balance: StatedBalance): Record<string, unknown> {
  return { ...balance, amount: amountText(balance.amount, balance.currency) };
}

/** Tables whose rows are records of the file, to be shown as such; those of books can have millions. */
const SHOWN: readonly TableName[] = [
  'bookings',
  ...(Object.keys({ ...SHEETS, ...HANDOFFS, ...PAGES }) as readonly TableName[]),
];

/** The tables of a file besides its statement rows, as people and programs are shown them. */
export function tablesJson({ tables }: ReadResult): [name: string, rows: readonly TableRowJson[]][] {
  return SHOWN.flatMap((name) => {
    const rows = tables?.[name];
    return rows ? [[name, [...rows].map((row) => tableRowJson(name, row))]] : [];
  });
}

export type TableRowJson = Readonly<Record<string, string | number | boolean | null>>;

/** Numbers that are no amounts, in tables that have a currency. */
const COUNTS: ReadonlySet<string> = new Set(['line', 'due_day', 'grace_days', 'nautical_miles', 'seconds']);

/** A row of a table: amounts as decimal text, other numbers as they are. */
function tableRowJson(table: TableName, row: Row): TableRowJson {
  const priced = 'currency' in TABLES[table];
  const cells = Object.entries(row).map(([column, cell]) => {
    if (typeof cell !== 'bigint') return [column, cell] as const;
    const amount = priced && !COUNTS.has(column);
    return [column, amount ? amountText(cell, String(row['currency'])) : Number(cell)] as const;
  });
  return Object.fromEntries(cells);
}

/** A row of table `statements`: what a statement says the balance was before and after its lines. */
export function statementJson({ opening, closing, currency, ...row }: Row): Record<string, unknown> {
  const amount = (minor: Cell | undefined): string | null =>
    typeof minor === 'bigint' ? amountText(minor, String(currency)) : null;
  return { ...row, currency, opening: amount(opening), closing: amount(closing) };
}

export function problemJson({ at, ...problem }: Problem): Record<string, unknown> {
  return { file: at.file, line: at.line, column: at.column, ...problem };
}
