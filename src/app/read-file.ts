import { readFile as readBytes, stat } from 'node:fs/promises';
import { decimalText } from '../core/decimal.ts';
import { moneyDecimal } from '../core/money.ts';
import { UserError, type Problem } from '../core/problem.ts';
import type { ReadResult, StatedBalance, StatementRow } from '../model/facts.ts';
import type { ReadOptions } from '../model/source.ts';
import { readerFor, readers } from '../sources/index.ts';

/** Over this a file is not an export that a person made by hand; it also bounds the memory that a reader may take. */
const MAX_SOURCE_BYTES = 1_000_000_000;

/** Reads a source file's bytes, or says why not. */
export async function sourceBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_SOURCE_BYTES)
      throw new UserError('source-too-large', `${name} has ${size} bytes; the limit is ${MAX_SOURCE_BYTES}`);
    return await readBytes(path);
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
  const bytes = await sourceBytes(path, path);
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

export function problemJson({ at, ...problem }: Problem): Record<string, unknown> {
  return { file: at.file, line: at.line, column: at.column, ...problem };
}
