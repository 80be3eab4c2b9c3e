import { add, compare, decimal, divide, multiply, negate, rescale, subtract, type Decimal } from '../core/decimal.ts';
import type { IsoDate } from '../core/date.ts';
import { minorDigits } from '../core/money.ts';
import type { Position } from '../core/problem.ts';
import type { Figure, Operation, RowsReceipt, Unit } from './figure.ts';

/** Digits that a unit's figures are rounded to (half to even) unless the formula says otherwise. */
export function unitDigits(unit: Unit): number {
  switch (unit.kind) {
    case 'money':
      return minorDigits(unit.currency);
    case 'count':
    case 'weeks':
      return 0;
    case 'months':
    case 'percent':
      return 1;
    case 'ratio':
    case 'hours':
      return 2;
    case 'rate':
      return 6;
  }
}

function firstBelow([level, ...values]: readonly Decimal[]): Decimal {
  return decimal(level === undefined ? 0 : values.findIndex((value) => compare(value, level) < 0) + 1);
}

/** Recomputes a formula from its inputs. Answers undefined where the result is not known (a quotient by zero, no input). */
export function evaluate(operation: Operation, inputs: readonly Decimal[], digits: number): Decimal | undefined {
  const [first, second] = inputs;
  if (first === undefined) return undefined;
  const total = inputs.reduce(add);
  switch (operation) {
    case 'sum':
      return rescale(total, digits);
    case 'difference':
      return rescale(inputs.slice(1).reduce(subtract, first), digits);
    case 'product':
      return rescale(inputs.reduce(multiply), digits);
    case 'negate':
      return rescale(negate(first), digits);
    case 'mean':
      return divide(total, decimal(inputs.length), digits);
    case 'minimum':
      return rescale(
        inputs.reduce((a, b) => (compare(a, b) <= 0 ? a : b)),
        digits,
      );
    case 'maximum':
      return rescale(
        inputs.reduce((a, b) => (compare(a, b) >= 0 ? a : b)),
        digits,
      );
    case 'quotient':
      return second && divide(first, second, digits);
    case 'ceiling':
      return second && divide(first, second, digits, 'ceiling');
    case 'percent':
      return second && divide(multiply(first, decimal(100)), second, digits);
    case 'percent-of':
      return second && divide(multiply(first, second), decimal(100), digits);
    case 'first-below':
      return firstBelow(inputs);
  }
}

interface FormulaOptions {
  /** The formula for a reader: `cash ÷ monthly burn`. */
  readonly text: string;
  readonly digits?: number;
}

/**
 * The figures of one run. Every report of the run draws on one book, so a figure that two reports show is one figure.
 * An id names one figure: making it twice with another value is a bug, and throws.
 */
export class Book {
  readonly asOf: IsoDate;
  readonly #figures = new Map<string, Figure>();

  constructor(asOf: IsoDate) {
    this.asOf = asOf;
  }

  /** A figure over rows of the snapshot. `sum` is what the query's rows add up to, in minor units, before the sign. */
  rows(id: string, label: string, unit: Unit, sum: bigint, receipt: Omit<RowsReceipt, 'kind'>): Figure {
    const scale = receipt.measure === 'amount' ? unitDigits(unit) : 0;
    const value: Decimal = { mantissa: receipt.sign === -1 ? -sum : sum, scale };
    return this.#keep({ id, label, unit, asOf: this.asOf, value, receipt: { kind: 'rows', ...receipt } });
  }

  /** A figure that the owner declared. */
  assumed(id: string, label: string, unit: Unit, value: Decimal, at: Position, text: string): Figure {
    return this.#keep({ id, label, unit, asOf: this.asOf, value, receipt: { kind: 'assumption', at, text } });
  }

  /** What an earlier report said of a figure. */
  recorded(id: string, label: string, unit: Unit, value: Decimal, at: Position, text: string): Figure {
    return this.#keep({ id, label, unit, asOf: this.asOf, value, receipt: { kind: 'record', at, text } });
  }

  /**
   * Takes figures of another book over, with all that their formulas rest on: `id` names each here. Answers the figures
   * in the order of the ids asked for.
   */
  adopt(from: Book, ids: readonly string[], named: (figure: Figure) => { id: string; label: string }): Figure[] {
    const take = (id: string): Figure => {
      const figure = from.get(id);
      const own = named(figure);
      const { receipt } = figure;
      const inputs = receipt.kind === 'formula' ? receipt.inputs.map((input) => take(input).id) : [];
      return this.#keep({ ...figure, ...own, receipt: receipt.kind === 'formula' ? { ...receipt, inputs } : receipt });
    };
    return ids.map(take);
  }

  /** A constant of the method: a limit that a check applies, a number of months that a window has. */
  constant(id: string, label: string, unit: Unit, value: Decimal, text: string): Figure {
    return this.#keep({ id, label, unit, asOf: this.asOf, value, receipt: { kind: 'method', text } });
  }

  /** A figure made of other figures of this book. It is not known when an input is not, or when it divides by zero. */
  formula(
    id: string,
    label: string,
    unit: Unit,
    operation: Operation,
    inputs: readonly Figure[],
    options: FormulaOptions,
  ): Figure {
    const missing = inputs.find((input) => input.value === undefined);
    const values = inputs.flatMap((input) => (input.value === undefined ? [] : [input.value]));
    const value = missing ? undefined : evaluate(operation, values, options.digits ?? unitDigits(unit));
    const unknown = missing
      ? (missing.unknown ?? `${missing.label} is not known`)
      : `${options.text}: the divisor is zero or nothing was given`;
    return this.#keep({
      id,
      label,
      unit,
      asOf: this.asOf,
      value,
      ...(value === undefined ? { unknown } : {}),
      receipt: { kind: 'formula', operation, inputs: inputs.map((input) => input.id), text: options.text },
    });
  }

  /** A figure that cannot be known from what is here; it says why and shows as "not known". */
  unknown(id: string, label: string, unit: Unit, why: string): Figure {
    const receipt = { kind: 'formula', operation: 'sum', inputs: [], text: why } as const;
    return this.#keep({ id, label, unit, asOf: this.asOf, value: undefined, unknown: why, receipt });
  }

  find(id: string): Figure | undefined {
    return this.#figures.get(id);
  }

  get(id: string): Figure {
    const figure = this.#figures.get(id);
    if (!figure) throw new Error(`no figure ${id} in the book`);
    return figure;
  }

  all(): readonly Figure[] {
    return [...this.#figures.values()];
  }

  #keep(figure: Figure): Figure {
    const before = this.#figures.get(figure.id);
    if (!before) {
      this.#figures.set(figure.id, figure);
      return figure;
    }
    const same =
      before.value === undefined || figure.value === undefined
        ? before.value === figure.value
        : compare(before.value, figure.value) === 0;
    if (!same) throw new Error(`figure ${figure.id} was made twice with different values`);
    return before;
  }
}
