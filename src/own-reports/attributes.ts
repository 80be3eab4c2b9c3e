import type { Position, Problem } from '../core/problem.ts';
import { instead } from '../portfolio/closest.ts';
import { problem, shown } from './codes.ts';
import { inlineProse, wordsOf, type Prose } from './prose.ts';

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const WORD = /\s*([A-Za-z_-]+)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)|\s*(\S+)/gy;

/** The words behind ```sql: `figure id=fuel label="Fuel" unit=money`. Mistakes are added to the problems. */
export class Attributes {
  readonly at: Position;
  readonly problems: Problem[];
  readonly kind: string;
  readonly #given = new Map<string, string | true>();
  readonly #asked = new Set<string>();

  constructor(meta: string, at: Position, problems: Problem[]) {
    this.at = at;
    this.problems = problems;
    const [, kind = '', rest = ''] = /^\s*(\S*)(.*)$/s.exec(meta) ?? [];
    this.kind = kind;
    for (const [, key, quoted, plain, stray] of rest.matchAll(WORD)) {
      if (stray !== undefined && stray !== '')
        this.#wrong('attribute-invalid', `${shown(stray)} is no word and value`, 'key=value or key="some words"');
      else if (key !== undefined) this.#keep(key, quoted ?? plain ?? true);
    }
  }

  #keep(key: string, value: string | true): void {
    if (this.#given.has(key)) this.#wrong('attribute-invalid', `${shown(key)} is given twice`, 'each word once');
    this.#given.set(key, value);
  }

  text(key: string): string | undefined {
    this.#asked.add(key);
    const value = this.#given.get(key);
    if (value === true || value === '') this.#wrong('attribute-invalid', `${shown(key)} has no value`, `${key}="…"`);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  required(key: string): string {
    const given = this.#given.has(key);
    const value = this.text(key);
    if (!given)
      this.#wrong('attribute-missing', `this ${this.kind} has no ${key}`, `${key}="…" behind \`\`\`sql ${this.kind}`);
    return value ?? '';
  }

  flag(key: string): boolean {
    this.#asked.add(key);
    const value = this.#given.get(key);
    if (typeof value === 'string')
      this.#wrong('attribute-invalid', `${shown(key)} has a value`, `${key} alone, or not at all`);
    return value !== undefined;
  }

  oneOf<const T extends string>(key: string, words: readonly T[], otherwise: T): T {
    const value = this.text(key);
    const found = words.find((word) => word === value);
    if (value !== undefined && found === undefined)
      this.#wrong('attribute-invalid', `${key}=${shown(value)}`, `one of ${words.join(', ')}`);
    return found ?? otherwise;
  }

  id(key: string, given = this.required(key)): string {
    if (given !== '' && !ID.test(given))
      this.#wrong('attribute-invalid', `${key}=${shown(given)}`, 'lower-case letters, digits and dashes');
    return given;
  }

  /** Words without numbers: a title, a label. */
  words(key: string, given = this.required(key)): string {
    return given === '' ? '' : wordsOf(inlineProse(given, this.at, this.problems), this.problems);
  }

  prose(key: string): Prose | undefined {
    const value = this.text(key);
    return value === undefined ? undefined : inlineProse(value, this.at, this.problems);
  }

  /** Names what was given and never asked for. */
  close(): void {
    for (const key of this.#given.keys()) {
      if (this.#asked.has(key)) continue;
      const message = `a ${this.kind} has no ${shown(key)}`;
      this.problems.push(problem('attribute-unknown', this.at, message, instead(key, [...this.#asked])));
    }
  }

  #wrong(code: 'attribute-invalid' | 'attribute-missing', message: string, expected: string): void {
    this.problems.push(problem(code, this.at, message, { expected }));
  }
}
