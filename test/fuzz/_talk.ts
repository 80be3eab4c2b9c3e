/** What the thread that reads is told, and what it says. */
export interface Order {
  readonly kind: string;
  readonly seed: number;
  /** Number of the first input, and of the one after the last. */
  readonly from: number;
  readonly count: number;
  readonly seeds: readonly Uint8Array[];
  /** Shared: see `SLOT`. */
  readonly progress: Int32Array;
}

/** `number`: the input that is being read; `beat`: goes up with each. */
export const SLOT = { number: 0, beat: 1 } as const;

export type Said =
  /** An input for which the reader threw, or did not keep what it promises. */
  | { readonly what: 'broken'; readonly number: number; readonly words: string }
  /** The end, and how many rows were read in all: a run that reads none proves little. */
  | { readonly what: 'answered'; readonly rows: number };
