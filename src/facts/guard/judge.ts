import type { Refusal, RefusalCode } from '../../model/guarded.ts';
import {
  CLOCKS,
  GUARDED_FUNCTIONS,
  GUARDED_NODES,
  GUARDED_TABLE_FUNCTIONS,
  GUARDED_TABLES,
  GUARDED_TYPES,
  SESSION_NAMES,
} from './allowed.ts';

/** A syntax tree as DuckDB's own parser writes it (json_serialize_sql). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };

/** What was found wrong, at a byte of the text; the first byte where the tree does not say. */
export interface Found extends Pick<Refusal, 'code' | 'message' | 'expected' | 'mend'> {
  readonly offset: number;
}

/** The syntax tree of one SELECT: the tables of facts that it reads, and the first thing that it may not. */
export function judgeTree(tree: Json): { readonly tables: readonly string[]; readonly found: Found | undefined } {
  const judge = new Judge();
  judge.visit(tree, new Set());
  return { tables: [...judge.tables].toSorted(), found: judge.found };
}

/** Keys below which nothing is called or read: constants, types, and the names of a WITH, which are looked at before. */
const NO_NODES: ReadonlySet<string> = new Set(['cte_map', 'value', 'cast_type', 'expected_types']);

/** Parts that are refused and that people write, by what they would call them. */
const FORMS: Readonly<Record<string, string>> = {
  RECURSIVE_CTE_NODE: 'WITH RECURSIVE, which may never end',
  SHOW_REF: 'SHOW, DESCRIBE or SUMMARIZE',
  PIVOT: 'PIVOT or UNPIVOT',
  VALUE_PARAMETER: 'a parameter other than $as_of and $entity',
  POSITIONAL_REFERENCE: 'a column by its place (#1)',
};

class Judge {
  readonly tables = new Set<string>();
  found: Found | undefined;

  visit(json: Json, names: ReadonlySet<string>): void {
    if (this.found || json === null || typeof json !== 'object') return;
    if (isList(json)) json.forEach((one) => this.visit(one, names));
    else this.#node(json, names);
  }

  #node(node: Node, names: ReadonlySet<string>): void {
    const inner = this.#named(node, names);
    const type = text(node['type']);
    if (type !== '') this.#allowed(node, type, inner);
    // Where `range()` stands in place of a table it makes rows as they are asked for; as a value it is a list in memory.
    const inPlace = type === 'TABLE_FUNCTION' ? record(node['function']) : undefined;
    for (const [key, child] of Object.entries(inPlace ?? node)) if (!NO_NODES.has(key)) this.visit(child, inner);
  }

  /** The names of a WITH hold below its SELECT, and for the later ones of the same WITH. */
  #named(node: Node, names: ReadonlySet<string>): ReadonlySet<string> {
    const map = record(node['cte_map']);
    const entries = map && isList(map['map']) ? map['map'] : [];
    const known = new Set(names);
    for (const entry of entries) {
      this.visit(record(entry)?.['value'] ?? null, known);
      known.add(text(record(entry)?.['key']).toLowerCase());
    }
    return known;
  }

  #allowed(node: Node, type: string, names: ReadonlySet<string>): void {
    if (!GUARDED_NODES.has(type)) this.#form(node, FORMS[type] ?? `a part (${type}) that is not allowed`);
    if (record(node['sample'])) this.#form(node, 'a sample, which differs from run to run');
    if (node['ref_type'] === 'POSITIONAL') this.#form(node, 'a join by position, which differs from run to run');
    if (type === 'BASE_TABLE') this.#table(node, names);
    if (type === 'TABLE_FUNCTION') this.#tableFunction(record(node['function']) ?? {});
    else if (typeof node['function_name'] === 'string') this.#function(node, node['function_name']);
    if (type === 'COLUMN_REF') this.#column(node);
    if (type === 'OPERATOR_CAST') this.#cast(node);
    if (isList(node['modifiers'])) this.#ordered(node, node['modifiers']);
  }

  #table(node: Node, names: ReadonlySet<string>): void {
    const parts = [node['catalog_name'], node['schema_name'], node['table_name']].map(text);
    const name = parts.filter((part) => part !== '').join('.');
    const plain = name.toLowerCase();
    if (node['at_clause'] !== null && node['at_clause'] !== undefined) this.#form(node, 'a table as of a version');
    if (names.has(plain)) return;
    if (GUARDED_TABLES.includes(plain)) this.tables.add(plain);
    else
      this.#refuse(node, 'sql-unknown-table', `"${name}" is no table of facts`, {
        expected: 'a table of docs/receipts.md or docs/own-reports.md, such as postings',
      });
  }

  #tableFunction(node: Node): void {
    const name = text(node['function_name']).toLowerCase();
    if (GUARDED_TABLE_FUNCTIONS.has(name)) return;
    this.#refuse(node, 'sql-function', `${name}() may not stand in place of a table`, {
      expected: 'a table of facts, range(), generate_series() or unnest()',
    });
  }

  #function(node: Node, written: string): void {
    const name = written.toLowerCase();
    // What the parser itself writes as a function (`[a, b]`) it calls by its schema.
    const builtIn = ['', 'main'].includes(text(node['schema'])) && text(node['catalog']) === '';
    if (builtIn && GUARDED_FUNCTIONS.has(name)) return;
    this.#refuse(node, 'sql-function', `${name}() is not among the functions that reports of yours may call`, {
      mend: CLOCKS.has(name) ? 'write $as_of for the day of the report' : 'the functions stand in docs/own-reports.md',
    });
  }

  #column(node: Node): void {
    const names = isList(node['column_names']) ? node['column_names'].map(text) : [];
    const [name = ''] = names;
    if (names.length !== 1 || !SESSION_NAMES.has(name.toLowerCase())) return;
    this.#refuse(node, 'sql-function', `${name.toLowerCase()} differs from run to run`, {
      mend: 'write $as_of for the day of the report',
    });
  }

  /** Types that the engine has by itself; others are looked up by name. */
  #cast(node: Node): void {
    const type = text(record(node['cast_type'])?.['id']);
    if (!GUARDED_TYPES.has(type)) this.#form(node, `a cast to a type (${type}) that is not allowed`);
  }

  /** LIMIT and DISTINCT ON choose by order: without one they choose what comes first by chance. */
  #ordered(node: Node, modifiers: readonly Json[]): void {
    const types = modifiers.map((modifier) => text(record(modifier)?.['type']));
    if (types.includes('ORDER_MODIFIER')) return;
    const chosen = modifiers.some((modifier) => {
      const targets = record(modifier)?.['distinct_on_targets'];
      return isList(targets) && targets.length > 0;
    });
    if (types.includes('LIMIT_MODIFIER') || chosen)
      this.#form(node, `${chosen ? 'DISTINCT ON' : 'LIMIT'} without ORDER BY, which takes whatever rows come first`);
  }

  #form(node: Node, what: string): void {
    this.#refuse(node, 'sql-form', `it holds ${what}`, {
      expected: 'one plain SELECT, whose answer is the same in every run',
    });
  }

  #refuse(node: Node, code: RefusalCode, message: string, advice: Pick<Refusal, 'expected' | 'mend'>): void {
    const at = node['query_location'];
    this.found ??= { code, message, offset: typeof at === 'number' ? at : -1, ...advice };
  }
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

function record(json: Json | undefined): Node | undefined {
  return json === null || typeof json !== 'object' || isList(json) ? undefined : json;
}

function text(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}
