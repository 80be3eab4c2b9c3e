import type { Row } from './row.ts';

/** Why a SELECT of the owner's was not run, or broke off. Lines and columns count from 1 within the owner's text. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly expected?: string;
  readonly mend?: string;
}

/** What may be wrong with a SELECT of the owner's, with its meaning in one line. */
export const REFUSALS = {
  'sql-syntax': 'The text is not SQL',
  'sql-no-select': 'It is no SELECT, or more than one statement',
  'sql-too-long': 'The text is longer than the limit',
  'sql-unknown-table': 'It reads something that is no table of facts',
  'sql-function': 'It calls a function that is not among those allowed',
  'sql-form': 'It holds something whose answer could differ from run to run, or that is not allowed',
  'sql-column': 'It names a column or type that there is not, or compares what cannot be compared',
  'sql-failed': 'The engine broke off: a text that is no number, an overflow',
  'sql-time': 'It takes longer than the limit',
  'sql-memory': 'It takes more memory than the limit',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof REFUSALS;

export type Guarded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** What the judge found in a SELECT: the tables of facts that it reads, sorted. */
export interface Judged {
  readonly tables: readonly string[];
}

/**
 * The facts for SQL that is not ours: read-only, over the documented tables, bounded in time and memory, in an engine
 * of its own. Answers never throw for what the SQL says.
 */
export interface GuardedFacts {
  /** Judges the owner's text by its syntax tree, before anything is run. */
  judge(sql: string): Promise<Guarded<Judged>>;
  /** Runs SQL of ours around a judged text, which begins on the second line (`around`). */
  query(sql: string): Promise<Guarded<readonly Row[]>>;
}

/** SQL of ours around a text of the owner's: `SELECT … FROM (`, the text on lines of its own, `) own …`. */
export function around(select: string, sql: string, rest = ''): string {
  return `SELECT ${select.replaceAll(/\s*\n\s*/g, ' ')} FROM (\n${sql}\n) own${rest === '' ? '' : `\n${rest}`}`;
}

const AROUND = /^SELECT ([^\n]*) FROM \(\n([\s\S]*)\n\) own(?:\nWHERE ([\s\S]+))?$/;

/** The parts of what `around` wrote, where it ends with a plain condition or with nothing. */
export function partsAround(query: string): { select: string; sql: string; condition: string } | undefined {
  const [, select, sql, condition = '1 = 1'] = AROUND.exec(query) ?? [];
  if (select === undefined || sql === undefined) return undefined;
  // Words of the owner's may hold anything: what could be read in two ways is left alone.
  if (sql.includes('\n) own') || /\b(?:SELECT|ORDER|LIMIT)\b/.test(condition)) return undefined;
  return { select, sql, condition };
}
