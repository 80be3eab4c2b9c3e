import type { Draw } from './_draw.ts';
import { some } from './_draw.ts';
import type { Amount, Assertion, Comment, Commodity, Cost, Kind, Pico, Posting, Transaction } from './_meaning.ts';
import { atCost, pico, sumOf, UNIT } from './_meaning.ts';
import { comment } from './_notation.ts';
import { CODES, DESCRIPTIONS } from './_parts.ts';

export type Syntax = 'hledger' | 'ledger';

/** What a transaction is made with: the accounts and commodities at hand, and how a written account reads here. */
export interface Surroundings {
  readonly syntax: Syntax;
  readonly commodities: readonly Commodity[];
  readonly accounts: readonly string[];
  readonly resolve: (written: string) => string;
}

/** A posting before its account, status, day and comment are drawn. */
type Plan = Pick<Posting, 'amounts'> & Partial<Pick<Posting, 'kind' | 'how' | 'cost' | 'costInferred' | 'lot'>>;

/** An amount that is not nothing; once in a while beyond what a double holds. */
function amount(draw: Draw, commodity: Commodity): Amount {
  const scale = draw.int(0, commodity.digits);
  const most = draw.once(60) ? 10n ** 21n : BigInt(draw.pick([9, 500, 99_999, 12_345_678]));
  const mantissa = 1n + ((BigInt(draw.int(0, 2 ** 31 - 1)) * 2_000_003n) % most);
  return { commodity, value: pico(draw.once(2) ? mantissa : -mantissa, scale) };
}

const less = (amounts: readonly Amount[]): Amount[] => sumOf(amounts).map((one) => ({ ...one, value: -one.value }));

/** Postings in one commodity or in several, the last of which makes up for the others, written or left out. */
function balanced(draw: Draw, around: Surroundings, kind: Kind, mayElide = true): Plan[] {
  const given: Plan[] = Array.from({ length: draw.int(1, 3) }, () => ({
    kind,
    amounts: [amount(draw, draw.pick(around.commodities))],
  }));
  const rest = less(given.flatMap(({ amounts }) => amounts));
  // ledger does not leave out the amount of nothing.
  const elides = mayElide && (around.syntax === 'hledger' || rest.length > 0);
  if (elides && draw.once(2)) return shuffled(draw, [...given, { kind, amounts: rest, how: 'elided' }]);
  return [...given, ...rest.map((one): Plan => ({ kind, amounts: [one] }))];
}

/** A purchase at a stated cost, of one unit or of all, perhaps with a lot. */
function atStatedCost(draw: Draw, around: Surroundings): Plan[] {
  const [held, paid] = pair(draw, around.commodities);
  const hledger = around.syntax === 'hledger';
  // ledger rounds a cost to the digits that its commodity has been seen with.
  if (!hledger && !paid.declared) return balanced(draw, around, 'real');
  const bought = amount(draw, held);
  const per = draw.pick(['unit', 'total'] as const);
  const price = { commodity: paid, value: positive(amount(draw, { ...paid, digits: Math.min(paid.digits, 3) }).value) };
  // hledger 1.25 does not read `4 (@@) 5 X`: a virtual cost of a bare number.
  const virtual = held.symbol !== '' && draw.once(8);
  const cost: Cost = { ...price, per, ...(virtual ? { virtual } : {}) };
  const total = (positive(bought.value) * price.value) / UNIT;
  const exact = hledger || per === 'total' || total % pico(1n, paid.digits) === 0n;
  const posting: Plan = {
    amounts: [bought],
    cost: exact ? cost : { ...cost, per: 'total' },
    // ledger makes a gain of a lot that was bought at another price than it costs here.
    ...(draw.once(3) && (hledger || (per === 'unit' && exact)) ? { lot: lot(draw, around, price) } : {}),
  };
  const beside: Plan[] = draw.once(4) ? [{ amounts: [amount(draw, draw.pick(around.commodities))] }] : [];
  const given = [posting, ...beside];
  const rest = less(given.flatMap((one) => atCost({ ...one, ...PLACE })));
  const elides = hledger || rest.length > 0;
  if (elides && draw.once(2)) return shuffled(draw, [...given, { amounts: rest, how: 'elided' }]);
  return [...given, ...rest.map((one): Plan => ({ amounts: [one] }))];
}

/** A cost of more digits than its commodity has, paid as far as there are digits: that is balanced, too. */
function atRoundedCost(draw: Draw, around: Surroundings): Plan[] {
  const [held, paid] = pair(draw, around.commodities);
  if (!paid.declared) return atStatedCost(draw, around);
  const bought = amount(draw, held);
  const unit = pico(BigInt(draw.int(1, 99_999)), paid.digits + 2);
  const posting: Plan = { amounts: [bought], cost: { commodity: paid, per: 'unit', value: unit } };
  const [total] = atCost({ ...posting, ...PLACE });
  const step = pico(1n, paid.digits);
  const exact = total?.value ?? 0n;
  const whole = (exact / step) * step;
  const near = positive(exact - whole) * 2n < step ? whole : whole + (exact < 0n ? -step : step);
  if (positive(exact - near) * 2n === step) return atStatedCost(draw, around);
  return [posting, { amounts: [{ commodity: paid, value: -near }] }];
}

const PLACE = {
  written: '',
  account: '',
  kind: 'real',
  status: '',
  how: 'explicit',
  comment: { lines: [], tags: [] },
} as const;

function lot(draw: Draw, { syntax }: Surroundings, price: Amount): NonNullable<Plan['lot']> {
  return {
    price,
    fixed: syntax === 'hledger' && draw.once(4),
    date: draw.once(2) ? '2023-12-31' : '',
    note: syntax === 'ledger' && draw.once(2) ? 'lot 3' : '',
  };
}

/** Two commodities and no cost: what the first is worth follows from the second. */
function atImpliedCost(draw: Draw, { commodities }: Surroundings): Plan[] {
  const [held, paid] = pair(draw, commodities);
  const bought = amount(draw, held);
  const parts = Array.from({ length: draw.int(1, 2) }, () => positive(amount(draw, paid).value));
  const sign = bought.value < 0n ? 1n : -1n;
  const cost: Cost = { commodity: paid, per: 'total', value: parts.reduce((sum, part) => sum + part, 0n) };
  return [
    { amounts: [bought], cost, costInferred: true },
    ...parts.map((part): Plan => ({ amounts: [{ commodity: paid, value: sign * part }] })),
  ];
}

function nothing(draw: Draw, { commodities, syntax }: Surroundings): Plan[] {
  const zero: Plan = { amounts: [{ commodity: draw.pick(commodities), value: 0n }] };
  return syntax === 'ledger' || draw.once(2) ? [zero] : [zero, { amounts: [], how: 'elided' }];
}

type Form = (draw: Draw, around: Surroundings) => Plan[];

const plain: Form = (draw, around) => balanced(draw, around, 'real');

/** What is drawn, as often as it stands here. */
const ONE_COMMODITY: readonly Form[] = [plain, plain, plain, plain, nothing];
const SHARED: readonly Form[] = [...ONE_COMMODITY, atStatedCost, atStatedCost, atStatedCost, atImpliedCost];
const ALL: readonly Form[] = [...SHARED, atRoundedCost];

function plans(draw: Draw, around: Surroundings): Plan[] {
  const hledger = around.syntax === 'hledger';
  const form = draw.pick(around.commodities.length === 1 ? ONE_COMMODITY : hledger ? ALL : SHARED);
  // ledger leaves out one amount a transaction, and implies a cost of all its postings; hledger of each kind's own.
  const beside = draw.once(5) && (hledger || form !== atImpliedCost) ? balanced(draw, around, 'balanced', hledger) : [];
  const apart = draw.once(5)
    ? some(draw, 2, (): Plan => ({ kind: 'virtual', amounts: [amount(draw, draw.pick(around.commodities))] }))
    : [];
  return [...form(draw, around), ...beside, ...apart];
}

const positive = (value: Pico): Pico => (value < 0n ? -value : value);

function pair(draw: Draw, commodities: readonly Commodity[]): [Commodity, Commodity] {
  const first = draw.pick(commodities);
  return [first, draw.pick(commodities.filter((other) => other !== first))];
}

function shuffled<T>(draw: Draw, items: readonly T[]): T[] {
  const at = draw.int(0, items.length - 1);
  return [...items.slice(at), ...items.slice(0, at)];
}

const day = (draw: Draw, year: number): string =>
  `${year}-${String(draw.int(1, 12)).padStart(2, '0')}-${String(draw.int(1, 28)).padStart(2, '0')}`;

/** A transaction of the year, or near it. Its place in the files is known once it is written. */
export function transaction(draw: Draw, around: Surroundings, year: number): Transaction {
  const given = plans(draw, around);
  // hledger 1.25 forgets the costs of a transaction that assigns a balance.
  const assigns = given.every(({ cost }) => !cost) && draw.once(4);
  const postings = given.map((plan) => posting(draw, around, plan, { year, assigns }));
  return {
    file: '',
    line: 0,
    day: day(draw, year),
    ...(draw.once(6) ? { day2: day(draw, draw.once(3) ? year + 1 : year) } : {}),
    status: draw.pick(['', '', '!', '*']),
    code: draw.pick(CODES),
    description: draw.pick(DESCRIPTIONS),
    comment: comment(draw),
    postings: untangled(postings, around),
  };
}

function posting(
  draw: Draw,
  around: Surroundings,
  plan: Plan,
  { year, assigns }: { year: number; assigns: boolean },
): Posting {
  // Of a real posting ledger asserts what is real, hledger everything: they agree where nothing else is.
  const apart = around.syntax === 'ledger' && (plan.kind ?? 'real') !== 'real';
  const written = apart ? 'budget' : draw.pick(around.accounts);
  const assertion = asserted(draw, around, plan);
  const assigned = assertion !== undefined && assigns && around.syntax === 'hledger';
  const own = around.syntax === 'hledger' && !assigns && draw.once(8) ? day(draw, year) : undefined;
  return {
    kind: 'real',
    how: assigned ? 'assigned' : 'explicit',
    ...plan,
    written,
    account: around.resolve(written),
    status: draw.once(5) ? draw.pick(['!', '*'] as const) : '',
    ...(assertion ? { assertion } : {}),
    ...(own ? { day: own } : {}),
    comment: dated(draw, own),
  };
}

function asserted(draw: Draw, { syntax }: Surroundings, { amounts, how }: Plan): Assertion | undefined {
  const [held] = amounts;
  if (!held || how === 'elided' || !draw.once(5)) return undefined;
  const form = syntax === 'ledger' ? '=' : draw.pick(['=', '=', '==', '=*', '==*'] as const);
  return { form, commodity: held.commodity, value: 0n };
}

/** The comment of a posting; one of another day than its transaction says so there. */
function dated(draw: Draw, own: string | undefined): Comment {
  if (own === undefined) return comment(draw);
  if (draw.once(2)) return comment(draw, `[${own}]`);
  const { lines, tags } = comment(draw, `date:${own}`);
  return { lines, tags: [['date', own], ...tags] };
}

/** ledger checks a balance before it counts the transaction's other postings: so only an account of one posting has one. */
function withoutAssertion(one: Posting, all: readonly Posting[]): Posting {
  const alone = all.filter(({ account }) => account === one.account).length === 1 && one.kind === 'real' && !one.lot;
  if (alone || !one.assertion) return one;
  const { assertion: _, ...rest } = one;
  return rest;
}

/**
 * A transaction that assigns a balance: hledger reckons its elided amount after all its other postings, so that one keeps
 * away from accounts whose balance is stated.
 */
function untangled(postings: readonly Posting[], { resolve, syntax }: Surroundings): Posting[] {
  if (syntax === 'ledger') return postings.map((one) => withoutAssertion(one, postings));
  if (!postings.some(({ how }) => how === 'assigned')) return [...postings];
  return postings.map((one) => {
    if (one.how !== 'elided') return one;
    const related = postings.some(
      ({ account, assertion }) => assertion && (`${one.account}:`.startsWith(`${account}:`) || account === one.account),
    );
    return related ? { ...one, written: 'apart', account: resolve('apart') } : one;
  });
}
