import type { IsoDate } from '../core/date.ts';
import { add, ZERO } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import type { AccountCoverage, EntityCoverage } from './coverage.ts';
import { figureId, money, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import type { MonthSum } from './ledger.ts';
import { convert, rateGaps } from './rates.ts';
import { heldFigures } from './recognition/held.ts';
import { heldAccounts } from './recognition/streams.ts';
import { oneOf } from './sql.ts';
import { amountOf, sumOfKnown, upTo } from './sums.ts';

export interface CashAccount {
  readonly account: string;
  readonly balance: Figure;
}

export interface EntityCash {
  readonly of: EntityCoverage;
  readonly accounts: readonly CashAccount[];
  /** On all accounts whose balance is known, in the entity's currency. */
  readonly cash: Figure;
  /** Money held that is owed back to customers until they are served. */
  readonly deposits: Figure;
  /** Of these, what bookings show to be for services still ahead, and no account of deposits does. */
  readonly ahead: readonly Figure[];
  readonly unrestricted: Figure;
}

export interface Cash {
  readonly entities: readonly EntityCash[];
  readonly group: { readonly cash: Figure; readonly deposits: Figure; readonly unrestricted: Figure };
  /** Entities of which nothing is in the group's cash. */
  readonly leftOut: readonly string[];
}

/** The day whose cash is asked for: that of the report, or one before it. */
interface CashDay {
  readonly day: IsoDate;
  /** Behind the ids of its figures, and in their labels. */
  readonly suffix: readonly string[];
  /** Sums of an entity's postings up to the day: of its asset accounts and its customers' deposits at least. */
  of(entity: string): readonly MonthSum[];
}

/** Cash by account and in the base currency; customers' deposits are restricted and taken out of unrestricted cash. */
export function cash(ground: Ground): Reading<Cash> {
  const currency = ground.declared.portfolio.base_currency;
  const { entities, group } = cashAt(ground, {
    day: ground.asOf,
    suffix: [],
    of: (entity) => ground.ledger.of(entity),
  });
  const gaps = [
    ...ground.coverage.gaps,
    ...ground.coverage.openings,
    ...rateGaps(ground),
    ...entities.flatMap(depositGap),
  ];
  if (group.cash.value === undefined) return notSeen(...gaps);
  const leftOut = entities.filter((one) => convert(ground, one.unrestricted, currency).value === undefined);
  return seen({ entities, group, leftOut: leftOut.map(({ of }) => of.entity.id) }, gaps);
}

/** Cash at the end of a day that is over; `sums` are those of each entity's postings up to it, by account and currency. */
export function cashOn(
  ground: Ground,
  day: IsoDate,
  sums: (entity: string) => readonly MonthSum[],
): Pick<Cash, 'entities' | 'group'> {
  return cashAt(ground, { day, suffix: [day], of: sums });
}

function cashAt(ground: Ground, at: CashDay): Pick<Cash, 'entities' | 'group'> {
  const currency = ground.declared.portfolio.base_currency;
  const entities = ground.coverage.entities.map((of) => entityCash(ground, of, at));
  const total = (name: string, label: string, part: 'cash' | 'deposits' | 'unrestricted'): Figure => {
    const inBase = entities.map((one) => convert(ground, one[part], currency, at.day));
    const named = { id: figureId(name, ...at.suffix), label: labelOn(label, at), currency };
    return sumOfKnown(ground, named, inBase, 'sum over the entities whose balance is known');
  };
  const group = {
    cash: total('group.cash', 'Cash', 'cash'),
    deposits: total('group.deposits', 'Customer deposits held', 'deposits'),
    unrestricted: total('group.cash.unrestricted', 'Unrestricted cash', 'unrestricted'),
  };
  return { entities, group };
}

const labelOn = (label: string, { suffix }: CashDay): string => [label, ...suffix].join(', ');

function entityCash(ground: Ground, of: EntityCoverage, at: CashDay): EntityCash {
  const { entity, currency } = of;
  const { book } = ground;
  const scope = scopeOf(entity);
  const accounts = of.accounts
    .filter(({ account }) => account.startsWith('Assets:'))
    .map((account) => ({ account: account.account, balance: balance(ground, of, account, at) }));
  const parts = accounts.map((account) => convert(ground, account.balance, currency, at.day));
  const named = { id: figureId(scope, 'cash', ...at.suffix), label: labelOn(`${entity.name} cash`, at), currency };
  const total = sumOfKnown(ground, named, parts, 'sum of the accounts whose balance is known');
  const ahead = of.accounts.length > 0 ? heldFigures(ground, of, at) : [];
  const deposits = depositsHeld(ground, of, at, ahead);
  const unrestricted = book.formula(
    figureId(scope, 'cash', 'unrestricted', ...at.suffix),
    labelOn(`${entity.name} unrestricted cash`, at),
    money(currency),
    'difference',
    [total, deposits],
    {
      text: 'cash − customer deposits held',
    },
  );
  return { of, accounts, cash: total, deposits, ahead, unrestricted };
}

function balance(
  ground: Ground,
  of: EntityCoverage,
  { account, currency, openingKnown, stale, last }: AccountCoverage,
  at: CashDay,
): Figure {
  const { entity } = of;
  const several = of.accounts.filter((other) => other.account === account).length > 1;
  const id = figureId(
    scopeOf(entity),
    'cash',
    ground.ledger.key(account),
    ...(several ? [currency.toLowerCase()] : []),
    ...at.suffix,
  );
  const label = labelOn(`${entity.name} ${account}${stale ? ` on ${last}` : ''}`, at);
  if (!openingKnown)
    return ground.book.unknown(id, label, money(currency), `the opening balance of ${account} is not known`);
  const sums = at.of(entity.id).filter((sum) => sum.account === account && sum.currency === currency);
  const where = [`account = ${sqlText(account)}`, `currency = ${sqlText(currency)}`];
  return amountOf(ground, { id, label, currency, on: at.day }, upTo({ sums, where }, entity.id, at.day), 1);
}

function depositsHeld(ground: Ground, of: EntityCoverage, at: CashDay, ahead: readonly Figure[]): Figure {
  const { entity, currency } = of;
  const id = figureId(scopeOf(entity), 'deposits', ...at.suffix);
  const label = labelOn(`${entity.name} customer deposits held`, at);
  if (of.accounts.length === 0)
    return ground.book.unknown(id, label, money(currency), `${entity.name} has nothing on file`);
  const accounts = heldAccounts(entity);
  const sums = at.of(entity.id).filter((sum) => accounts.includes(sum.account));
  const selection = upTo({ sums, where: [oneOf('account', accounts)] }, entity.id, at.day);
  const moved = amountOf(
    ground,
    { id: figureId(id, 'moved'), label: `${label}, by the rows on file`, currency, on: at.day },
    selection,
    -1,
  );
  const parts = [moved, ...ahead];
  // More given back than taken in: the first deposits lie before the first row, so what is held now is not known.
  if (parts.reduce((sum, { value }) => (value ? add(sum, value) : sum), ZERO).mantissa < 0n) {
    return ground.book.unknown(id, label, money(currency), 'more deposits were released than received on file');
  }
  return ground.book.formula(id, label, money(currency), 'sum', parts, {
    text: `deposits received − deposits released${ahead.length > 0 ? ' + received for services still ahead' : ''}`,
  });
}

function depositGap({ of, deposits }: EntityCash): CoverageGap[] {
  if (deposits.value !== undefined || of.accounts.length === 0) return [];
  return [
    {
      id: `${of.entity.id}.deposits`,
      entity: of.entity.id,
      source: 'opening balance of customer deposits',
      wouldTell: 'how much of the cash is owed back to customers; unrestricted cash leaves the entity out until then',
      suffers: [`${of.entity.id}.cash.unrestricted`, 'group.cash.unrestricted', 'group.runway.months'],
    },
  ];
}
