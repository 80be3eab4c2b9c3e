/*
 * Columns that grow while a journal is read. They are made as long as the file's size suggests: pages that are never
 * touched cost no memory, and a column that is copied while it grows costs twice its own.
 */

type Column = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

function longer<T extends Column>(column: T, length: number): T {
  const grown = new (column.constructor as new (size: number) => T)(length);
  grown.set(column);
  return grown;
}

/** Flags of a posting while it is a draft. */
export const ELIDED = 1;
/** Has an entry among the draft's assertions. */
export const ASSERTS = 2;

export class TransactionDraft {
  count = 0;
  day: Int32Array;
  day2: Int32Array;
  file: Uint16Array;
  line: Uint32Array;
  status: Uint8Array;
  first: Uint32Array;
  /** Where its first line begins in its file. */
  offset: Uint32Array;

  constructor(capacity: number) {
    this.day = new Int32Array(capacity);
    this.day2 = new Int32Array(capacity);
    this.file = new Uint16Array(capacity);
    this.line = new Uint32Array(capacity);
    this.status = new Uint8Array(capacity);
    this.first = new Uint32Array(capacity);
    this.offset = new Uint32Array(capacity);
  }

  /** Room for one more, and for the entry that closes the last. */
  reserve(): void {
    if (this.count + 1 < this.day.length) return;
    const length = Math.ceil(this.day.length * 1.5) + 16;
    this.day = longer(this.day, length);
    this.day2 = longer(this.day2, length);
    this.file = longer(this.file, length);
    this.line = longer(this.line, length);
    this.status = longer(this.status, length);
    this.first = longer(this.first, length);
    this.offset = longer(this.offset, length);
  }
}

export class PostingDraft {
  count = 0;
  transaction: Uint32Array;
  account: Uint32Array;
  commodity: Uint32Array;
  mantissa: Float64Array;
  /** Digits that the amount was written with; the mantissa is of that scale until the draft is sealed. */
  scale: Uint8Array;
  line: Uint32Array;
  offset: Uint32Array;
  kind: Uint8Array;
  day: Int32Array;
  status: Uint8Array;
  cost: Int32Array;
  flags: Uint8Array;
  /** Amounts beyond 2^53; their mantissa in the column is NaN. */
  readonly large = new Map<number, bigint>();

  constructor(capacity: number) {
    this.transaction = new Uint32Array(capacity);
    this.account = new Uint32Array(capacity);
    this.commodity = new Uint32Array(capacity);
    this.mantissa = new Float64Array(capacity);
    this.scale = new Uint8Array(capacity);
    this.line = new Uint32Array(capacity);
    this.offset = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.day = new Int32Array(capacity);
    this.status = new Uint8Array(capacity);
    this.cost = new Int32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  reserve(): void {
    if (this.count < this.account.length) return;
    const length = Math.ceil(this.account.length * 1.5) + 16;
    this.transaction = longer(this.transaction, length);
    this.account = longer(this.account, length);
    this.commodity = longer(this.commodity, length);
    this.mantissa = longer(this.mantissa, length);
    this.scale = longer(this.scale, length);
    this.line = longer(this.line, length);
    this.offset = longer(this.offset, length);
    this.kind = longer(this.kind, length);
    this.day = longer(this.day, length);
    this.status = longer(this.status, length);
    this.cost = longer(this.cost, length);
    this.flags = longer(this.flags, length);
  }

  /** The amount as written, exact. */
  exact(posting: number): bigint {
    return this.large.get(posting) ?? BigInt(this.mantissa[posting] as number);
  }

  /** Takes back every posting from `count` on. */
  cut(count: number): void {
    if (this.large.size > 0) for (const posting of this.large.keys()) if (posting >= count) this.large.delete(posting);
    this.count = count;
  }
}
