/*
 * Names by their bytes: an account name that a million postings carry is hashed and compared where it stands, and becomes
 * a string once. Open addressing; FNV-1a over the bytes, mixed by Math.imul.
 */

const decoder = new TextDecoder();

export const HASH_SEED = 0x811c9dc5 | 0;

/** One step of the hash; scanners fold it into the loop that looks for the end of the name. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_SEED;
  for (let at = from; at < to; at += 1) hash = hashStep(hash, bytes[at] as number);
  return hash;
}

export class ByteNames {
  readonly #texts: string[] = [];
  readonly #bytes: Uint8Array[] = [];
  readonly #hashes: number[] = [];
  /** Slots hold id + 1; 0 is free. */
  #slots = new Int32Array(256);

  get count(): number {
    return this.#texts.length;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  /** The id of a name from its bytes; ids count from 0 in the order in which names are seen first. */
  id(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let held = this.#slots[slot] as number; held !== 0; held = this.#slots[slot] as number) {
      if (this.#hashes[held - 1] === hash && this.#same(held - 1, bytes, from, to)) return held - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes.slice(from, to), hash, slot);
  }

  #same(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const known = this.#bytes[id] as Uint8Array;
    if (known.length !== to - from) return false;
    for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
    return true;
  }

  #add(name: Uint8Array, hash: number, slot: number): number {
    this.#texts.push(decoder.decode(name));
    this.#bytes.push(name);
    this.#hashes.push(hash);
    this.#slots[slot] = this.#texts.length;
    if (this.#texts.length * 2 > this.#slots.length) this.#grow();
    return this.#texts.length - 1;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    this.#hashes.forEach((hash, id) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    });
    this.#slots = slots;
  }
}
