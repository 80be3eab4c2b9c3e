import { isZero, ZERO, type Decimal } from '../../core/decimal.ts';
import { problem } from '../_codes.ts';
import { amountText } from '../_ledger/amount-text.ts';
import { SAFE, type Amounts, type Part } from '../_ledger/amounts.ts';
import { ELIDED } from '../_ledger/columns.ts';
import { dayText } from '../_ledger/calendar.ts';
import { unitPrice, type KnownCost } from '../_ledger/costs.ts';
import type { Draft, Lot as WrittenLot } from '../_ledger/draft.ts';
import { findCommodities } from './commodities-found.ts';
import type { Declared } from './declared.ts';
import { Holdings } from './holdings.ts';
import { interpolate } from './interpolate.ts';
import { costOf, groupsOf, priceOf, weight, type Line } from './line.ts';
import { SPECIFIED } from './posting.ts';
import { Refused } from './refused.ts';
import { sumOf } from './sum.ts';
import { Tolerances } from './tolerances.ts';
import { placeOf } from './place.ts';

/** Books transactions: finds lots, works out what is left out, and refuses what does not balance. */
export class Booker {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #amounts: Amounts;
  readonly #holdings: Holdings;
  readonly #rounds: boolean;
  readonly costs = new Map<number, KnownCost>();
  readonly market = new Map<number, Decimal>();
  /** 1 for transactions that are left out. */
  readonly refused: Uint8Array;

  constructor(draft: Draft, declared: Declared, amounts: Amounts) {
    this.#draft = draft;
    this.#declared = declared;
    this.#amounts = amounts;
    this.refused = new Uint8Array(draft.transactions.count);
    this.#holdings = new Holdings(draft, declared, amounts);
    const { multiplier, tolerances } = declared.options;
    // Then what is elided has the digits of the other amounts, and is no less exact for it.
    this.#rounds = tolerances.size > 0 || multiplier.mantissa !== 5n || multiplier.scale !== 1;
  }

  /** Books all transactions but pads, in the order in which they follow each other. */
  all(order: Uint32Array): void {
    for (const one of order) {
      if (one >= this.#draft.transactions.count || this.#declared.pads.has(one)) continue;
      if (!this.#quick(one)) this.#exactly(one);
      else this.#holdings.follow(one);
    }
  }

  /** The common case without an object: one commodity, numbers of one scale, a sum of zero that a double holds. */
  #quick(transaction: number): boolean {
    const { transactions, postings } = this.#draft;
    const { flags, commodity, mantissa, scale } = postings;
    const end = transactions.first[transaction + 1] as number;
    let elided = -1;
    let held = -1;
    let digits = -1;
    let sum = 0;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const flag = flags[posting] as number;
      if (flag === SPECIFIED) return false;
      if (flag === ELIDED) {
        if (elided >= 0) return false;
        elided = posting;
        continue;
      }
      if (held >= 0 && held !== commodity[posting]) return false;
      held = commodity[posting] as number;
      if (digits >= 0 && digits !== scale[posting] && (elided >= 0 || this.#rounds)) return false;
      digits = digits < 0 || digits === scale[posting] ? (scale[posting] as number) : 99;
      sum += mantissa[posting] as number;
      if (!(sum >= -SAFE && sum <= SAFE)) return false;
    }
    if (elided < 0) return held < 0 || sum === 0;
    if (held < 0 || digits === 99 || this.#rounds) return false;
    commodity[elided] = held;
    mantissa[elided] = sum === 0 ? 0 : -sum;
    return true;
  }

  #exactly(transaction: number): void {
    const lines = this.#lines(transaction);
    try {
      this.#book(transaction, lines);
      this.#holdings.settle(true);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#holdings.settle(false);
      this.refused[transaction] = 1;
      const at =
        error.posting === undefined ? this.#draft.positionOf(transaction) : placeOf(this.#draft, error.posting);
      this.#draft.problem(problem(error.code, at, error.message, error.advice));
    }
  }

  #lines(transaction: number): Line[] {
    const { transactions, postings } = this.#draft;
    const lines: Line[] = [];
    const end = transactions.first[transaction + 1] as number;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const spec = this.#declared.specs.get(posting);
      const auto = postings.flags[posting] === ELIDED;
      const written = !auto && spec?.number !== false;
      const valued = spec?.cost && spec.cost.commodity >= 0 ? spec.cost.commodity : (spec?.price?.commodity ?? -1);
      lines.push({
        posting,
        account: postings.account[posting] as number,
        auto,
        units: written ? this.#amounts.of(posting) : undefined,
        written,
        scale: postings.scale[posting] as number,
        commodity: auto || spec?.commodity === false ? -1 : (postings.commodity[posting] as number),
        cost: spec?.cost,
        price: spec?.price,
        valued,
        known: undefined,
        reduced: false,
      });
    }
    return lines;
  }

  #book(transaction: number, lines: readonly Line[]): void {
    const [, second] = lines.filter((line) => line.auto);
    if (second) throw twoAutos(second);
    findCommodities(lines, this.#holdings);
    const day = this.#draft.transactions.day[transaction] as number;
    for (const line of lines) this.#value(line, day);
    const tolerances = this.#tolerances(lines);
    const parts = interpolate(lines, tolerances);
    for (const line of lines) this.#holdings.keep(line, day);
    this.#balanced(lines, parts, tolerances);
    for (const line of lines) this.#write(line, parts);
  }

  /** Costs and prices as far as they are written, and the lots that a posting is taken off. */
  #value(line: Line, day: number): void {
    if (line.cost) {
      const reduced = this.#holdings.reduce(line);
      line.reduced = reduced !== undefined;
      line.known = reduced?.cost ?? costOf(line) ?? nothing(line);
      if (reduced) this.#draft.lots.set(line.posting, reduced.lot);
      else this.#draft.lots.set(line.posting, lotText(line, day));
    } else line.known = priceOf(line);
    this.#holdings.early(line, day);
  }

  #tolerances(lines: readonly Line[]): Tolerances {
    const { options } = this.#declared;
    const written = lines
      .filter((line) => line.written)
      .map((line) => ({ commodity: line.commodity, scale: line.scale, values: unitsOf(line) }));
    return new Tolerances(options, this.#draft.commodities, written);
  }

  #balanced(lines: readonly Line[], parts: readonly Part[], tolerances: Tolerances): void {
    const filled = new Map(parts.map(({ commodity, amount }) => [commodity, amount]));
    const left: Part[] = [];
    for (const [commodity, group] of groupsOf(lines)) {
      const amount = sumOf([...group.map((line) => weight(line) ?? ZERO), filled.get(commodity) ?? ZERO]);
      if (!tolerances.allows(commodity, amount)) left.push({ commodity, amount });
    }
    if (left.length === 0) return;
    const { commodities } = this.#draft;
    const residue = left.map(({ commodity, amount }) => amountText(commodities.symbol(commodity), amount)).join(', ');
    const lone = lines.length === 1 ? ', for it has one posting' : '';
    const message = `the postings of the transaction sum to ${residue}${lone}`;
    const mend = 'mend an amount, or leave one out to have it filled in';
    throw new Refused('transaction-unbalanced', undefined, message, 'postings that sum to zero', mend);
  }

  #write(line: Line, parts: readonly Part[]): void {
    const { posting, units, known } = line;
    if (line.auto) {
      const [first, ...more] = parts;
      if (first) this.#amounts.set(posting, first.commodity, first.amount);
      if (more.length > 0) this.#amounts.parts.set(posting, more);
      return;
    }
    if (units && (!line.written || line.commodity !== this.#draft.postings.commodity[posting])) {
      this.#amounts.set(posting, line.commodity, units);
    }
    if (known) this.costs.set(posting, known);
    const market = marketOf(line);
    if (market) this.market.set(posting, market);
  }
}

/** A cost of no units that nobody names is nothing. */
function nothing({ units, valued }: Line): KnownCost | undefined {
  return units && isZero(units) ? { commodity: valued, total: ZERO, unit: undefined, digits: 0 } : undefined;
}

/** What one unit is worth by the posting: by its price; what is bought at a cost on the day tells of the market, too. */
function marketOf(line: Line): Decimal | undefined {
  const { units, cost, price, known, reduced } = line;
  if (!units || isZero(units)) return undefined;
  if (price) {
    const worth = cost ? priceOf(line) : known;
    return worth && unitPrice(worth, units);
  }
  return cost && cost.date === undefined && !reduced && known ? unitPrice(known, units) : undefined;
}

/** Cost and price of one unit, where they are known before anything is worked out. */
function unitsOf(line: Line): { commodity: number; unit: Decimal }[] {
  const { units, valued, known, cost } = line;
  if (!units || isZero(units)) return [];
  return [known, cost ? priceOf(line) : undefined].flatMap((worth) => {
    const unit = worth && unitPrice(worth, units);
    return unit ? [{ commodity: valued, unit }] : [];
  });
}

function lotText({ cost }: Line, day: number): WrittenLot {
  return { date: dayText(cost?.date ?? day), ...(cost?.label === undefined ? {} : { note: cost.label }) };
}

function twoAutos({ posting }: Line): Refused {
  const message = 'two postings of the transaction have no amount';
  const expected = 'one posting without an amount at most';
  return new Refused('transaction-two-elided', posting, message, expected, 'write the amount of one');
}
