import { add, multiply, type Decimal } from '../../core/decimal.ts';
import { amountText } from '../_ledger/amount-text.ts';
import type { Amounts } from '../_ledger/amounts.ts';
import { dayText } from '../_ledger/calendar.ts';
import type { KnownCost } from '../_ledger/costs.ts';
import type { Draft, Lot as WrittenLot } from '../_ledger/draft.ts';
import type { Declared } from './declared.ts';
import { unitOf, type Line } from './line.ts';
import { costless, lotOf } from './lot.ts';
import { Inventory, Patience } from './lots.ts';
import type { BookingMethod } from './options.ts';
import { reduce, type Refusal, type Taken } from './reduce.ts';
import { Refused } from './refused.ts';

/** What a posting was taken off: its cost, and the lot where it was one. */
export interface Reduced {
  readonly cost: KnownCost;
  readonly lot: WrittenLot;
}

/** What accounts hold while transactions go by, for those accounts where it decides on something. */
export class Holdings {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #amounts: Amounts;
  readonly #byAccount = new Map<number, Inventory>();
  readonly #patience = new Patience();
  readonly #touched = new Set<Inventory>();

  constructor(draft: Draft, declared: Declared, amounts: Amounts) {
    this.#draft = draft;
    this.#declared = declared;
    this.#amounts = amounts;
    for (const [posting, { cost, price, commodity }] of declared.specs) {
      const asks = cost ?? (!commodity || (price !== undefined && price.commodity < 0));
      if (asks) this.#byAccount.set(draft.postings.account[posting] as number, new Inventory());
    }
  }

  held(account: number): readonly number[] {
    return this.#byAccount.get(account)?.commodities ?? [];
  }

  costs(account: number, commodity: number): readonly number[] {
    const inventory = this.#byAccount.get(account);
    if (!inventory) return [];
    this.#look(inventory.count(commodity), undefined);
    return inventory.costCommodities(commodity);
  }

  /** A transaction that was booked without looking. */
  follow(transaction: number): void {
    if (this.#byAccount.size === 0) return;
    const { transactions, postings } = this.#draft;
    const end = transactions.first[transaction + 1] as number;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const inventory = this.#byAccount.get(postings.account[posting] as number);
      if (!inventory) continue;
      inventory.add(costless(postings.commodity[posting] as number, this.#amounts.of(posting)));
      inventory.settle(true);
    }
  }

  /** Takes a posting at a cost off the lots that it reduces; undefined where it adds a lot. Throws Refused. */
  reduce(line: Line): Reduced | undefined {
    const { cost, units, commodity, account, valued } = line;
    const inventory = this.#byAccount.get(account);
    const method = this.#method(account);
    if (!cost || !units || !inventory || method === 'NONE' || !inventory.reducedBy(commodity, units)) return undefined;
    this.#look(inventory.count(commodity), line);
    const unit = unitOf(cost, units);
    const matches = inventory.matches({ commodity, costCommodity: valued, unit, date: cost.date, label: cost.label });
    this.#touched.add(inventory);
    const taken = reduce(inventory, matches, units, method);
    if (typeof taken === 'string') throw this.#refusal(taken, line, units);
    return reducedBy(taken, unit);
  }

  #method(account: number): BookingMethod {
    return this.#declared.opened.get(account)?.booking ?? this.#declared.options.booking;
  }

  /** A posting whose lot is known at once: what stands below it in the transaction may reduce it. */
  early(line: Line, day: number): void {
    if (line.cost && line.known && !line.reduced) this.#add(line, day);
  }

  /** A posting whose cost had to be worked out, or that has none. */
  keep(line: Line, day: number): void {
    const late = line.cost?.missing !== undefined || !line.written;
    if (!line.reduced && !line.auto && (!line.cost || late)) this.#add(line, day);
  }

  #add({ account, commodity, units, cost, known }: Line, day: number): void {
    const inventory = this.#byAccount.get(account);
    if (!inventory || !units) return;
    this.#touched.add(inventory);
    const lot =
      cost && known ? lotOf(commodity, units, known, cost.date ?? day, cost.label) : costless(commodity, units);
    inventory.add(lot);
  }

  /** Keeps what a transaction did to the accounts, or takes it back. */
  settle(keep: boolean): void {
    for (const inventory of this.#touched) inventory.settle(keep);
    this.#touched.clear();
  }

  #look(times: number, line: Line | undefined): void {
    if (this.#patience.look(times)) return;
    const message = 'more lots than can be looked through';
    throw new Refused('lot-not-found', line?.posting, message, 'fewer lots', 'close lots, or book the account by NONE');
  }

  #refusal(why: Refusal, { posting, account, commodity }: Line, units: Decimal): Refused {
    const name = this.#draft.accounts.names[account] ?? '';
    const amount = amountText(this.#draft.commodities.symbol(commodity), units);
    switch (why) {
      case 'none':
        return new Refused(
          'lot-not-found',
          posting,
          `no lot of ${name} matches ${amount}`,
          'the cost of a lot',
          'mend the cost',
        );
      case 'short':
        return new Refused(
          'lot-not-found',
          posting,
          `the lots of ${name} are less than ${amount}`,
          'as much as is held',
          'mend the amount',
        );
      case 'ambiguous':
        return new Refused(
          'lot-ambiguous',
          posting,
          `several lots of ${name} match ${amount}`,
          'the cost, date or label of one',
          'name the lot, or open the account with "FIFO"',
        );
      case 'unsupported':
        return new Refused(
          'journal-unsupported',
          posting,
          `${name} is booked by AVERAGE, which is not read`,
          'STRICT, FIFO, LIFO, HIFO or NONE',
          'name another in its open',
        );
    }
  }
}

function reducedBy(taken: readonly Taken[], unit: Decimal | undefined): Reduced {
  const [first, second] = taken;
  const commodity = first?.lot.costCommodity ?? 0;
  const total = taken.reduce((sum, { cost }) => add(sum, cost), { mantissa: 0n, scale: 0 });
  if (!first || second) return { cost: { commodity, total, unit: undefined, digits: total.scale }, lot: {} };
  const { lot, units, cost } = first;
  const exact = unit ?? lot.unit;
  const same = multiply(units, exact);
  const each =
    same.mantissa * 10n ** BigInt(Math.max(0, cost.scale - same.scale)) ===
    cost.mantissa * 10n ** BigInt(Math.max(0, same.scale - cost.scale));
  return {
    cost: { commodity, total: cost, unit: each ? exact : undefined, digits: cost.scale },
    lot: { date: dayText(lot.date), ...(lot.label === undefined ? {} : { note: lot.label }) },
  };
}
