import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { sha256 } from '../core/hash.ts';
import type { Cell, Row } from '../model/facts.ts';
import { writeWhole } from './shelf.ts';

/** Longer answers are quicker asked again than read. */
const MOST_ROWS = 20_000;

/** Text and amounts are told apart by their first letter; JSON has no integers of 64 bits. */
const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const answerSchema = z.object({
  sql: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(cellSchema)),
});

/**
 * Answers of earlier runs. The facts of a snapshot never change, so the same query has the same answer: a run over
 * unchanged sources reads these and does not even load DuckDB.
 */
export class Answers {
  readonly #folder: string;
  readonly #effects: Pick<Effects, 'randomBytes'>;

  constructor(folder: string, effects: Pick<Effects, 'randomBytes'>) {
    this.#folder = folder;
    this.#effects = effects;
  }

  /** The answer to a query, or undefined when it was not asked yet or its file is damaged. */
  async find(sql: string): Promise<readonly Row[] | undefined> {
    try {
      const text = await readFile(this.#path(sql), 'utf8');
      const end = text.indexOf('\n');
      if (sha256(text.slice(end + 1)) !== text.slice(0, end)) return undefined;
      const answer = answerSchema.parse(JSON.parse(text.slice(end + 1)));
      return answer.sql === sql ? answer.rows.map((cells) => asRow(answer.columns, cells)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps an answer for later runs, and gives it back. */
  async kept(sql: string, rows: readonly Row[]): Promise<readonly Row[]> {
    if (rows.length > MOST_ROWS) return rows;
    const columns = Object.keys(rows[0] ?? {});
    const cells = rows.map((row) => columns.map((column) => asJson(row[column] ?? null)));
    const text = JSON.stringify({ sql, columns, rows: cells });
    await writeWhole(this.#path(sql), `${sha256(text)}\n${text}`, this.#effects);
    return rows;
  }

  #path(sql: string): string {
    return join(this.#folder, `${sha256(`${duckdbVersion()}\n${sql}`).slice(0, 40)}.json`);
  }
}

let version: string | undefined;

/** DuckDB's version, without loading it: another version is asked anew. */
function duckdbVersion(): string {
  version ??= installedVersion();
  return version;
}

function installedVersion(): string {
  try {
    const main = createRequire(import.meta.url).resolve('@duckdb/node-api');
    const text = readFileSync(join(dirname(main), '..', 'package.json'), 'utf8');
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  } catch {
    return 'unknown';
  }
}

function asJson(cell: Cell): string | number | boolean | null {
  if (typeof cell === 'bigint') return `n${cell}`;
  return typeof cell === 'string' ? `t${cell}` : cell;
}

function asRow(columns: readonly string[], cells: readonly Cell[]): Row {
  return Object.fromEntries(columns.map((column, index) => [column, asCell(cells[index] ?? null)]));
}

function asCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  return cell.startsWith('n') ? BigInt(cell.slice(1)) : cell.slice(1);
}
