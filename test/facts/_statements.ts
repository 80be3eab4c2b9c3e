import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEffects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import { factsKey, openWarehouse, type OpenFacts, type Warehouse } from '../../src/facts/index.ts';
import type { Derivation, ReadResult, Row, SourceUse, StatementRow } from '../../src/model/facts.ts';

/** `2026-01-05  -12.50  Fuel dock` and options after it: `fee=0.30 ref=A1 memo=x type=charge bal=100.00 line=7 cur=EUR`. */
export function statement(text: string): StatementRow[] {
  return text
    .trim()
    .split('\n')
    .map((line, index) => row(line.trim(), index + 2));
}

function row(text: string, line: number): StatementRow {
  const [date = '', amount = '0', payee = '', ...rest] = text.split(/\s{2,}/);
  const options = new Map(
    rest
      .join(' ')
      .split(' ')
      .map((part) => part.split('=') as [string, string]),
  );
  const balance = options.get('bal');
  return {
    line: Number(options.get('line') ?? line),
    date,
    amount: cents(amount),
    fee: cents(options.get('fee') ?? '0'),
    currency: options.get('cur') ?? 'USD',
    payee,
    memo: options.get('memo') ?? '',
    reference: options.get('ref') ?? '',
    type: options.get('type') ?? '',
    ...(balance === undefined ? {} : { balance: cents(balance) }),
  };
}

export function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

export function readResult(rows: readonly StatementRow[], more: Partial<ReadResult> = {}): ReadResult {
  return { kind: 'csv', layout: { delimiter: ',' }, rows, balances: [], problems: [], ...more };
}

export interface Statement {
  readonly entity?: string;
  readonly account: string;
  readonly file: string;
  readonly rows: readonly StatementRow[];
  readonly more?: Partial<ReadResult>;
  readonly opening?: SourceUse['opening'];
}

/** A warehouse in a temporary folder; `folder` is the portfolio's. */
export function temporaryWarehouse(): {
  readonly warehouse: Warehouse;
  readonly folder: string;
  readonly remove: () => Promise<void>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-facts-'));
  const warehouse = openWarehouse(folder, systemEffects);
  const remove = async (): Promise<void> => {
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { warehouse, folder, remove };
}

/** Stores statements and answers how a snapshot uses them. */
export async function stored(warehouse: Warehouse, statements: readonly Statement[]): Promise<SourceUse[]> {
  const uses: SourceUse[] = [];
  for (const { entity = 'jada', account, file, rows, more, opening } of statements) {
    const source = sha256(
      JSON.stringify([rows, more], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
    const key = factsKey({ source, kind: 'csv', version: 1, options: {} });
    await warehouse.store(key, file, readResult(rows, more));
    uses.push({
      role: 'statement',
      subject: '',
      key,
      source,
      file,
      entity,
      account,
      currency: 'USD',
      ...(opening ? { opening } : {}),
    });
  }
  return uses;
}

export const NO_TABLES: Derivation = { hash: 'none', probes: [], steps: [], views: {} };

/** Opens a snapshot, asks it and closes it. */
export async function ask<T>(
  warehouse: Warehouse,
  uses: readonly SourceUse[],
  derivation: Derivation,
  work: (facts: OpenFacts) => Promise<T>,
): Promise<T> {
  const facts = await warehouse.snapshot(uses, derivation);
  try {
    return await work(facts);
  } finally {
    facts.close();
  }
}

/** Rows as lines of text, for tests that the field can read. */
export function lines(rows: readonly Row[]): string[] {
  return rows.map((cells) =>
    Object.values(cells)
      .map((cell) => (typeof cell === 'bigint' ? money(cell) : String(cell ?? '-')))
      .join('  '),
  );
}

function money(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
