import { decimalText } from '../../core/decimal.ts';
import { moneyDecimal } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import type { Cells } from './cells.ts';
import type { Written } from './posting.ts';
import type { Section } from './sections.ts';

const FIELDS = ['debit', 'credit', 'amount'] as const;
type Field = (typeof FIELDS)[number];
type Stated = Readonly<Record<Field, bigint | undefined>>;

const nothing = (): Record<Field, bigint> => ({ debit: 0n, credit: 0n, amount: 0n });

/** Sums the postings as their columns say, and holds the report's own totals against the sums. */
export class Totals {
  readonly problems: Problem[] = [];
  readonly #currency: string;
  readonly #sections = new Map<Section, Record<Field, bigint>>();
  readonly #all = nothing();
  #since = nothing();
  /** A posting could not be read, so that no sum is whole. */
  #holes = false;

  constructor(currency: string) {
    this.#currency = currency;
  }

  /** A posting below the sections that are open. */
  add(written: Written, open: readonly Section[], sound: boolean): void {
    if (!sound) this.#holes = true;
    for (const sums of [this.#all, this.#since, ...open.map((section) => this.#of(section))]) {
      for (const field of FIELDS) sums[field] += written[field];
    }
  }

  /** A total of a section, or of everything where there is none. */
  check(cells: Cells, section: Section | undefined): void {
    const sums = section ? this.#of(section) : this.#all;
    this.#compare(cells, this.#stated(cells), sums, section ? `of ${section.name}` : 'of the file');
  }

  /** A line of nothing but amounts: what came since the last of them, or everything. */
  checkSum(cells: Cells): void {
    const stated = this.#stated(cells);
    const whole = FIELDS.every((field) => stated[field] === undefined || stated[field] === this.#all[field]);
    if (!whole) this.#compare(cells, stated, this.#since, 'above it');
    this.#since = nothing();
  }

  #of(section: Section): Record<Field, bigint> {
    const sums = this.#sections.get(section) ?? nothing();
    this.#sections.set(section, sums);
    return sums;
  }

  #stated(cells: Cells): Stated {
    const stated: Record<Field, bigint | undefined> = { debit: undefined, credit: undefined, amount: undefined };
    for (const field of FIELDS) stated[field] = cells.money(field, this.#currency) ?? undefined;
    return stated;
  }

  #compare(cells: Cells, stated: Stated, sums: Readonly<Record<Field, bigint>>, whose: string): void {
    if (this.#holes) return;
    const field = FIELDS.find((one) => stated[one] !== undefined && stated[one] !== sums[one]);
    const total = field && stated[field];
    if (field === undefined || total === undefined || this.#isNet(stated, sums)) return;
    const text = (minor: bigint): string => decimalText(moneyDecimal({ minor, currency: this.#currency }));
    const { index } = cells.cell(field);
    const message = `${cells.heading(index)} ${whose} is ${text(total)} here, and its postings sum to ${text(sums[field])}`;
    const advice = { expected: text(sums[field]), mend: 'export it again; the postings count, not their total' };
    this.problems.push(problem('books-total-mismatch', cells.place(index), message, advice));
  }

  /** Some reports state what debits and credits leave, on the side that it falls on. */
  #isNet(stated: Stated, sums: Readonly<Record<Field, bigint>>): boolean {
    const { debit = 0n, credit = 0n, amount } = stated;
    return (amount === undefined || amount === sums.amount) && debit - credit === sums.debit - sums.credit;
  }
}
