import type { Decimal } from '../../core/decimal.ts';
import type { Alias } from './aliases.ts';

/** What directives above change for the lines below; an included file begins with a copy and its end takes it back. */
export interface State {
  /** Default year; undefined where no directive says one. */
  year: number | undefined;
  /** Byte of the decimal mark of `decimal-mark`; 0 without. */
  mark: number;
  /** `D`: what bare numbers are in, and the byte of its decimal mark. */
  fallback: { readonly commodity: number; readonly mark: number } | undefined;
  parents: readonly string[];
  /** The latest first: so they are applied. */
  aliases: readonly Alias[];
  /** ledger's `apply tag`. */
  tags: readonly string[];
  /** ledger's `bucket`: the account of transactions with one posting. */
  bucket: string | undefined;
  /** ledger's `apply` directives that are open. */
  applied: readonly { readonly what: 'account' | 'tag' | 'year'; readonly before: number | undefined }[];
}

export const FRESH: State = {
  year: undefined,
  mark: 0,
  fallback: undefined,
  parents: [],
  aliases: [],
  tags: [],
  bucket: undefined,
  applied: [],
};

/** An amount as it is read, used again for the next. */
export interface Amount {
  commodity: number;
  mantissa: number;
  large: bigint | undefined;
  scale: number;
}

export function exactly({ mantissa, large, scale }: Amount): Decimal {
  return { mantissa: large ?? BigInt(mantissa), scale };
}
