import type { Reader } from '../model/source.ts';
import { csv } from './csv/reader.ts';
import { ofx } from './ofx/reader.ts';

/** Every kind of file that can be read. A new one is a file (or folder) of this room and a line here. */
export const readers = [csv, ofx] as const satisfies readonly Reader[];

/** Large CSV files, read by DuckDB. */
export { storeInBulk } from './csv/bulk.ts';

export { MAX_BYTES } from './_text.ts';

/** Every problem that a reader can name, with what it means. */
export { codes } from './_codes.ts';

/** The reader for a file, from the kind that its owner declared or else from its first 64 KiB and its name. */
export function readerFor(head: Uint8Array, name: string, kind?: string): Reader | undefined {
  if (kind !== undefined) return readers.find((reader) => reader.kind === kind);
  const scored = readers.map((reader) => ({ reader, score: reader.recognises(head, name) }));
  return scored.toSorted((a, b) => b.score - a.score).find(({ score }) => score > 0)?.reader;
}
