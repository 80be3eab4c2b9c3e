import { lastDay, monthsFrom } from './calendar.mjs';
import { plain } from './text.mjs';

/** @typedef {import('./statement.mjs').Row} Row */
/** @typedef {import('./statement.mjs').Statement} Statement */
/** @typedef {{ entity: string, id: string, account: string, price: number, variable: number, variablePermille: number }} Stream */
/** @typedef {{ id: string, fixed: readonly string[], deposits: readonly string[] }} EntityPlan */
/** @typedef {{ entity: string, account: string, date: string, amount: number, currency: string, tags: readonly string[], uncategorised: boolean }} Leg */

/** Where the derived journal books what a payment provider keeps. */
export const FEES = 'Expenses:Payment Fees';

/**
 * What must be found in an example, summed from the movements that the generator meant. Nothing here reads a file or
 * shares code with the product. Amounts are decimal text; debits are positive in `ledger`, money in is positive elsewhere.
 * @param {import('./example.mjs').ExamplePlan} plan
 * @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf
 * @param {readonly { path: string, account: string, rows: readonly Row[] }[]} read
 * @param {readonly { entity: string, path: string, postings: number, first: string, last: string | undefined, more: readonly import('./entries.mjs').Entry[] }[]} kept books
 */
export function expectations(plan, rowsOf, read, kept) {
  const keeping = new Set(kept.map(({ entity }) => entity));
  const legs = [...[...rowsOf].flatMap(([statement, rows]) => rows.flatMap((row) => otherLegs(statement, row))), ...kept.flatMap((books) => furtherLegs(plan, books))];
  const last = plan.asOf.slice(0, 7);
  return {
    as_of: plan.asOf,
    files: Object.fromEntries([
      ...read.map((file) => [file.path, fileFacts(file.rows)]),
      ...kept.map((books) => [books.path, { rows: books.postings, first: books.first, last: books.last }]),
    ]),
    overlapping_rows: read.reduce((total, file) => total + file.rows.length, 0) - [...rowsOf.values()].reduce((total, rows) => total + rows.length, 0),
    accounts: Object.fromEntries([...rowsOf].map(([statement, rows]) => [statement.about.account, accountFacts(statement, rows)])),
    ledger: Object.fromEntries(plan.entities.map(({ id }) => [id, ledgerOf(legs.filter((leg) => leg.entity === id))])),
    uncategorised: uncategorised(rowsOf, legs),
    transfers: transfers(new Map([...rowsOf].filter(([{ about }]) => !keeping.has(about.entity)))),
    outflow: Object.fromEntries(['group', ...plan.entities.map(({ id }) => id)].map((id) => [id, outflow(id, legs, last)])),
    cash: cash(plan, rowsOf, legs),
    ...(plan.sheets ? { bookings: Object.fromEntries(plan.sheets.map(({ path, sheet }) => [path, bookingFacts(sheet, plan.asOf)])) } : {}),
    units: Object.fromEntries(plan.streams.map((stream) => [`${stream.entity}.${stream.id}`, unitsSold(stream, legs)])),
    break_even: Object.fromEntries(plan.streams.filter(({ price }) => price > 0).map((stream) => [`${stream.entity}.${stream.id}`, breakEven(stream, plan, legs, last)])),
  };
}

/** The halves of a movement that are not on its own account. @param {Statement} statement @param {Row} row @returns {Leg[]} */
function otherLegs(statement, row) {
  const { entity, currency } = statement.about;
  const unmatched = row.book === 'uncategorised';
  const account = unmatched ? (row.amount > 0 ? 'Income:Uncategorised' : 'Expenses:Uncategorised') : row.book;
  const leg = { entity, currency, date: row.date, tags: row.tags, uncategorised: unmatched };
  const legs = row.book === 'transfer' ? [] : [{ ...leg, account, amount: -row.amount }];
  return row.fee === 0 ? legs : [...legs, { ...leg, account: FEES, amount: row.fee, tags: [], uncategorised: false }];
}

/** What books enter beside the statements' rows. @param {import('./example.mjs').ExamplePlan} plan @param {{ entity: string, more: readonly import('./entries.mjs').Entry[] }} books @returns {Leg[]} */
function furtherLegs({ currency }, { entity, more }) {
  return more.flatMap(({ date, legs }) => legs.map((leg) => ({ ...leg, entity, currency, date, tags: [], uncategorised: false })));
}

/** @param {readonly { amount: number }[]} items */
function sum(items) {
  return items.reduce((total, { amount }) => total + amount, 0);
}

/** @template T @param {readonly T[]} items @param {(item: T) => string} key @returns {[string, T[]][]} */
function grouped(items, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** @param {readonly Row[]} rows */
function fileFacts(rows) {
  const fees = rows.reduce((total, row) => total + row.fee, 0);
  return { rows: rows.length, first: rows[0]?.date, last: rows.at(-1)?.date, amount: plain(sum(rows)), fees: plain(fees) };
}

/** @param {Statement} statement @param {readonly Row[]} rows */
function accountFacts(statement, rows) {
  const { entity, currency, opening } = statement.about;
  const net = (/** @type {readonly Row[]} */ some) => some.reduce((total, row) => total + row.amount - row.fee, 0);
  const months = grouped(rows, (row) => row.date.slice(0, 7)).map(([month, own]) => [month, plain(net(own))]);
  return { entity, currency, opening: plain(opening), closing: plain(opening + net(rows)), months: Object.fromEntries(months) };
}

/** Income, expenses, liabilities and equity of one entity, by account and month. @param {readonly Leg[]} legs */
function ledgerOf(legs) {
  return Object.fromEntries(
    grouped(legs, (leg) => leg.account).map(([account, own]) => [
      account,
      Object.fromEntries(grouped(own, (leg) => leg.date.slice(0, 7)).map(([month, some]) => [month, plain(sum(some))])),
    ]),
  );
}

/** @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf @param {readonly Leg[]} legs */
function uncategorised(rowsOf, legs) {
  const none = legs.filter((leg) => leg.uncategorised);
  const all = [...rowsOf.values()].reduce((total, rows) => total + rows.length, 0);
  return { rows: none.length, of: all, out: plain(sum(none.filter((leg) => leg.amount > 0))), in: plain(-sum(none.filter((leg) => leg.amount < 0))) };
}

/** @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf */
function transfers(rowsOf) {
  const rows = [...rowsOf.values()].flat();
  const halves = rows.filter((row) => row.book === 'transfer');
  const pairs = grouped(halves, (row) => row.pair);
  if (pairs.some(([, own]) => own.length !== 2 || sum(own) !== 0)) throw new Error('a transfer has not two opposite halves');
  return { pairs: pairs.length, amount: plain(sum(halves.filter((row) => row.amount > 0))) };
}

/** Operating: income and expenses, less what is tagged one-off. @param {Leg} leg */
function operating(leg) {
  return /^(?:Income|Expenses):/.test(leg.account) && !leg.tags.includes('one-off');
}

/**
 * Net operating cash outflow by month (positive is money gone), and its mean over the last 3 and 6 full months, to the
 * half-even cent. @param {string} entity @param {readonly Leg[]} legs @param {string} last the last full month
 */
function outflow(entity, legs, last) {
  const own = legs.filter((leg) => entity === 'group' || leg.entity === entity);
  if (new Set(own.map((leg) => leg.currency)).size !== 1) return null;
  const months = monthsFrom('1970-01', last).slice(-6);
  const of = (/** @type {string} */ month) => sum(own.filter((leg) => leg.date.startsWith(month) && operating(leg)));
  const totals = months.map(of);
  const total6 = totals.reduce((a, b) => a + b, 0);
  const total3 = totals.slice(3).reduce((a, b) => a + b, 0);
  const apart = own.filter((leg) => months.includes(leg.date.slice(0, 7)) && !operating(leg));
  return {
    months: Object.fromEntries(months.map((month, index) => [month, plain(totals[index] ?? 0)])),
    mean_3: plain(halfEven(total3, 3)),
    mean_6: plain(halfEven(total6, 6)),
    apart_6: Object.fromEntries(grouped(apart, (leg) => leg.account).map(([account, some]) => [account, plain(sum(some))])),
  };
}

/** @param {number} total @param {number} by */
function halfEven(total, by) {
  const floor = Math.floor(total / by);
  const twice = (total - floor * by) * 2;
  return twice > by || (twice === by && floor % 2 !== 0) ? floor + 1 : floor;
}

/** @param {import('./example.mjs').ExamplePlan} plan @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf @param {readonly Leg[]} legs */
function cash(plan, rowsOf, legs) {
  const assets = [...rowsOf].filter(([{ about }]) => about.account.startsWith('Assets:'));
  const deposits = new Set(plan.entities.flatMap((entity) => entity.deposits.map((account) => `${entity.id} ${account}`)));
  const held = legs.filter((leg) => deposits.has(`${leg.entity} ${leg.account}`));
  const balances = assets.map(([{ about }, rows]) => ({ ...about, amount: rows.at(-1)?.balance ?? about.opening }));
  return Object.fromEntries(
    grouped(balances, (balance) => balance.currency).map(([currency, own]) => {
      // What customers paid for services that are still ahead is theirs, too, on whatever account it stands.
      const sheets = (plan.sheets ?? []).filter(({ sheet }) => sheet.of.currency === currency);
      const ahead = sheets.reduce((total, { sheet }) => total + unearned(sheet, plan.asOf), 0);
      const restricted = ahead - sum(held.filter((leg) => leg.currency === currency));
      return [currency, { total: plain(sum(own)), customer_deposits: plain(restricted), unrestricted: plain(sum(own) - restricted) }];
    }),
  );
}

/**
 * Owed at the end of a day: what came in for bookings that are not served by then. Of a cancelled booking what came in is
 * owed until something is given back; the rest is a fee then.
 * @param {import('./bookings.mjs').BookingSheet} sheet @param {string} day
 */
function unearned(sheet, day) {
  return sum(
    sheet.rows.map(({ status, wanted, payments }) => {
      const paid = payments.filter(({ date }) => date <= day);
      const settled = /^(?:Cancelled|storniert)$/.test(status) ? paid.some(({ amount }) => amount < 0) : wanted.to <= day;
      return { amount: settled ? 0 : sum(paid) };
    }),
  );
}

/** Which payments came before their service in the last twelve months, and what was owed at the end of each. @param {import('./bookings.mjs').BookingSheet} sheet @param {string} asOf */
function bookingFacts(sheet, asOf) {
  const months = monthsFrom('1970-01', asOf.slice(0, 7)).slice(-12);
  const early = sheet.rows.flatMap(({ reference, wanted, payments }) =>
    payments
      .filter(({ date, amount }) => amount > 0 && date < wanted.to && date >= `${months[0]}-01` && date <= asOf)
      .map(({ date, amount }) => ({ date, reference, service: wanted.to, amount: plain(amount) })),
  );
  const byDay = early.toSorted((a, b) => (a.date + a.reference < b.date + b.reference ? -1 : 1));
  return {
    ...sheet.of,
    rows: sheet.known(asOf).length,
    payments: sum(sheet.rows.map(({ payments }) => ({ amount: payments.filter(({ date }) => date <= asOf).length }))),
    unearned: plain(unearned(sheet, asOf)),
    month_ends: Object.fromEntries(months.map((month) => [month, plain(unearned(sheet, lastDay(month)))])),
    early: byDay,
  };
}

/** Incoming postings on the stream's revenue account, by month. @param {Stream} stream @param {readonly Leg[]} legs */
function unitsSold(stream, legs) {
  const sold = legs.filter((leg) => leg.entity === stream.entity && leg.account === stream.account && leg.amount < 0);
  return Object.fromEntries(grouped(sold, (leg) => leg.date.slice(0, 7)).map(([month, own]) => [month, own.length]));
}

/** @param {Stream} stream @param {import('./example.mjs').ExamplePlan} plan @param {readonly Leg[]} legs @param {string} last */
function breakEven(stream, plan, legs, last) {
  const fixedAccounts = plan.entities.find(({ id }) => id === stream.entity)?.fixed ?? [];
  const months = monthsFrom('1970-01', last).slice(-6);
  const fixed = sum(legs.filter((leg) => leg.entity === stream.entity && fixedAccounts.includes(leg.account) && months.includes(leg.date.slice(0, 7))));
  // Thousandths of a cent, so that a percentage of the price stays whole.
  const contribution = (stream.price - stream.variable) * 1000 - stream.price * stream.variablePermille;
  const units = Math.ceil((fixed * 1000) / (6 * contribution));
  const hundredths = Math.floor((fixed * 1000 * 100) / (6 * contribution));
  return { fixed_costs_6_months: plain(fixed), contribution_per_unit_times_1000: plain(contribution), quotient_rounded_down: plain(hundredths), units };
}
