import { decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say, term } from '../../model/sentence.ts';
import { sqlText } from '../../model/sql.ts';
import { count } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { daySums } from '../statements/entries.ts';
import { endOf, type EntityAccounts } from '../statements/entity.ts';
import { attributions } from './attribution.ts';
import { groupBalance } from './balance.ts';
import { explained, offFileGaps, oneSided, readBetween, shown } from './between.ts';
import { groupCashFlow } from './cash-flow.ts';
import { pairDifferences, type PairDifference } from './differences.ts';
import { entityOf, made, without, type Group } from './group.ts';
import { groupIncome } from './income.ts';
import { eliminatedParts } from './intercompany.ts';
import { DAYS_APART } from './matching.ts';
import { ownershipOf, type Ownership } from './ownership.ts';
import { Translated } from './translation.ts';
import type {
  Consolidation,
  Elimination,
  GroupLine,
  GroupStatement,
  RateUsed,
  TranslationProof,
  Unmatched,
} from './types.ts';

export type { Consolidation, Elimination, GroupLine, GroupStatement, OneSided, ShownHalf, Unmatched } from './types.ts';
export { consolidationProblems } from './proof.ts';

/** The group's statements: entities + eliminations = group on every line, with translation and with who owns what. */
export async function consolidation(ground: Ground, all: readonly EntityAccounts[]): Promise<Reading<Consolidation>> {
  const [first] = all;
  if (!first) return notSeen(...ground.coverage.gaps);
  const { asOf, declared } = ground;
  const currency = declared.portfolio.base_currency;
  const used = new Map<string, RateUsed>();
  const equity = await equityByDay(ground, all);
  const between = await readBetween(ground);
  const group: Group = {
    ground,
    currency,
    columns: first.calendar.columns,
    members: all.map((accounts) => new Translated(accounts, currency, equity, used)),
    between,
    eliminated: eliminatedParts(all, between),
  };
  const ownership = ownershipOf(
    ground,
    all.map(({ books }) => books.of.entity),
  );
  const differences = pairDifferences(group);
  const statements = statementsOf(group, differences);
  const unmatched = explained(ground, between.unmatched);
  const value: Consolidation = {
    label: ownership.label,
    parent: ownership.parent,
    owner: ownership.owner,
    currency,
    columns: group.columns,
    entities: group.members.map(entityOf),
    names: new Map(declared.portfolio.entities.map(({ id, name }) => [id, name])),
    income: statements.income,
    balance: statements.balance,
    cashFlow: statements.cashFlow,
    eliminations: eliminationsOf(group, differences),
    unmatched,
    oneSided: oneSided(ground, unmatched),
    rates: [...used.values()],
    translations: translationsOf(statements),
    attributions: attributions(group, ownership, statements.income, statements.balance),
    residual: statements.translation.eliminations,
    notes: notesOf(ground, ownership, statements, unmatched),
  };
  const gaps = [
    ...ground.coverage.gaps,
    ...ownership.gaps,
    ...offFileGaps(ground, unmatched),
    ...rateGaps(ground, used, asOf),
  ];
  return seen(value, gaps);
}

interface GroupStatements {
  readonly income: GroupStatement;
  readonly balance: GroupStatement;
  readonly cashFlow: GroupStatement;
  /** The group that the balance sheet is of. */
  readonly grounds: Group;
  readonly translation: GroupLine;
}

/** Each statement leaves out the entities of which it does not know what it needs, and says so. */
function statementsOf(group: Group, differences: readonly PairDifference[]): GroupStatements {
  const left = (takes: (accounts: EntityAccounts) => boolean): ReadonlySet<string> =>
    new Set(group.members.filter(({ accounts }) => takes(accounts)).map(entityOf));
  const incomplete = left(({ unknown }) => unknown.size > 0);
  const noCash = left(({ unknown, books }) => books.slots.some(({ key, cash }) => cash && unknown.has(key)));
  const grounds = without(group, incomplete);
  const balance = groupBalance(grounds, differencesOf(grounds, differences));
  return {
    grounds,
    translation: balance.translation,
    income: groupIncome(group, differences),
    balance: { ...balance.statement, leftOut: [...incomplete] },
    cashFlow: { ...groupCashFlow(without(group, noCash)), leftOut: [...noCash] },
  };
}

function differencesOf({ between }: Group, differences: readonly PairDifference[]): readonly PairDifference[] {
  return differences.filter(({ match }) => between.matches.includes(match));
}

/** Equity of books that are translated, day by day: each posting has the rate of its day. */
async function equityByDay(ground: Ground, all: readonly EntityAccounts[]) {
  const base = ground.declared.portfolio.base_currency;
  const foreign = all.filter(({ books }) => books.currency !== base);
  if (foreign.length === 0) return [];
  const conditions = foreign.map(
    ({ books }) =>
      `(entity = ${sqlText(books.of.entity.id)} AND account LIKE 'Equity:%' AND currency = ${sqlText(books.currency)})`,
  );
  return daySums(ground, conditions.join(' OR '));
}

/** Sales and costs of the columns' time; of claims, debts and equity all, since the balance sheets carry them on. */
function eliminationsOf({ ground, between, columns }: Group, differences: readonly PairDifference[]): Elimination[] {
  const from = columns.map((column) => column.from).toSorted()[0] ?? '';
  return between.matches
    .filter(({ kind, debit, credit }) => kind !== 'trade' || debit.date >= from || credit.date >= from)
    .map((match) => ({
      kind: match.kind,
      apart: match.apart,
      debit: shown(ground, match.debit),
      credit: shown(ground, match.credit),
      difference: differences.find((one) => one.match === match)?.figure,
    }));
}

/** The translation difference of each entity again, from its net assets alone. */
function translationsOf({ grounds: group, translation }: GroupStatements): readonly TranslationProof[] {
  return group.members.flatMap((member): TranslationProof[] => {
    if (!member.isForeign) return [];
    const { books, closing } = member.accounts;
    const entity = entityOf(member);
    const proof = new Map<string, Figure>();
    for (const column of group.columns) {
      const end = endOf(member.accounts, column);
      if (!end) continue;
      const name = `${books.of.entity.name} net assets, ${column.to}`;
      const inputs = [closing.total('Assets', end), closing.total('Liabilities', end)];
      const id = `${books.scope}.books.net-assets.to.${end.id}`;
      const net = group.ground.book.formula(
        id,
        name,
        inputs[0]?.unit ?? { kind: 'money', currency: books.currency },
        'difference',
        inputs,
        {
          text: 'assets − liabilities',
        },
      );
      const until = books.periods.filter(({ to }) => to <= end.to);
      const posted = books
        .linesOf('Equity')
        .flatMap((slot) =>
          until.filter((period) => books.moved(slot, period)).map((period) => member.historical(slot, period)),
        );
      const results = until.map((period) => member.flow(closing.net(period), period));
      const label = `${books.of.entity.name} translation difference by net assets, ${column.to}`;
      proof.set(
        column.id,
        made(
          group,
          ['translation-proof', entity, column.id],
          label,
          'difference',
          [member.standing(net, end), ...posted, ...results],
          'net assets at the closing rate − equity at its own rates',
        ),
      );
    }
    const moved = books.slots.map((slot) => books.periods.filter((period) => books.moved(slot, period)).length);
    const roundings = moved.reduce((all, periods) => all + periods, books.slots.length);
    return [
      {
        entity,
        currency: books.currency,
        difference: translation.entities.get(entity) ?? new Map<string, Figure>(),
        proof,
        roundings,
      },
    ];
  });
}

function rateGaps(ground: Ground, used: ReadonlyMap<string, RateUsed>, asOf: string): CoverageGap[] {
  const missing = [...used.values()].filter(({ rate }) => rate.value === undefined);
  const units = missing.flatMap(({ rate }) => (rate.unit.kind === 'rate' ? [rate.unit] : []));
  const pairs = new Map(units.map((unit) => [`${unit.from} to ${unit.to}`, unit]));
  return [...pairs].map(([pair, unit]) => ({
    id: `group.rate.${unit.from}`,
    entity: 'group',
    source: `rate from ${pair} on or before ${asOf}`,
    wouldTell: `what amounts in ${unit.from} are worth in ${ground.declared.portfolio.base_currency}; the group’s statements are not known without it`,
    suffers: ['group.statement.income-statement.net'],
  }));
}

function notesOf(
  { asOf, declared, book }: Ground,
  ownership: Ownership,
  { balance, cashFlow }: GroupStatements,
  unmatched: readonly Unmatched[],
): Sentence[] {
  const name = (id: string): string => declared.portfolio.entities.find((entity) => entity.id === id)?.name ?? id;
  const names = (ids: readonly string[]) => quote(ids.map(name).join(', '));
  const foreign = declared.portfolio.entities.some(
    ({ currency }) => currency !== undefined && currency !== declared.portfolio.base_currency,
  );
  const apart = decimal(DAYS_APART);
  const days = book.constant(
    'method.between.days',
    'Days between two halves',
    count('days'),
    apart,
    'what banks take to clear',
  );
  return [
    ownership.parent === undefined
      ? say`The statements are combined: no entity controls all others, they have an owner in common (${term('ASC 810-10-45-10')}).`
      : say`The statements are consolidated: ${quote(name(ownership.parent))} controls the others (${term('ASC 810-10-15-8')}).`,
    ...(foreign
      ? [
          say`Books in another currency are translated: income and expenses at the average of their month, assets and liabilities at the rate of the day, equity at the rate of the day it was booked, and before the first declared rate at that one (${term('ASC 830-30')}).`,
        ]
      : []),
    say`Postings between entities are matched one to one, by entity, amount and currency, at most ${days} apart: what banks take to clear. What has no twin is not eliminated.`,
    ...(unmatched.length > 0
      ? [say`Postings without a twin by ${onDate(asOf)} stand in the group’s figures; they are listed.`]
      : []),
    ...(balance.leftOut.length > 0
      ? [say`The balance sheet of the group leaves out ${names(balance.leftOut)}: a balance there is not known.`]
      : []),
    ...(cashFlow.leftOut.length > 0
      ? [say`The cash flow statement of the group leaves out ${names(cashFlow.leftOut)}: its cash is not known.`]
      : []),
  ];
}
