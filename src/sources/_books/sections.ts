import type { Classified } from './classify.ts';

/** An account whose postings are listed below its name. */
export interface Section {
  /** As the report writes it. */
  readonly name: string;
  /** With the accounts that it is below: `Payroll:Wages`. */
  readonly path: string;
}

interface Open extends Section {
  /** Index of the total that closes it and the accounts below it; undefined where its own total closes it. */
  readonly until: number | undefined;
  /** Its own total has come: what follows is of an account below it. */
  ended: boolean;
}

/**
 * Follows the accounts of a general ledger from one record to the next. Reports print an account's own postings first,
 * then its total, then the accounts below it, and last `Total for … with sub-accounts`; where such a line will come, the
 * account stays open after its own total. Reports without totals list accounts of one level.
 */
export class Sections {
  readonly #rollups: ReadonlyMap<number, number>;
  readonly #nested: boolean;
  readonly #open: Open[] = [];

  constructor(records: readonly Classified[]) {
    this.#rollups = matchRollups(records);
    this.#nested = records.some(({ kind, name }) => kind === 'total' && name !== '');
  }

  /** The account that postings now belong to. */
  get current(): Section | undefined {
    return this.#open.findLast(({ ended }) => !ended);
  }

  /** Every account that is open, the outermost first. */
  get open(): readonly Section[] {
    return this.#open;
  }

  /** QuickBooks Desktop lists an account's own postings, beside accounts below it, as `Payroll - Other`. */
  begin(name: string, index: number): void {
    if (!this.#nested) this.#open.length = 0;
    const above = this.#open.at(-1);
    const whole = above === undefined || name.startsWith(`${above.path}:`);
    const own = above !== undefined && name === `${above.name} - Other`;
    const path = own ? above.path : whole ? name : `${above.path}:${name}`;
    this.#open.push({ name, path, until: this.#rollups.get(index), ended: false });
  }

  /** A total: the account that it is of, which it may close; undefined when no such account is open. */
  end(name: string, index: number): Section | undefined {
    const at = this.#open.findLastIndex((one) => one.name === name || one.path === name);
    const section = this.#open[at];
    if (!section) return undefined;
    section.ended = section.until !== undefined && index < section.until;
    this.#open.length = section.ended ? at + 1 : at;
    return section;
  }
}

/** For each section that a total with sub-accounts closes: where that total is. */
function matchRollups(records: readonly Classified[]): ReadonlyMap<number, number> {
  const until = new Map<number, number>();
  const open: { name: string; index: number }[] = [];
  records.forEach(({ kind, name, rollup }, index) => {
    if (kind === 'section') open.push({ name, index });
    if (kind !== 'total' || !rollup) return;
    const at = open.findLastIndex((section) => section.name === name || name.endsWith(`:${section.name}`));
    const section = open[at];
    if (!section) return;
    until.set(section.index, index);
    open.length = at;
  });
  return until;
}
