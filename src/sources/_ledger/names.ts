/*
 * Names by their bytes: an account name that a million postings carry is hashed and compared where it stands, and becomes
 * a string once. Open addressing over a hash of the bytes; the bytes of all names stand one behind the other in a pool.
 */

const decoder = new TextDecoder();

export const HASH_SEED = 5381;

/** One step of the hash (Bernstein's, by exclusive or); scanners fold it into the loop that looks for the name's end. */
export function hashStep(hash: number, byte: number): number {
  return ((hash << 5) + hash) ^ byte;
}

export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_SEED;
  for (let at = from; at < to; at += 1) hash = hashStep(hash, bytes[at] as number);
  return hash;
}

/** Spreads the hash over the low bits, which choose the slot. */
function slotOf(hash: number, mask: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 15) & mask;
}

export class ByteNames {
  readonly #texts: string[] = [];
  #pool = new Uint8Array(4096);
  /** Where each name begins in the pool, and where the last one ends. */
  #starts = new Uint32Array(130);
  #hashes = new Int32Array(129);
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
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(hash, mask);
    for (let held = slots[slot] as number; held !== 0; held = slots[slot] as number) {
      if (this.#hashes[held - 1] === hash && this.#same(held - 1, bytes, from, to)) return held - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, from, to, hash, slot);
  }

  #same(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const pool = this.#pool;
    let at = this.#starts[id] as number;
    if ((this.#starts[id + 1] as number) - at !== to - from) return false;
    for (let other = from; other < to; other += 1, at += 1) if (pool[at] !== bytes[other]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const id = this.#texts.push(decoder.decode(bytes.subarray(from, to))) - 1;
    const start = this.#starts[id] as number;
    const end = start + to - from;
    if (end > this.#pool.length) this.#pool = grown(this.#pool, end * 2);
    this.#pool.set(bytes.subarray(from, to), start);
    this.#starts[id + 1] = end;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    if (this.#texts.length * 2 >= this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#texts.length; id += 1) {
      let slot = slotOf(this.#hashes[id] as number, mask);
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
    this.#starts = grown(this.#starts, slots.length / 2 + 2);
    this.#hashes = grown(this.#hashes, slots.length / 2 + 1);
  }
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(from: T, length: number): T {
  const to = new (from.constructor as new (size: number) => T)(length);
  to.set(from);
  return to;
}
