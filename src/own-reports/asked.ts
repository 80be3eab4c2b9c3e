import { sqlDate, sqlText } from '../model/sql.ts';
import type { Book } from '../model/book.ts';
import type { Position, Problem } from '../core/problem.ts';
import { around, type GuardedFacts, type Refusal } from '../model/guarded.ts';
import type { Row } from '../model/row.ts';
import { problem } from './codes.ts';
import type { SqlBlock } from './report.ts';

/** What the blocks of a report are asked of. */
export interface OwnGround {
  readonly guarded: GuardedFacts;
  readonly book: Book;
  /** The portfolio's entities, and the currencies that its money is in. */
  readonly entities: readonly string[];
  readonly currencies: readonly string[];
}

/** A block's SQL with the report's day and entity put in, judged, with the columns that its rows have. */
export interface Asked {
  readonly sql: string;
  readonly columns: ReadonlyMap<string, string>;
  /** Tables of facts that it reads and that have no row at all: what it would say is not known. */
  readonly empty: readonly string[];
}

/** Thrown inside this room to leave a block; `evaluate` makes it a problem of the report. */
export class Unanswered extends Error {
  readonly problem: Problem;

  constructor(found: Problem) {
    super(found.message);
    this.problem = found;
  }
}

/** Tables whose emptiness says something: no row was counted twice, no revenue was moved. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(
  'duplicates adjustments deferrals booking_payments category_rules balances prices assertions statements'.split(' '),
);

/** Judges a block's SQL and looks at its columns. Throws Unanswered. */
export async function ask(block: SqlBlock, entity: string | undefined, ground: OwnGround): Promise<Asked> {
  const sql = bound(block.sql, ground.book.asOf, entity);
  const judged = await ground.guarded.judge(sql);
  if (!judged.ok) throw refusedAt(block.at, judged.refusal);
  const described = await rowsOf(ground, block, `SELECT column_name, column_type FROM (DESCRIBE\n${sql}\n)`);
  const columns = new Map(
    described.map((row) => [String(row['column_name']).toLowerCase(), String(row['column_type'])]),
  );
  const empty: string[] = [];
  for (const table of judged.value.tables) {
    if (MAY_BE_EMPTY.has(table)) continue;
    const rows = await rowsOf(ground, block, `SELECT COUNT(*) AS n FROM (\nSELECT * FROM ${table} LIMIT 1\n) own`);
    if (rows[0]?.['n'] === 0n) empty.push(table);
  }
  return { sql, columns, empty };
}

/** Rows of SQL of ours around the block's. Throws Unanswered at the line that the engine names. */
export async function rowsOf(ground: OwnGround, block: SqlBlock, sql: string): Promise<readonly Row[]> {
  const answer = await ground.guarded.query(sql);
  if (!answer.ok) throw refusedAt(block.at, answer.refusal);
  return answer.value;
}

export function selected(asked: Asked, select: string, rest = ''): string {
  return around(select, asked.sql, rest);
}

function refusedAt(at: Position, { code, line, column, message, ...advice }: Refusal): Unanswered {
  return new Unanswered(problem(code, { ...at, line: at.line + line - 1, column }, message, advice));
}

/** What is no parameter: text, quoted names, comments. */
const PARAMETER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(as_of|entity)\b/g;

/** Puts in the report's day and entity. What comes out is judged, so nothing rests on this being clever. */
function bound(sql: string, asOf: string, entity: string | undefined): string {
  return sql
    .trimEnd()
    .replace(/;$/, '')
    .replaceAll(PARAMETER, (found, name: string | undefined) => {
      if (name === 'as_of') return sqlDate(asOf);
      return name === 'entity' && entity !== undefined ? sqlText(entity) : found;
    });
}
