import { sqlText } from '../../model/sql.ts';
import type { Row } from '../../model/row.ts';
import type { Guarded, GuardedFacts, Judged, Refusal, RefusalCode } from '../../model/guarded.ts';
import type { Engine } from '../engine.ts';
import { judgeTree, type Json } from './judge.ts';

/** Letters of one SELECT; the longest of ours has a tenth. */
const LONGEST_SQL = 20_000;

/** Answers of earlier runs, so that a run over unchanged facts need not even load the engine. */
export interface Kept {
  find(sql: string): Promise<readonly Row[] | undefined>;
  kept(sql: string, rows: readonly Row[]): Promise<readonly Row[]>;
}

/** SQL that is not ours, over an engine of its own that is opened by the first text that was never judged before. */
export class Guard implements GuardedFacts {
  readonly #open: () => Promise<Engine>;
  readonly #answers: Kept;

  constructor(open: () => Promise<Engine>, answers: Kept) {
    this.#open = open;
    this.#answers = answers;
  }

  async judge(sql: string): Promise<Guarded<Judged>> {
    if (sql.length > LONGEST_SQL)
      return refused({ code: 'sql-too-long', line: 1, column: 1, message: `it has more than ${LONGEST_SQL} letters` });
    const serialised = await this.query(`SELECT json_serialize_sql(${sqlText(sql)}) AS tree`);
    if (!serialised.ok) return serialised;
    return verdictOf(sql, JSON.parse(String(serialised.value[0]?.['tree'])) as Json);
  }

  async query(sql: string): Promise<Guarded<readonly Row[]>> {
    try {
      const known = await this.#answers.find(sql);
      if (known) return { ok: true, value: known };
      const engine = await this.#open();
      return { ok: true, value: await this.#answers.kept(sql, await engine.select(sql)) };
    } catch (error) {
      return refused(broken(error instanceof Error ? error.message : String(error)));
    }
  }
}

function passed(tables: readonly string[]): Guarded<Judged> {
  return { ok: true, value: { tables } };
}

function refused(refusal: Refusal): Guarded<never> {
  return { ok: false, refusal };
}

interface Serialised {
  readonly error?: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly Json[];
}

function verdictOf(sql: string, tree: Json): Guarded<Judged> {
  const { error, error_type: type, error_message: message, position, statements = [] } = tree as Serialised;
  const expected = 'one SELECT, without a semicolon behind it';
  if (error === true && type !== 'parser')
    return refused({ code: 'sql-no-select', line: 1, column: 1, message: 'it is no SELECT', expected });
  if (error === true)
    return refused({ code: 'sql-syntax', ...placeOf(sql, Number(position ?? 0)), message: message ?? 'it is no SQL' });
  if (statements.length !== 1) {
    const said = statements.length === 0 ? 'it is empty' : `it holds ${statements.length} statements`;
    return refused({ code: 'sql-no-select', line: 1, column: 1, message: said, expected });
  }
  const { tables, found } = judgeTree(statements);
  if (!found) return passed(tables);
  const { offset, ...rest } = found;
  return refused({ ...rest, ...placeOf(sql, offset) });
}

/** Line and column of a byte of the text; its beginning for a byte that it does not have. */
function placeOf(sql: string, offset: number): Pick<Refusal, 'line' | 'column'> {
  const bytes = Buffer.from(sql);
  if (offset < 0 || offset > bytes.length) return { line: 1, column: 1 };
  const lines = bytes.subarray(0, offset).toString().split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The engine's words for what people can mend; others are what it broke off with. */
const WORDS: readonly (readonly [pattern: RegExp, code: RefusalCode, expected: string])[] = [
  [/^INTERRUPT/i, 'sql-time', 'an answer within seconds: join on columns, and filter before joining'],
  [/^Out of Memory/i, 'sql-memory', 'less at a time: filter before joining, sorting or listing'],
  [/^Binder/i, 'sql-column', 'columns as docs/own-reports.md lists them'],
  [/^Parser/i, 'sql-syntax', 'one SELECT, without a semicolon behind it'],
];

const BROKEN_OFF: Partial<Record<RefusalCode, string>> = {
  'sql-time': 'it was broken off: it takes longer than it may',
  'sql-memory': 'it was broken off: it takes more memory than it may',
};

/** What the engine said of a query of ours around the owner's text, which begins on its second line. */
function broken(said: string): Refusal {
  const [first = ''] = said.split('\n');
  const [, code = 'sql-failed', expected] = WORDS.find(([pattern]) => pattern.test(first)) ?? [];
  const [, line = '2', shown = ''] = /^LINE (\d+): (.*)$/m.exec(said) ?? [];
  const caret = /^( *)\^\s*$/m.exec(said)?.[1]?.length ?? 0;
  // The engine shows a part of a long line: then the caret tells nothing about the column.
  const column = shown.startsWith('...') ? 1 : Math.max(1, caret - `LINE ${line}: `.length + 1);
  const message = first.replace(/^[A-Za-z ]+ Error: /i, '').replace(/[!.]$/, '');
  const candidates = /^Candidate [^:]+: (.*)$/m.exec(said)?.[1];
  return {
    code,
    line: Math.max(1, Number(line) - 1),
    column,
    message: BROKEN_OFF[code] ?? message,
    ...(expected === undefined ? {} : { expected }),
    ...(candidates === undefined ? {} : { mend: `near it: ${candidates}` }),
  };
}
