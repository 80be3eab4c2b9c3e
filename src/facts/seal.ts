import { open, stat } from 'node:fs/promises';
import { sha256 } from '../core/hash.ts';

/** A sealed Parquet file: how long it is, and the hash of its last bytes, which hold the footer. */
export interface Seal {
  readonly bytes: number;
  readonly tail: string;
}

/** The footer of a Parquet file of this size is a few KiB; 64 KiB cover it and some of the last row group. */
const TAIL = 65_536;

/**
 * Seals a file. The check is meant to be cheap (well under a millisecond however large the file): it finds files that
 * were cut short, overwritten or mixed up, not a bit that flipped in the middle of a disk block.
 */
export async function seal(path: string): Promise<Seal> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return { bytes: size, tail: sha256(buffer) };
  } finally {
    await file.close();
  }
}

export async function isSealed(path: string, expected: Seal): Promise<boolean> {
  try {
    const { size } = await stat(path);
    return size === expected.bytes && (await seal(path)).tail === expected.tail;
  } catch {
    return false;
  }
}
