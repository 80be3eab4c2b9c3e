/** What somebody pressed Send for. */
export interface Wish {
  /** A report type, `executive` or `all`. */
  readonly type: string;
  /** As it is called in a sentence. */
  readonly name: string;
  readonly list: string | undefined;
  readonly again: boolean;
}
