import type { Decimal } from '../../core/decimal.ts';
import type { Position } from '../../core/problem.ts';
import { Options, type BookingMethod } from './options.ts';

/** What is written between braces; a number or currency that is not there is to be worked out. */
export interface CostSpec {
  readonly per: Decimal | undefined;
  /** `{{…}}`, or behind `#`. */
  readonly total: Decimal | undefined;
  /** Which numbers a blank stands for: `{}` and `{USD}` ask for `per`, `{{USD}}` and `{9 # USD}` for `total`. */
  readonly missing: 'per' | 'total' | undefined;
  /** Index into the commodities, or -1. */
  readonly commodity: number;
  readonly date: number | undefined;
  readonly label: string | undefined;
}

/** `@ 1.50 USD`, `@@ 15 USD`, `@ USD`, `@`. */
export interface PriceSpec {
  readonly amount: Decimal | undefined;
  /** Index into the commodities, or -1. */
  readonly commodity: number;
  readonly total: boolean;
}

/** Of postings that are more than an account, a number and a commodity. */
export interface PostingSpec {
  /** False where the number is to be worked out. */
  readonly number: boolean;
  /** False where the commodity is to be found out. */
  readonly commodity: boolean;
  readonly cost: CostSpec | undefined;
  readonly price: PriceSpec | undefined;
}

/** A directive's day and place. */
export interface Placed {
  readonly day: number;
  readonly at: Position;
}

export interface Opened extends Placed {
  /** Commodities that it may hold; undefined for all. */
  readonly commodities: ReadonlySet<number> | undefined;
  readonly booking: BookingMethod | undefined;
}

/** A balance at the beginning of its day. */
export interface BalanceDraft extends Placed {
  readonly account: number;
  readonly commodity: number;
  readonly amount: Decimal;
  /** As written behind `~`. */
  readonly tolerance: Decimal | undefined;
}

export interface PadDraft extends Placed {
  readonly transaction: number;
  readonly account: number;
  readonly source: number;
}

/** A directive that names an account and books nothing. */
export interface Mention extends Placed {
  readonly account: number;
  /** Notes, documents and balances may follow the closing of their account. */
  readonly afterClose: boolean;
}

/** What a file of beancount declares beside its transactions. */
export class Declared {
  readonly options = new Options();
  /** By posting. */
  readonly specs = new Map<number, PostingSpec>();
  /** By account. */
  readonly opened = new Map<number, Opened>();
  readonly closed = new Map<number, Placed>();
  readonly balances: BalanceDraft[] = [];
  /** By transaction. */
  readonly pads = new Map<number, PadDraft>();
  readonly mentions: Mention[] = [];
  /** By commodity. */
  readonly commodities = new Map<number, Position>();
  /** The plugin that opens accounts by itself is asked for. */
  opensItself = false;
}
