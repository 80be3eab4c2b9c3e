import { EXIT, UserError } from '../../core/problem.ts';
import type { AuditEntry } from '../../model/records.ts';
import type { StoredRow, Table } from '../../model/store.ts';
import type { AuditCode } from './codes.ts';
import { CHAIN, EMPTY, placeText, wholeRunSchema, type Head, type Step } from './entries.ts';

/** Steps of the last rows that are remembered, so that they are not added once more. */
const MOST_REMEMBERED = 5000;

const nameOf = ({ dispatch, step, digest }: Pick<Step, 'dispatch' | 'step' | 'digest'>): string =>
  `${dispatch} ${step} ${digest}`;

/** Where the chain ends, as it was last seen. It may have grown since; a conditional write tells. */
export class ChainEnd {
  #head: Head | undefined;
  readonly #recent = new Set<string>();
  readonly #table: Table;
  readonly #now: () => number;

  constructor(table: Table, now: () => number) {
    this.#table = table;
    this.#now = now;
  }

  /** As last seen; read when it is not known. */
  async seen(): Promise<Head> {
    return this.#head ?? this.read();
  }

  async read(): Promise<Head> {
    const [last] = await this.#table.list(CHAIN, { limit: 1, order: 'falling' }, this.#now());
    if (!last) return (this.#head = EMPTY);
    this.moved(entriesOf(last));
    return this.#head ?? EMPTY;
  }

  /** These entries are the last now. */
  moved(entries: readonly AuditEntry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.#head = { count: last.seq, hash: last.hash };
    if (this.#recent.size > MOST_REMEMBERED) this.#recent.clear();
    for (const entry of entries) this.#recent.add(nameOf(entry));
  }

  forget(): void {
    this.#head = undefined;
  }

  /** The step is among the entries that were seen last. */
  holds(step: Step): boolean {
    return this.#recent.has(nameOf(step));
  }

  /** The hash of an entry; undefined when there is none of that number. */
  async hashAt(count: number): Promise<string | undefined> {
    if (count === 0) return EMPTY.hash;
    const options = { limit: 1, order: 'falling', after: placeText(count + 1) } as const;
    const [row] = await this.#table.list(CHAIN, options, this.#now());
    return row && entriesOf(row).find(({ seq }) => seq === count)?.hash;
  }
}

function entriesOf({ body, sort }: StoredRow): readonly AuditEntry[] {
  const { data } = wholeRunSchema.safeParse(body);
  if (data) return data.entries;
  throw broken(`the audit chain’s record at ${Number(sort)} cannot be read`);
}

/** A chain that cannot be gone on with; nothing of it was changed. */
export function broken(what: string): UserError {
  const code: AuditCode = 'chain-broken';
  return new UserError(code, `${what}; \`quarterdeck verify\` tells what is wrong`, { exit: EXIT.failure });
}
