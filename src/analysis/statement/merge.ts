import type { JournalCommodity } from '../../model/journal.ts';
import type { Digest, DigestAccount, DigestPrices, Lane } from './digest.ts';

/** Several journals as one: what has the same name is the same. Each keeps its own aliases, assertions and styles. */
export function mergeDigests(digests: readonly Digest[]): Digest {
  const [first, ...others] = digests;
  if (!first) throw new TypeError('at least one journal is merged');
  return others.reduce(merged, first);
}

function merged(a: Digest, b: Digest): Digest {
  const [accounts, accountOf] = union(a.accounts, b.accounts, ({ name }) => name, sameAccount);
  const [commodities, commodityOf] = union(a.commodities, b.commodities, ({ symbol }) => symbol, sameCommodity);
  const shift = a.cells.day.length;
  const moved = b.lanes.map((lane): Lane => ({
    ...lane,
    account: accountOf[lane.account] ?? 0,
    commodity: commodityOf[lane.commodity] ?? 0,
    start: lane.start + shift,
    end: lane.end + shift,
  }));
  const large = new Map(a.cells.large);
  for (const [cell, sum] of b.cells.large) large.set(cell + shift, sum);
  return {
    files: [...a.files, ...b.files],
    accounts,
    commodities,
    lanes: [...a.lanes, ...moved],
    cells: {
      day: joined(Int32Array, a.cells.day, b.cells.day),
      sum: joined(Float64Array, a.cells.sum, b.cells.sum),
      postings: joined(Uint32Array, a.cells.postings, b.cells.postings),
      large,
    },
    transactions: {
      day: joined(Int32Array, a.transactions.day, b.transactions.day),
      status: joined(Uint8Array, a.transactions.status, b.transactions.status),
      count: joined(Uint32Array, a.transactions.count, b.transactions.count),
    },
    span: a.span && b.span ? [Math.min(a.span[0], b.span[0]), Math.max(a.span[1], b.span[1])] : (a.span ?? b.span),
    ...mergedPrices(a, b, commodityOf),
    ownDates: a.ownDates + b.ownDates,
    unbalancedVirtual: a.unbalancedVirtual + b.unbalancedVirtual,
    problems: [...a.problems, ...b.problems],
  };
}

type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

function joined<T extends Numbers>(make: new (length: number) => T, a: T, b: T): T {
  const all = new make(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** All of both, the same one once; and where each of the second list stands then. */
function union<T>(
  a: readonly T[],
  b: readonly T[],
  nameOf: (one: T) => string,
  same: (one: T, other: T) => T,
): readonly [readonly T[], readonly number[]] {
  const all = [...a];
  const places = new Map(a.map((one, at) => [nameOf(one), at] as const));
  const placed = b.map((one) => {
    const at = places.get(nameOf(one));
    const known = at === undefined ? undefined : all[at];
    if (at === undefined || known === undefined) return all.push(one) - 1;
    all[at] = same(known, one);
    return at;
  });
  return [all, placed];
}

function sameAccount(one: DigestAccount, other: DigestAccount): DigestAccount {
  // A journal that declares the account knows what it is.
  const [known, less] = other.declared && !one.declared ? [other, one] : [one, other];
  return { ...known, type: known.type ?? less.type, declared: known.declared || less.declared };
}

function sameCommodity(one: JournalCommodity, other: JournalCommodity): JournalCommodity {
  return { ...one, digits: Math.max(one.digits, other.digits), scale: Math.max(one.scale, other.scale) };
}

/** Prices of both by day, those of the second journal later within a day. */
function mergedPrices(a: Digest, b: Digest, commodityOf: readonly number[]): Pick<Digest, 'prices' | 'priceFiles'> {
  const [priceFiles, fileOf] = union(
    a.priceFiles,
    b.priceFiles,
    (name) => name,
    (name) => name,
  );
  const rows = [
    ...rowsOf(
      a.prices,
      (at) => at,
      (at) => at,
    ),
    ...rowsOf(
      b.prices,
      (at) => commodityOf[at] ?? 0,
      (at) => fileOf[at] ?? 0,
    ),
  ];
  rows.sort((one, other) => one.day - other.day || other.inferred - one.inferred);
  return {
    priceFiles,
    prices: {
      day: Int32Array.from(rows, ({ day }) => day),
      commodity: Uint32Array.from(rows, ({ commodity }) => commodity),
      in: Uint32Array.from(rows, (row) => row.in),
      mantissa: rows.map(({ mantissa }) => mantissa),
      scale: Uint8Array.from(rows, ({ scale }) => scale),
      file: Uint32Array.from(rows, ({ file }) => file),
      line: Uint32Array.from(rows, ({ line }) => line),
      column: Uint32Array.from(rows, ({ column }) => column),
      inferred: Uint8Array.from(rows, ({ inferred }) => inferred),
    },
  };
}

type PriceRow = { readonly [K in keyof DigestPrices]: DigestPrices[K][number] };

function rowsOf(
  prices: DigestPrices,
  commodityOf: (at: number) => number,
  fileOf: (at: number) => number,
): readonly PriceRow[] {
  return Array.from(prices.day, (day, at) => ({
    day,
    commodity: commodityOf(prices.commodity[at] ?? 0),
    in: commodityOf(prices.in[at] ?? 0),
    mantissa: prices.mantissa[at] ?? 0n,
    scale: prices.scale[at] ?? 0,
    file: fileOf(prices.file[at] ?? 0),
    line: prices.line[at] ?? 0,
    column: prices.column[at] ?? 0,
    inferred: prices.inferred[at] ?? 0,
  }));
}
