import type { Cells, Lane } from './digest.ts';

/* Sums by lane and day, made in one pass over the postings and without an object each. */

/** A lane while it is filled. */
export type OpenLane = Omit<Lane, 'start' | 'end'> & {
  /** Whether doubles hold every sum of its amounts: 2^53 is not reached whichever of them are added. */
  readonly exact: boolean;
};

const FREE = -1;
const FIRST_ROOM = 1 << 12;
/** More than days lie between any two. */
const LANE = 2 ** 32;

export class CellTable {
  #lanes: OpenLane[] = [];
  /** The cell that a lane was given last: journals run by day, so it is mostly the one that is wanted next. */
  #recent: number[] = [];
  #count = 0;
  #lane = new Uint32Array(FIRST_ROOM);
  #day = new Int32Array(FIRST_ROOM);
  #sum = new Float64Array(FIRST_ROOM);
  #postings = new Uint32Array(FIRST_ROOM);
  /** Open addressing: cells by the hash of lane and day, at most half full. */
  #places = new Int32Array(2 * FIRST_ROOM).fill(FREE);
  readonly #large = new Map<number, bigint>();

  open(lane: OpenLane): number {
    this.#recent.push(FREE);
    return this.#lanes.push(lane) - 1;
  }

  isExact(lane: number): boolean {
    return this.#lanes[lane]?.exact ?? false;
  }

  /** Adds an amount to a lane that is exact. */
  add(lane: number, day: number, amount: number): void {
    const cell = this.#cell(lane, day);
    this.#sum[cell] = (this.#sum[cell] ?? 0) + amount;
    this.#postings[cell] = (this.#postings[cell] ?? 0) + 1;
  }

  addLarge(lane: number, day: number, amount: bigint): void {
    const cell = this.#cell(lane, day);
    this.#sum[cell] = Number.NaN;
    this.#large.set(cell, (this.#large.get(cell) ?? 0n) + amount);
    this.#postings[cell] = (this.#postings[cell] ?? 0) + 1;
  }

  #cell(lane: number, day: number): number {
    const recent = this.#recent[lane] ?? FREE;
    if (recent !== FREE && this.#day[recent] === day) return recent;
    const cell = this.#find(lane, day);
    this.#recent[lane] = cell;
    return cell;
  }

  #find(lane: number, day: number): number {
    const mask = this.#places.length - 1;
    let place = hash(lane, day) & mask;
    for (let cell = this.#places[place] ?? FREE; cell !== FREE; cell = this.#places[place] ?? FREE) {
      if (this.#lane[cell] === lane && this.#day[cell] === day) return cell;
      place = (place + 1) & mask;
    }
    const cell = this.#count;
    this.#count += 1;
    this.#places[place] = cell;
    if (this.#count === this.#day.length) this.#grow();
    this.#lane[cell] = lane;
    this.#day[cell] = day;
    if (this.#count * 2 > this.#places.length) this.#spread();
    return cell;
  }

  #grow(): void {
    const room = this.#day.length * 2;
    const grown = <T extends Uint32Array | Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#lane = grown(new Uint32Array(room), this.#lane);
    this.#day = grown(new Int32Array(room), this.#day);
    this.#sum = grown(new Float64Array(room), this.#sum);
    this.#postings = grown(new Uint32Array(room), this.#postings);
  }

  #spread(): void {
    this.#places = new Int32Array(this.#places.length * 2).fill(FREE);
    const mask = this.#places.length - 1;
    for (let cell = 0; cell < this.#count; cell += 1) {
      let place = hash(this.#lane[cell] ?? 0, this.#day[cell] ?? 0) & mask;
      while (this.#places[place] !== FREE) place = (place + 1) & mask;
      this.#places[place] = cell;
    }
  }

  /** The lanes with their cells, by lane and then by day. */
  close(): { readonly lanes: readonly Lane[]; readonly cells: Cells } {
    // Numbers sort without a comparison of ours: a lane's cells lie 2^32 apart, within them the days.
    const keys = new Float64Array(this.#count);
    for (let cell = 0; cell < this.#count; cell += 1) {
      keys[cell] = (this.#lane[cell] ?? 0) * LANE + (this.#day[cell] ?? 0);
    }
    const sorted = keys.toSorted();
    const ends = new Uint32Array(this.#lanes.length);
    const large = new Map<number, bigint>();
    const day = new Int32Array(this.#count);
    const sum = new Float64Array(this.#count);
    const postings = new Uint32Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const key = sorted[at] ?? 0;
      const lane = Math.round(key / LANE);
      const cell = this.#find(lane, key - lane * LANE);
      ends[lane] = at + 1;
      day[at] = this.#day[cell] ?? 0;
      sum[at] = this.#sum[cell] ?? 0;
      postings[at] = this.#postings[cell] ?? 0;
      const whole = this.#large.get(cell);
      if (whole !== undefined) large.set(at, whole);
    }
    // Every lane was opened for a posting, so none is without a cell.
    const lanes = this.#lanes.map(({ exact: _, ...lane }, at) => ({
      ...lane,
      start: ends[at - 1] ?? 0,
      end: ends[at] ?? 0,
    }));
    return { lanes, cells: { day, sum, postings, large } };
  }
}

/** Two odd constants of Knuth's kind (TAOCP 6.4) spread neighbours far apart. */
function hash(lane: number, day: number): number {
  const mixed = Math.imul(lane + 1, 0x9e3779b1) ^ Math.imul(day, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
