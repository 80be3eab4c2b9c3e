import { daysBetween, monthOf } from '../../core/date.ts';
import { fingerprint } from '../../core/hash.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { postingsQuery } from '../sql.ts';
import { dayRate, pairOf } from '../statements/rates.ts';
import { DAYS_APART, matchHalves, type Match, type Matchable } from './matching.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Half, OneSided, ShownHalf, Unmatched } from './types.ts';
import { evaluate } from '../../model/book.ts';
import { minorDigits } from '../../core/money.ts';

/** What passes between entities, matched as far as it can be. */
export interface Between {
  readonly matches: readonly Match[];
  readonly unmatched: readonly Half[];
}

/** Postings that name another entity of the portfolio. Money itself is the entity's own, also in books that tag it. */
export async function readBetween(ground: Ground): Promise<Between> {
  const { facts, asOf, declared } = ground;
  const rows = await facts.query(`
    SELECT entity, counterparty, date, account, payee, file, line, currency, transfer, amount
    FROM postings
    WHERE counterparty <> '' AND category NOT IN ('cash', 'opening') AND amount <> 0 AND date <= ${sqlDate(asOf)}
    ORDER BY date, entity, file, line, account, amount`);
  const ids = new Set(declared.portfolio.entities.map(({ id }) => id));
  const halves = rows
    .map((row): Half => ({
      entity: text(row['entity']),
      counterparty: text(row['counterparty']),
      date: text(row['date']).slice(0, 10),
      account: text(row['account']),
      payee: text(row['payee']),
      file: text(row['file']),
      line: Number(integer(row['line'])),
      currency: text(row['currency']),
      amount: integer(row['amount']),
      transfer: row['transfer'] === null ? undefined : text(row['transfer']),
    }))
    .filter(({ entity, counterparty }) => ids.has(counterparty) && counterparty !== entity);
  return matchHalves(halves.map((half) => ({ half, worth: worthOf(ground, half) })));
}

/** In the group's currency at the rate of the day, to compare two currencies; no figure, since nothing is shown of it. */
function worthOf(ground: Ground, { currency, amount, date }: Half): Matchable['worth'] {
  const base = ground.declared.portfolio.base_currency;
  if (currency === base) return amount;
  const rate = dayRate(ground, pairOf(ground, currency, base), date, true);
  if (rate.figure.value === undefined) return undefined;
  const value = { mantissa: amount, scale: minorDigits(currency) };
  return evaluate(rate.inverse ? 'quotient' : 'product', [value, rate.figure.value], minorDigits(base))?.mantissa;
}

/** The half with its figure: one row of one file. */
export function shown(ground: Ground, half: Half): ShownHalf {
  const { entity, counterparty, date, account, file, line, currency, amount } = half;
  const found = ground.declared.portfolio.entities.find(({ id }) => id === entity) ?? { id: entity };
  const key = fingerprint(file, String(line), account, date, currency, String(amount)).slice(0, 10);
  const id = figureId(scopeOf(found), 'between', counterparty, key);
  const where = [...conditionsOf(half), `date = ${sqlDate(date)}`, `file = ${sqlText(file)}`, `line = ${line}`];
  const query = postingsQuery([...where, `amount = ${amount}`]);
  const label = `${account} of ${date}`;
  return {
    ...half,
    figure: ground.book.rows(id, label, money(currency), amount, { query, measure: 'amount', sign: 1 }),
  };
}

/** The conditions that halves of one account with one entity share. */
function conditionsOf({ entity, counterparty, account, currency }: Half): string[] {
  return [
    `entity = ${sqlText(entity)}`,
    `account = ${sqlText(account)}`,
    `counterparty = ${sqlText(counterparty)}`,
    `currency = ${sqlText(currency)}`,
    "category NOT IN ('cash', 'opening')",
  ];
}

/** Why each of the halves has no twin. */
export function explained(ground: Ground, unmatched: readonly Half[]): readonly Unmatched[] {
  return unmatched.map((half): Unmatched => {
    const near = nearest(half, unmatched);
    const other = ground.coverage.of(half.counterparty);
    const why =
      daysBetween(half.date, ground.asOf) < DAYS_APART
        ? 'on the way'
        : other?.has(monthOf(half.date)) !== true
          ? 'not on file'
          : near
            ? 'differs'
            : 'one-sided';
    return { ...shown(ground, half), why, near: near && why === 'differs' ? shown(ground, near) : undefined };
  });
}

/** The nearest posting of the other side that is left over, too: the same days, the opposite way, another amount. */
function nearest(half: Half, unmatched: readonly Half[]): Half | undefined {
  return unmatched
    .filter(
      (other) =>
        other.entity === half.counterparty &&
        other.counterparty === half.entity &&
        other.amount > 0n !== half.amount > 0n &&
        Math.abs(daysBetween(other.date, half.date)) <= DAYS_APART,
    )
    .toSorted((a, b) => Math.abs(daysBetween(a.date, half.date)) - Math.abs(daysBetween(b.date, half.date)))[0];
}

/** Halves that should have a twin on file, by entity, other entity, account and currency. */
export function oneSided({ book, declared }: Ground, unmatched: readonly Unmatched[]): readonly OneSided[] {
  const groups = new Map<string, Unmatched[]>();
  for (const half of unmatched) {
    if (half.why === 'on the way' || half.why === 'not on file') continue;
    const name = JSON.stringify([half.entity, half.counterparty, half.account, half.currency]);
    groups.set(name, [...(groups.get(name) ?? []), half]);
  }
  return [...groups.values()].flatMap((halves): OneSided[] => {
    const [first] = halves;
    if (!first) return [];
    const { entity, counterparty, account, currency } = first;
    const found = declared.portfolio.entities.find(({ id }) => id === entity) ?? { id: entity };
    const scope = figureId(
      scopeOf(found),
      'between',
      counterparty,
      'one-sided',
      distinctSlug(account),
      currency.toLowerCase(),
    );
    const unit = money(currency);
    const sizes = halves.map(({ figure, amount }) =>
      amount > 0n
        ? figure
        : book.formula(`${figure.id}.size`, figure.label, unit, 'negate', [figure], { text: 'without its sign' }),
    );
    const total = book.formula(scope, `${account} without a twin in ${counterparty}`, unit, 'sum', sizes, {
      text: 'sum of the postings',
    });
    return [{ entity, counterparty, account, halves, total }];
  });
}

/** What an entity's half lacks where the other entity's days are not on file. */
export function offFileGaps({ declared }: Ground, unmatched: readonly Unmatched[]): readonly CoverageGap[] {
  const name = (id: string): string => declared.portfolio.entities.find((entity) => entity.id === id)?.name ?? id;
  const pairs = new Map(
    unmatched.filter(({ why }) => why === 'not on file').map((half) => [`${half.entity} ${half.counterparty}`, half]),
  );
  return [...pairs.values()].map(({ entity, counterparty }) => ({
    id: `${counterparty}.between.${entity}`,
    entity: counterparty,
    source: `statements or books of ${name(counterparty)} for the days on which ${name(entity)} dealt with it`,
    wouldTell: `the other side of what ${name(entity)} booked; nothing is eliminated for it until then`,
    suffers: ['ACC-07'],
  }));
}
