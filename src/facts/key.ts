import { sha256 } from '../core/hash.ts';
import type { ReadOptions } from '../model/source.ts';

/** Raised whenever the stored form of the same rows changes. */
const FORM = 3;

/** Names the facts of one file: the same bytes, read by the same reader with the same options, give the same rows. */
export function factsKey(from: {
  /** SHA-256 of the file's bytes. */
  readonly source: string;
  readonly kind: string;
  readonly version: number;
  readonly options: ReadOptions;
}): string {
  const options = Object.entries(from.options)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([FORM, from.source, from.kind, from.version, options])).slice(0, 40);
}
