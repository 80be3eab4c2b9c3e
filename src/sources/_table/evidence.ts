import type { DecimalMark } from '../../core/money.ts';
import { DATE_ORDERS, readDateCell, resolveDate, type DateOrder } from './dates.ts';

/** A choice about the whole file, how it was made, and whether the file left room for another. */
export interface Choice<T> {
  readonly value: T;
  readonly how: string;
  readonly ambiguous: boolean;
}

interface Run {
  valid: number;
  previous: string;
  changes: number;
  rising: boolean;
  falling: boolean;
}

/** Dates of one column, weighed under every order at once, row by row. */
export class DateEvidence {
  readonly #runs: Readonly<Record<DateOrder, Run>> = { mdy: run(), dmy: run(), ymd: run() };
  #numbers = 0;
  #certain = 0;
  #dots = 0;
  #dashes = 0;
  /** False as soon as one cell means another day under another order. */
  #same = true;

  add(cell: string): void {
    const read = readDateCell(cell);
    if (!read) return;
    if (read.kind === 'certain') {
      this.#certain += 1;
      return;
    }
    this.#numbers += 1;
    if (read.separator === '.') this.#dots += 1;
    if (read.separator === '-') this.#dashes += 1;
    const days = DATE_ORDERS.map((order) => resolveDate(read, order));
    DATE_ORDERS.forEach((order, index) => note(this.#runs[order], days[index]));
    if (new Set(days.filter((day) => day !== undefined)).size > 1) this.#same = false;
  }

  /** The order that the dates themselves prove: the only one, of those that fit most rows, that there is. */
  proven(): Choice<DateOrder> | undefined {
    if (this.#numbers === 0)
      return this.#certain > 0 ? { value: 'ymd', how: 'year first or month by name', ambiguous: false } : undefined;
    const [only, ...others] = this.#candidates();
    if (only === undefined || (others.length > 0 && !this.#same)) return undefined;
    return {
      value: only,
      how: others.length > 0 ? 'day and month are the same number' : 'the only order in which the dates exist',
      ambiguous: false,
    };
  }

  /** The only candidate in which the rows run forward (or backward) in time. */
  byRun(): Choice<DateOrder> | undefined {
    const ordered = this.#candidates().filter((order) => {
      const { changes, rising, falling } = this.#runs[order];
      return changes >= 2 && (rising || falling);
    });
    const [only, ...others] = ordered;
    return only && others.length === 0
      ? { value: only, how: 'the only order in which the rows run in time', ambiguous: false }
      : undefined;
  }

  /** By custom: dots are day first everywhere; dashes mostly; slashes month first, which is a guess and says so. */
  byCustom(mark: Choice<DecimalMark>): Choice<DateOrder> {
    if (this.#dots > 0 && this.#dots === this.#numbers)
      return { value: 'dmy', how: 'dates with dots are day first', ambiguous: false };
    if (mark.value === ',' && !mark.ambiguous && this.#numbers > 0)
      return { value: 'dmy', how: 'decimal comma', ambiguous: false };
    const value = this.#dashes > 0 && this.#dashes === this.#numbers ? 'dmy' : 'mdy';
    return { value, how: 'assumed', ambiguous: this.#numbers > 0 };
  }

  #candidates(): readonly DateOrder[] {
    const most = Math.max(...DATE_ORDERS.map((order) => this.#runs[order].valid));
    return most === 0 ? [] : DATE_ORDERS.filter((order) => this.#runs[order].valid === most);
  }
}

function run(): Run {
  return { valid: 0, previous: '', changes: 0, rising: true, falling: true };
}

function note(state: Run, day: string | undefined): void {
  if (day === undefined) return;
  if (state.valid > 0 && day !== state.previous) {
    state.changes += 1;
    if (day > state.previous) state.falling = false;
    else state.rising = false;
  }
  state.valid += 1;
  state.previous = day;
}

/** Declared; else proven by the date column; else by another date column; else by the run of rows; else by custom. */
export function chooseDateOrder(
  declared: DateOrder | undefined,
  columns: readonly DateEvidence[],
  mark: Choice<DecimalMark>,
): Choice<DateOrder> {
  if (declared) return { value: declared, how: 'declared', ambiguous: false };
  const [main, ...others] = columns;
  if (!main) return { value: 'ymd', how: 'no date column', ambiguous: false };
  const own = main.proven();
  if (own) return own;
  for (const other of others) {
    const proof = other.proven();
    if (proof && proof.how !== 'year first or month by name')
      return { ...proof, how: `${proof.how} (another date column)` };
  }
  return main.byRun() ?? main.byCustom(mark);
}

/** Amount cells, weighed for both decimal marks. */
export class MarkEvidence {
  readonly #certain: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  readonly #either: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  /** True when a cell of the first amount column bears a minus or brackets. */
  signed = false;

  add(cell: string, signs: boolean): void {
    if (signs && /[-(\u2212]/.test(cell)) this.signed = true;
    const dot = cell.lastIndexOf('.');
    const comma = cell.lastIndexOf(',');
    if (dot < 0 && comma < 0) return;
    if (dot >= 0 && comma >= 0) this.#certain[dot > comma ? '.' : ','] += 1;
    else this.#single(cell, dot >= 0 ? '.' : ',', Math.max(dot, comma));
  }

  /** One kind of separator: repeated, it groups; before other than three digits, or after a leading zero, it is the mark. */
  #single(cell: string, separator: DecimalMark, last: number): void {
    const other = separator === '.' ? ',' : '.';
    if (cell.indexOf(separator) !== last) this.#certain[other] += 1;
    else if (/(?:^|\D)[1-9]\d{0,2}[.,]\d{3}(?!\d)/.test(cell)) this.#either[separator] += 1;
    else this.#certain[separator] += 1;
  }

  /** `continental`: the delimiter is a semicolon, which exports take because the comma is their decimal mark. */
  choose(declared: DecimalMark | undefined, continental: boolean): Choice<DecimalMark> {
    if (declared) return { value: declared, how: 'declared', ambiguous: false };
    const { '.': dots, ',': commas } = this.#certain;
    if (dots !== commas) return { value: dots > commas ? '.' : ',', how: 'found in the amounts', ambiguous: false };
    const value = continental ? ',' : '.';
    const either = this.#either['.'] + this.#either[','] > 0;
    return { value, how: either || dots > 0 ? 'assumed' : 'no amount has one', ambiguous: either || dots > 0 };
  }
}
