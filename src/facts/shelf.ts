import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { TABLE_NAMES, type TableName } from '../model/tables.ts';
import { isSealed, type Seal } from './seal.ts';
import type { StoredFacts, StoredTable } from './stored.ts';

/** A name beside `path` that no other process uses. */
export function temporary(path: string, effects: Pick<Effects, 'randomBytes'>): string {
  const unique = Buffer.from(effects.randomBytes(8)).toString('hex');
  return `${path}.${process.pid}-${unique}.tmp`;
}

/** Puts text in place whole or not at all: a reader sees the old file or the new one. */
export async function writeWhole(path: string, text: string, effects: Pick<Effects, 'randomBytes'>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = temporary(path, effects);
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

const bigint = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const position = z.object({ file: z.string(), line: z.number(), column: z.number() });

const problem = z.object({
  code: z.string(),
  at: position,
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  expected: z.string().exactOptional(),
  mend: z.string().exactOptional(),
});

const balance = z.object({ line: z.number(), date: z.string(), amount: bigint, currency: z.string() });
const firstBalance = z.object({ currency: z.string(), date: z.string(), line: z.number(), balance: bigint });

const sealSchema = z.object({ bytes: z.number(), tail: z.string() });
const tableSchema = z.object({ rows: z.number(), seal: sealSchema });

const cardSchema = z.object({
  /** Of the statement rows; null where there are none. */
  seal: sealSchema.nullable(),
  facts: z.object({
    kind: z.string(),
    layout: z.record(z.string(), z.string()),
    problems: z.array(problem),
    balances: z.array(balance),
    rows: z.number(),
    first: z.string().optional(),
    last: z.string().optional(),
    currencies: z.array(z.string()),
    rowless: z.boolean(),
    firstBalances: z.array(firstBalance),
    lineBase: z.number().optional(),
    tables: z.partialRecord(z.enum(TABLE_NAMES), tableSchema),
    parts: z.array(z.object({ name: z.string(), hash: z.string() })),
    constants: z.record(z.string(), z.string().nullable()),
  }),
});

/** The card beside a Parquet file: what it holds, and its seal. */
export function cardText(facts: StoredFacts, sealed: Seal | null): string {
  const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
  return `${JSON.stringify({ seal: sealed, facts }, plain, 1)}\n`;
}

/** Where the Parquet files of a card are. */
export interface Shelf {
  readonly rows: string;
  table(name: TableName): string;
}

/** Reads a card and checks the seals of its Parquet files. Undefined when any is missing or damaged: then it is read anew. */
export async function readCard(cardPath: string, shelf: Shelf): Promise<StoredFacts | undefined> {
  try {
    const card = cardSchema.parse(JSON.parse(await readFile(cardPath, 'utf8')));
    if (card.seal && !(await isSealed(shelf.rows, card.seal))) return undefined;
    if (!card.seal && !card.facts.rowless) return undefined;
    const { first, last, lineBase, tables, ...facts } = card.facts;
    const kept: Partial<Record<TableName, StoredTable>> = {};
    for (const name of TABLE_NAMES) {
      const table = tables[name];
      if (!table) continue;
      if (!(await isSealed(shelf.table(name), table.seal))) return undefined;
      kept[name] = table;
    }
    return { ...facts, first, last, lineBase, tables: kept };
  } catch {
    return undefined;
  }
}
