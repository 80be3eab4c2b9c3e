/*
 * What a random journal means, by arithmetic that shares nothing with the reader: every number is a bigint of 10^-12,
 * finer than any amount or cost that the generator writes.
 */

export type Pico = bigint;

const PLACES = 12;
export const UNIT = 10n ** BigInt(PLACES);

/** A mantissa of `scale` digits as a Pico. Throws where it has more digits than a Pico. */
export function pico(mantissa: bigint, scale: number): Pico {
  if (scale <= PLACES) return mantissa * 10n ** BigInt(PLACES - scale);
  const divisor = 10n ** BigInt(scale - PLACES);
  if (mantissa % divisor !== 0n) throw new Error(`${mantissa}e-${scale} is finer than 10^-${PLACES}`);
  return mantissa / divisor;
}

/** `-1234.5`, without zeros at the end. */
export function picoText(value: Pico): string {
  const [sign, digits] = value < 0n ? ['-', (-value).toString()] : ['', value.toString()];
  const all = digits.padStart(PLACES + 1, '0');
  const fraction = all.slice(-PLACES).replace(/0+$/, '');
  return `${sign}${all.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

export interface Commodity {
  /** Without its quotes: `A`, `$`, `fund 2`. */
  readonly symbol: string;
  readonly side: 'left' | 'right';
  readonly spaced: boolean;
  readonly mark: '.' | ',';
  readonly group: '' | ',' | '.' | ' ';
  /** The most digits that an amount of it is written with. */
  readonly digits: number;
  /** Whether a directive of the journal says how it is written; else `mark` and `group` vary. */
  readonly declared: boolean;
}

export interface Amount {
  readonly commodity: Commodity;
  readonly value: Pico;
}

export interface Cost {
  readonly commodity: Commodity;
  /** As written: of one unit, or of all. */
  readonly per: 'unit' | 'total';
  readonly value: Pico;
  readonly virtual?: boolean;
}

export interface Lot {
  readonly price: Amount;
  readonly fixed: boolean;
  readonly date: string;
  readonly note: string;
}

/** A balance that is stated after a posting: `=` of one commodity, `==` of no other, `*` with the accounts below. */
export interface Assertion {
  form: '=' | '==' | '=*' | '==*';
  readonly commodity: Commodity;
  value: Pico;
}

export type Kind = 'real' | 'virtual' | 'balanced';

export interface Comment {
  /** What follows `;` on the item's own line ('' is none), then on lines of their own. */
  readonly lines: readonly string[];
  readonly tags: readonly (readonly [name: string, value: string])[];
}

export interface Posting {
  /** As written, and what that stands for: `apply account` and aliases applied. */
  readonly written: string;
  readonly account: string;
  readonly kind: Kind;
  readonly status: '' | '!' | '*';
  /** What it comes to: several where an elided amount stands for several commodities, none for nothing. */
  readonly amounts: readonly Amount[];
  readonly how: 'explicit' | 'elided' | 'assigned';
  readonly cost?: Cost;
  /** The cost follows from the rest of the transaction: it is not written. */
  readonly costInferred?: boolean;
  readonly lot?: Lot;
  /** Its amount is known once all transactions are. */
  readonly assertion?: Assertion;
  readonly day?: string;
  readonly comment: Comment;
}

export interface Transaction {
  file: string;
  line: number;
  day: string;
  readonly day2?: string;
  readonly status: '' | '!' | '*';
  readonly code: string;
  readonly description: string;
  readonly comment: Comment;
  readonly postings: readonly Posting[];
}

/** What a posting's amount comes to at cost. */
export function atCost({ amounts, cost }: Posting): readonly Amount[] {
  const [held] = amounts;
  if (!cost || !held) return amounts;
  const size = held.value < 0n ? -held.value : held.value;
  const total = cost.per === 'unit' ? (held.value * cost.value) / UNIT : held.value < 0n ? -cost.value : cost.value;
  if (cost.per === 'unit' && (size * cost.value) % UNIT !== 0n) throw new Error('a cost finer than 10^-12');
  return [{ commodity: cost.commodity, value: total }];
}

/** Sums by commodity, those of nothing left out. */
export function sumOf(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, Amount>();
  for (const { commodity, value } of amounts) {
    const before = sums.get(commodity.symbol)?.value ?? 0n;
    sums.set(commodity.symbol, { commodity, value: before + value });
  }
  return [...sums.values()].filter(({ value }) => value !== 0n);
}

const above = (account: string, other: string): boolean => other === account || other.startsWith(`${account}:`);

/** Balances of accounts while postings go by. */
export class Balances {
  readonly #amounts = new Map<string, Amount[]>();

  add(account: string, amounts: readonly Amount[]): void {
    this.#amounts.set(account, sumOf([...(this.#amounts.get(account) ?? []), ...amounts]));
  }

  /** Of the account alone, or with those below it. */
  of(account: string, inclusive: boolean): Amount[] {
    const names = [...this.#amounts.keys()].filter((name) => (inclusive ? above(account, name) : name === account));
    return sumOf(names.flatMap((name) => this.#amounts.get(name) ?? []));
  }

  /**
   * `account`, commodity and amount, sorted; accounts that come to nothing have no row. Inclusive: an account with what is
   * below it.
   */
  rows(inclusive = false): string[] {
    return [...this.#amounts.keys()]
      .flatMap((account) =>
        this.of(account, inclusive).map(({ commodity, value }) => balanceRow(account, commodity.symbol, value)),
      )
      .toSorted();
  }
}

export const balanceRow = (account: string, symbol: string, value: Pico): string =>
  `${account}  ${symbol} ${picoText(value)}`;

/** The form that can be stated beside other commodities; hledger 1.25 mistakes those of the accounts below, too. */
function possible({ how }: Posting, { form, commodity }: Assertion, held: readonly Amount[]): Assertion['form'] {
  if (held.every((other) => other.commodity.symbol === commodity.symbol)) return form;
  return form.endsWith('*') && how !== 'assigned' ? '=*' : '=';
}

/**
 * Fills in what each assertion and assignment states: balances build up by the postings' own days, and on one day in the
 * order of the journal. A `==` over other commodities becomes a `=`.
 */
export function settle(transactions: readonly Transaction[]): void {
  const balances = new Balances();
  const dated = transactions.flatMap(({ day, postings }) =>
    postings.map((posting) => ({ day: posting.day ?? day, posting })),
  );
  for (const { posting } of dated.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    balances.add(posting.account, posting.amounts);
    const { assertion } = posting;
    if (!assertion) continue;
    const heldBy = (form: Assertion['form']): Amount[] => balances.of(posting.account, form.endsWith('*'));
    assertion.form = possible(posting, assertion, heldBy(assertion.form));
    const held = heldBy(assertion.form);
    assertion.value = held.find(({ commodity }) => commodity.symbol === assertion.commodity.symbol)?.value ?? 0n;
  }
}
