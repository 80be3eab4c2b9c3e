import { addMonths, daysBetween, firstDay, lastDay, monthOf, type IsoDate, type Month } from '../core/date.ts';
import type { Declared } from '../model/declared.ts';
import type { CoverageGap, Facts, Row } from '../model/facts.ts';
import type { Entity } from '../model/portfolio.ts';
import { sqlDate } from '../model/sql.ts';
import { text, type Ledger } from './ledger.ts';

/** A statement account: how far its rows reach, and whether its balance is known. */
export interface AccountCoverage {
  readonly account: string;
  readonly currency: string;
  readonly openingKnown: boolean;
  readonly first: IsoDate;
  readonly last: IsoDate;
  /** The last row is older than a statement account's should be, and there is money left on it. */
  readonly stale: boolean;
}

export interface EntityCoverage {
  readonly entity: Entity;
  readonly currency: string;
  readonly accounts: readonly AccountCoverage[];
  /** First and last month on file; undefined when there is none. */
  readonly from: Month | undefined;
  readonly to: Month | undefined;
  /** True when the month is on file: a month without a movement is then a known zero. */
  has(month: Month): boolean;
}

export interface Coverage {
  readonly entities: readonly EntityCoverage[];
  /** No source, no rows, or an export that ended. */
  readonly gaps: readonly CoverageGap[];
  /** Accounts whose balance before the first row is not known: what moved is known, what is there is not. */
  readonly openings: readonly CoverageGap[];
  of(entity: string): EntityCoverage | undefined;
}

/** A statement account is expected to move at least this often, unless its source says `fresh_within_days`. */
const FRESH_DAYS = 45;
/** A first row later in its month than this means that the month's beginning is not on file; so with its end. */
const MONTH_BEGINS_BY = 7;
const MONTH_ENDS_WITHIN = 7;

/** How far each entity's statements reach, and the gaps: no source, no rows, a source that ended, an unknown opening. */
export async function readCoverage(declared: Declared, facts: Facts, ledger: Ledger, asOf: IsoDate): Promise<Coverage> {
  const rows = await facts.query(`
    SELECT a.entity AS entity, a.account AS account, a.currency AS currency, a.opening_known AS opening_known,
      MIN(f.first_date) AS first, MAX(f.last_date) AS last, MAX(b.stated) AS stated
    FROM accounts a JOIN account_days f ON f.entity = a.entity AND f.account = a.account
    LEFT JOIN (SELECT entity, ledger_account, MAX(date) AS stated FROM balances GROUP BY entity, ledger_account) b
      ON b.entity = a.entity AND b.ledger_account = a.account
    WHERE f.first_date <= ${sqlDate(asOf)}
    GROUP BY a.entity, a.account, a.currency, a.opening_known
    ORDER BY 1, 2, 3`);
  const { portfolio } = declared;
  const entities = portfolio.entities.map((entity) => {
    const own = rows.filter((row) => text(row['entity']) === entity.id);
    const accounts = own.map((row) => {
      const found = {
        account: text(row['account']),
        currency: text(row['currency']),
        openingKnown: row['opening_known'] === true,
        first: text(row['first']).slice(0, 10),
        last: reach(row, asOf),
      };
      return { ...found, stale: isStale(found, entity, ledger, asOf) };
    });
    return entityCoverage(entity, entity.currency ?? portfolio.base_currency, accounts, asOf);
  });
  return {
    entities,
    gaps: entities.flatMap(gapsOf),
    openings: entities.flatMap(openingGaps),
    of: (entity) => entities.find((one) => one.entity.id === entity),
  };
}

/** A statement reaches to its last row, or to the day whose balance it states; for us, no further than `asOf`. */
function reach(row: Row, asOf: IsoDate): IsoDate {
  const reached =
    [row['last'], row['stated']]
      .map((cell) => text(cell).slice(0, 10))
      .toSorted()
      .at(-1) ?? '';
  return reached > asOf ? asOf : reached;
}

function isStale(account: Omit<AccountCoverage, 'stale'>, entity: Entity, ledger: Ledger, asOf: IsoDate): boolean {
  const sources = entity.sources.filter((source) => source.account === account.account);
  const fresh = sources.map((source) => source.fresh_within_days ?? FRESH_DAYS);
  if (daysBetween(account.last, asOf) <= (fresh.length > 0 ? Math.max(...fresh) : FRESH_DAYS)) return false;
  // An account that ended with nothing on it was closed: its silence is no gap.
  const own = ledger
    .of(entity.id)
    .filter((sum) => sum.account === account.account && sum.currency === account.currency);
  const closed = account.openingKnown && own.reduce((total, sum) => total + sum.amount, 0n) === 0n;
  return !closed;
}

function entityCoverage(
  entity: Entity,
  currency: string,
  accounts: readonly AccountCoverage[],
  asOf: IsoDate,
): EntityCoverage {
  const openings = entity.sources.flatMap((source) => (source.opening ? [source.opening.date] : []));
  const first = [...openings.filter((date) => date <= asOf), ...accounts.map((account) => account.first)].toSorted()[0];
  const ends = accounts.filter((account) => account.stale).map((account) => lastWholeMonth(account.last));
  const from = first === undefined || accounts.length === 0 ? undefined : firstWholeMonth(first);
  const to = from === undefined ? undefined : [monthOf(asOf), ...ends].toSorted()[0];
  const has = (month: Month): boolean => from !== undefined && to !== undefined && month >= from && month <= to;
  return { entity, currency, accounts, from, to, has };
}

function firstWholeMonth(first: IsoDate): Month {
  const month = monthOf(first);
  return daysBetween(firstDay(month), first) < MONTH_BEGINS_BY ? month : addMonths(month, 1);
}

function lastWholeMonth(last: IsoDate): Month {
  const month = monthOf(last);
  return daysBetween(last, lastDay(month)) < MONTH_ENDS_WITHIN ? month : addMonths(month, -1);
}

function gapsOf({ entity, accounts }: EntityCoverage): CoverageGap[] {
  const suffers = [`${entity.id}.burn.mean-3`, `${entity.id}.cash`, 'group.burn.high', 'group.runway.months'];
  if (accounts.length === 0) return [noRows(entity, suffers)];
  return accounts.filter((account) => account.stale).map((account) => ended(entity, account, suffers));
}

function openingGaps({ entity, accounts }: EntityCoverage): CoverageGap[] {
  return accounts.filter((account) => !account.openingKnown).map((account) => noOpening(entity, account));
}

function noRows(entity: Entity, suffers: readonly string[]): CoverageGap {
  const source =
    entity.sources.length === 0 ? 'bank or payment exports: none declared' : 'bank or payment exports: no row was read';
  const wouldTell = `what ${entity.name} earns, spends and holds; every group total leaves it out`;
  return { id: `${entity.id}.no-rows`, entity: entity.id, source, wouldTell, suffers };
}

function ended(entity: Entity, account: AccountCoverage, suffers: readonly string[]): CoverageGap {
  return {
    id: `${entity.id}.ended.${account.account}`,
    entity: entity.id,
    source: `${account.account}: the export ends on ${account.last}`,
    wouldTell: `what moved after ${account.last}; months after it are not known`,
    suffers,
  };
}

function noOpening(entity: Entity, account: AccountCoverage): CoverageGap {
  return {
    id: `${entity.id}.opening.${account.account}`,
    entity: entity.id,
    source: `opening balance of ${account.account}`,
    wouldTell: 'what is on the account; cash leaves it out until then',
    suffers: [`${entity.id}.cash`, 'group.cash', 'group.runway.months'],
  };
}
