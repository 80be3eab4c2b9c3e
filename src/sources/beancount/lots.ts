import { add, isZero, multiply, subtract, type Decimal } from '../../core/decimal.ts';
import { textOf, type Lot } from './lot.ts';

/** What a reduction asks for; what is undefined is any. */
export interface Wanted {
  readonly commodity: number;
  readonly costCommodity: number;
  readonly unit: Decimal | undefined;
  readonly date: number | undefined;
  readonly label: string | undefined;
}

/** Looks at lots over all accounts: a journal that needs more is none that anybody keeps. */
const MOST_LOOKS = 50_000_000;

/** Counts the lots that were looked at; a hostile journal has as many as lines, and looks at all for every line. */
export class Patience {
  #left = MOST_LOOKS;

  /** False when it is at its end. */
  look(times: number): boolean {
    this.#left -= times;
    return this.#left >= 0;
  }
}

/** Lots of one commodity, in the order in which they came, and how many of them are which way. */
interface Held {
  lots: Lot[];
  readonly byKey: Map<string, Lot>;
  above: number;
  below: number;
}

/** The lots of one account. What a transaction does to them can be taken back until it is settled. */
export class Inventory {
  readonly #held = new Map<number, Held>();
  readonly #undo: (() => void)[] = [];
  readonly #touched = new Set<Held>();

  /** How many lots there are to look at: of one commodity, or, of -1, of all. */
  count(commodity: number): number {
    if (commodity >= 0) return this.#held.get(commodity)?.lots.length ?? 0;
    return [...this.#held.values()].reduce((count, { lots }) => count + lots.length, 0);
  }

  /** Commodities that it holds. */
  get commodities(): number[] {
    return [...this.#held].flatMap(([commodity, { above, below }]) => (above + below > 0 ? [commodity] : []));
  }

  /** Commodities that lots are held at the cost of: lots of one commodity, or, of -1, of all. */
  costCommodities(commodity: number): number[] {
    const found = new Set<number>();
    for (const [of, { lots }] of this.#held) {
      if (commodity >= 0 && of !== commodity) continue;
      for (const lot of lots) if (lot.costCommodity >= 0 && !isZero(lot.units)) found.add(lot.costCommodity);
    }
    return [...found];
  }

  /** True when it holds any of the commodity with the other sign. */
  reducedBy(commodity: number, units: Decimal): boolean {
    const held = this.#held.get(commodity);
    if (!held || isZero(units)) return false;
    return (units.mantissa < 0n ? held.above : held.below) > 0;
  }

  matches({ commodity, costCommodity, unit, date, label }: Wanted): Lot[] {
    const unitText = unit && textOf(unit);
    return (this.#held.get(commodity)?.lots ?? []).filter(
      (lot) =>
        (unitText === undefined || unitText === lot.unitText) &&
        lot.costCommodity >= 0 &&
        !isZero(lot.units) &&
        (costCommodity < 0 || lot.costCommodity === costCommodity) &&
        (date === undefined || lot.date === date) &&
        (label === undefined || lot.label === label),
    );
  }

  add(lot: Lot): void {
    const held = this.#held.get(lot.commodity) ?? { lots: [], byKey: new Map<string, Lot>(), above: 0, below: 0 };
    this.#held.set(lot.commodity, held);
    const same = held.byKey.get(lot.key);
    if (same) {
      this.#change(held, same, add(same.units, lot.units), add(same.total, lot.total));
      return;
    }
    held.lots.push(lot);
    held.byKey.set(lot.key, lot);
    counted(held, lot, 1);
    this.#undo.push(() => {
      counted(held, lot, -1);
      held.byKey.delete(lot.key);
      held.lots.pop();
    });
  }

  /** Takes units, of its sign, off a lot, and answers what they cost. */
  take(lot: Lot, units: Decimal): Decimal {
    const held = this.#held.get(lot.commodity);
    const left = subtract(lot.units, units);
    const cost = isZero(left) ? lot.total : multiply(units, lot.unit);
    if (held) this.#change(held, lot, left, subtract(lot.total, cost));
    return cost;
  }

  #change(held: Held, lot: Lot, units: Decimal, total: Decimal): void {
    const before = { units: lot.units, total: lot.total };
    this.#touched.add(held);
    set(held, lot, units, total);
    this.#undo.push(() => set(held, lot, before.units, before.total));
  }

  /** Keeps what was done since it was last settled, or takes it back. */
  settle(keep: boolean): void {
    if (!keep) for (const undo of this.#undo.toReversed()) undo();
    this.#undo.length = 0;
    for (const held of this.#touched) if ((held.above + held.below) * 2 < held.lots.length) weed(held);
    this.#touched.clear();
  }
}

function set(held: Held, lot: Lot, units: Decimal, total: Decimal): void {
  counted(held, lot, -1);
  lot.units = units;
  lot.total = total;
  counted(held, lot, 1);
}

function counted(held: Held, { units }: Lot, times: number): void {
  if (units.mantissa > 0n) held.above += times;
  if (units.mantissa < 0n) held.below += times;
}

/** Lets empty lots go when they are more than half of all: each is looked at a few times, however long a journal runs. */
function weed(held: Held): void {
  for (const lot of held.lots) if (isZero(lot.units)) held.byKey.delete(lot.key);
  held.lots = held.lots.filter((lot) => !isZero(lot.units));
}
