import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';

/** A value of the front matter with the line that it stands on. */
export interface Field {
  readonly text: string;
  readonly line: number;
}

export interface FrontMatter {
  readonly title?: Field;
  readonly date?: Field;
  readonly updated?: Field;
  readonly status?: Field;
  readonly owner?: Field;
  readonly supersededBy?: Field;
}

const KEYS: Readonly<Record<string, keyof FrontMatter>> = {
  title: 'title',
  date: 'date',
  created: 'date',
  datum: 'date',
  updated: 'updated',
  last_updated: 'updated',
  modified: 'updated',
  last_modified: 'updated',
  status: 'status',
  state: 'status',
  owner: 'owner',
  author: 'owner',
  superseded_by: 'supersededBy',
  replaced_by: 'supersededBy',
};

/** Longer ones are the document's own text, between two rules. */
const MOST_LINES = 100;
const LONGEST = 8192;

export interface Opened {
  readonly matter: FrontMatter;
  /** Lines of the front matter with its marks; the document's text begins behind them. */
  readonly lines: number;
  readonly problems: readonly Problem[];
}

/** The YAML between two lines of `---` at the top. */
export function readFrontMatter(lines: readonly string[], file: string): Opened {
  const end =
    lines[0]?.trimEnd() === '---'
      ? lines.slice(1, MOST_LINES).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line))
      : -1;
  const text = lines.slice(1, end + 1).join('\n');
  if (end < 0 || text.length > LONGEST) return { matter: {}, lines: 0, problems: [] };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: counter,
    logLevel: 'silent',
  } as const);
  const [fault] = document.errors;
  const matter: Partial<Record<keyof FrontMatter, Field>> = {};
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    const name = isScalar(key) ? KEYS[String(key.value).toLowerCase().replaceAll(/[ -]/g, '_')] : undefined;
    if (name === undefined || !isScalar(value) || typeof value.value !== 'string' || value.value.trim() === '')
      continue;
    matter[name] ??= { text: value.value, line: counter.linePos(value.range?.[0] ?? 0).line + 1 };
  }
  const at = { file, line: (fault?.linePos?.[0].line ?? 1) + 1, column: fault?.linePos?.[0].col ?? 1 };
  const advice = { expected: 'lines such as "status: superseded"', mend: 'mend it; what could be read counts' };
  const problems = fault ? [problem('front-matter-invalid', at, 'the front matter is no YAML', advice)] : [];
  return { matter, lines: end + 2, problems };
}
