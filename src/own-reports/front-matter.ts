import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Position, Problem } from '../core/problem.ts';
import { instead } from '../portfolio/closest.ts';
import { problem, shown, type OwnCode } from './codes.ts';
import { inlineProse, wordsOf, type Prose } from './prose.ts';

export interface FrontMatter {
  readonly type: string;
  readonly title: string;
  readonly audience: string;
  readonly answer: Prose | undefined;
  readonly entity: string | undefined;
}

/** What the front matter may name. */
export interface Known {
  /** Types of our reports and of files before this one. */
  readonly taken: readonly string[];
  readonly entities: readonly string[];
}

const KEYS = ['type', 'title', 'audience', 'answer', 'entity'];
const TYPE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Reads the YAML between the lines of ---; `at` is where it begins. Undefined when it is no mapping. */
export function readFrontMatter(
  yaml: string,
  at: Position,
  known: Known,
  problems: Problem[],
): FrontMatter | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, schema: 'failsafe' });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file: at.file, line: at.line + line - 1, column: col };
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error || !isMap(document.contents)) {
    const message =
      error?.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ??
      'the front matter is no list of keys';
    problems.push(
      problem('front-matter', error ? place(error.pos[0]) : at, message, {
        expected: 'keys such as `type: fuel`, a line each',
      }),
    );
    return undefined;
  }
  return new Keys(document.contents, at, place, problems).read(known);
}

class Keys {
  readonly #values = new Map<string, { readonly text: string; readonly at: Position }>();
  readonly #at: Position;
  readonly #problems: Problem[];

  constructor(map: YAMLMap, at: Position, place: (offset: number) => Position, problems: Problem[]) {
    this.#at = at;
    this.#problems = problems;
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const here = place(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
      if (!KEYS.includes(name)) this.#say('key-unknown', here, `${shown(name)} is not a key here`, instead(name, KEYS));
      else if (isScalar(value) && typeof value.value === 'string' && value.value.trim() !== '')
        this.#values.set(name, { text: value.value.trim(), at: place(value.range?.[0] ?? 0) });
      else this.#say('key-invalid', here, `${shown(name)} has no text`, { expected: 'words on the same line' });
    }
  }

  read({ taken, entities }: Known): FrontMatter {
    const type = this.#required('type');
    if (type && !TYPE.test(type.text))
      this.#say('key-invalid', type.at, `${shown(type.text)} is no type`, {
        expected: 'lower-case letters, digits and dashes',
      });
    else if (type && taken.includes(type.text))
      this.#say('type-taken', type.at, `there is a report of type ${shown(type.text)} already`, {
        mend: 'give this one another type',
      });
    const entity = this.#values.get('entity');
    if (entity && !entities.includes(entity.text))
      this.#say(
        'key-invalid',
        entity.at,
        `${shown(entity.text)} is no entity of the portfolio`,
        instead(entity.text, entities),
      );
    const answer = this.#values.get('answer');
    return {
      type: type?.text ?? '',
      title: this.#words('title'),
      audience: this.#words('audience'),
      answer: answer && inlineProse(answer.text, answer.at, this.#problems),
      entity: entity?.text,
    };
  }

  #words(key: string): string {
    const found = this.#required(key);
    return found ? wordsOf(inlineProse(found.text, found.at, this.#problems), this.#problems) : '';
  }

  #required(key: string): { readonly text: string; readonly at: Position } | undefined {
    const found = this.#values.get(key);
    if (!found) this.#say('key-missing', this.#at, `${shown(key)} is missing here`, { mend: `add \`${key}:\`` });
    return found;
  }

  #say(code: OwnCode, at: Position, message: string, advice: Pick<Problem, 'expected' | 'mend'>): void {
    this.#problems.push(problem(code, at, message, advice));
  }
}
