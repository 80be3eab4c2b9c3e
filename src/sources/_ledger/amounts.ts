import { rescale, type Decimal } from '../../core/decimal.ts';
import { trimmed } from './costs.ts';
import type { Draft } from './draft.ts';

/** Whole numbers up to here a double holds exactly, and so does every sum that does not pass it. */
export const SAFE = Number.MAX_SAFE_INTEGER;

/** An amount of several commodities; a posting that balances them becomes one posting each. */
export interface Part {
  readonly commodity: number;
  readonly amount: Decimal;
}

/**
 * The amounts of a draft, once all of it is read: mantissas are of their commodity's scale. An amount that is worked out
 * may need more digits than any that is written: it is kept aside until the scale is raised at the end.
 */
export class Amounts {
  readonly #draft: Draft;
  readonly #finer = new Map<number, Decimal>();
  /** Further parts of postings that balance several commodities. */
  readonly parts = new Map<number, readonly Part[]>();

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#findScales();
    this.#raise(0, draft.postings.count, undefined);
  }

  /** The exact amount of a posting; its further parts are not in it. */
  of(posting: number): Decimal {
    const { postings, commodities } = this.#draft;
    const finer = this.#finer.get(posting);
    if (finer) return finer;
    return { mantissa: postings.exact(posting), scale: commodities.scale[postings.commodity[posting] as number] ?? 0 };
  }

  set(posting: number, commodity: number, amount: Decimal): void {
    const { postings, commodities } = this.#draft;
    const scale = commodities.scale[commodity] ?? 0;
    postings.commodity[posting] = commodity;
    postings.large.delete(posting);
    this.#finer.delete(posting);
    const fits = amount.scale <= scale ? amount : rescale(amount, scale, 'floor');
    if (amount.scale > scale && fits.mantissa * 10n ** BigInt(amount.scale - scale) !== amount.mantissa) {
      postings.mantissa[posting] = 0;
      this.#finer.set(posting, trimmed(amount));
      return;
    }
    this.#store(posting, rescale(fits, scale).mantissa);
  }

  /** Gives commodities with finer amounts the scale that these need, in their postings too. */
  settle(): void {
    const { postings, commodities } = this.#draft;
    const raised = new Map<number, number>();
    const need = (commodity: number, scale: number): void => {
      const most = Math.max(raised.get(commodity) ?? 0, scale);
      if (scale > (commodities.scale[commodity] ?? 0)) raised.set(commodity, most);
    };
    for (const [posting, { scale }] of this.#finer) need(postings.commodity[posting] as number, scale);
    for (const parts of this.parts.values()) for (const { commodity, amount } of parts) need(commodity, amount.scale);
    if (raised.size === 0) return;
    const before = new Map([...raised.keys()].map((commodity) => [commodity, commodities.scale[commodity] ?? 0]));
    for (const [commodity, scale] of raised) commodities.scale[commodity] = scale;
    this.#raise(0, postings.count, before);
    for (const [posting, amount] of this.#finer) {
      this.#store(posting, rescale(amount, commodities.scale[postings.commodity[posting] as number] ?? 0).mantissa);
    }
    this.#finer.clear();
  }

  #store(posting: number, mantissa: bigint): void {
    const { postings } = this.#draft;
    const small = mantissa <= BigInt(SAFE) && mantissa >= -BigInt(SAFE);
    postings.mantissa[posting] = small ? Number(mantissa) : Number.NaN;
    if (small) postings.large.delete(posting);
    else postings.large.set(posting, mantissa);
  }

  #findScales(): void {
    const { postings, commodities } = this.#draft;
    const scales = new Uint8Array(commodities.count);
    for (let posting = 0; posting < postings.count; posting += 1) {
      const commodity = postings.commodity[posting] as number;
      const scale = postings.scale[posting] as number;
      if (scale > (scales[commodity] as number)) scales[commodity] = scale;
    }
    scales.forEach((scale, commodity) => (commodities.scale[commodity] = scale));
  }

  /** Brings mantissas to their commodity's scale: from the scale as written, or from the one `before`. */
  #raise(from: number, to: number, before: ReadonlyMap<number, number> | undefined): void {
    const { postings, commodities } = this.#draft;
    const scales = Uint8Array.from(commodities.scale);
    for (let posting = from; posting < to; posting += 1) {
      const commodity = postings.commodity[posting] as number;
      const old = before ? before.get(commodity) : (postings.scale[posting] as number);
      const scale = scales[commodity] ?? 0;
      const mantissa = postings.mantissa[posting] as number;
      if (old === undefined || old === scale || mantissa === 0) continue;
      const raised = mantissa * (POWERS[scale - old] ?? Number.NaN);
      if (raised >= -SAFE && raised <= SAFE) postings.mantissa[posting] = raised;
      else this.#store(posting, postings.exact(posting) * 10n ** BigInt(scale - old));
    }
  }
}

/** Powers of ten that a double holds exactly. */
export const POWERS: readonly number[] = Array.from({ length: 16 }, (_, power) => 10 ** power);
