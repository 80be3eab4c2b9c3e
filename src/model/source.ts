import type { ReadResult } from './facts.ts';
import type { SourceSpec } from './portfolio.ts';

/** How the owner said a file is to be read. */
export type ReadOptions = Pick<
  SourceSpec,
  'preset' | 'columns' | 'delimiter' | 'decimal' | 'date_order' | 'encoding' | 'header' | 'skip_lines' | 'currency'
>;

/** One kind of file. A reader never throws for bad bytes: what it cannot read is a problem with its place. */
export interface Reader {
  readonly kind: string;
  /** Raised whenever the same bytes would give other rows, so that stored facts are read anew. */
  readonly version: number;
  /** 0 (not mine) to 1 (certain), from the first 64 KiB and the file's name. */
  recognises(head: Uint8Array, name: string): number;
  /** `name` is the file as problems should name it. */
  read(bytes: Uint8Array, name: string, options: ReadOptions): ReadResult;
}
