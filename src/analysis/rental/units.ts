import { daysBetween, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { count, distinctSlug } from '../ids.ts';
import { cellsFigure, gapOf, idOf, labelOf, methodFigure, plainName, sameName, type Scene } from './scene.ts';
import type { LeaseRow, Placed, RentalTable, RollRow } from './sheets.ts';
import { isLet, tenancyOf, type Tenancy } from './tenancies.ts';

/** A unit that stands empty. Rent is what is asked, else what the market pays. */
export interface Vacancy {
  readonly asked: Figure | undefined;
  readonly days: Figure | undefined;
  /** Monthly rent × days ÷ 30. */
  readonly lost: Figure | undefined;
  /** What 30 days more would bring it to. */
  readonly lostSoon: Figure | undefined;
}

/** How far a rent is from what the market pays. */
export interface MarketGap {
  readonly market: Figure;
  /** Market − rent: above zero where the rent is lower. */
  readonly gap: Figure;
  /** Of the market's rent. */
  readonly percent: Figure;
  readonly aYear: Figure;
  /** Who says so; '' where the sheet does not tell. */
  readonly source: string;
}

export interface RentalUnit {
  readonly key: string;
  readonly name: string;
  readonly tenant: string;
  /** 'occupied' | 'vacant' | 'notice' | '' (not known). */
  readonly status: string;
  readonly since: IsoDate | undefined;
  /** A month's rent of a unit that is let. */
  readonly rent: Figure | undefined;
  readonly market: MarketGap | undefined;
  /** What the market pays, whether the unit is let or not. */
  readonly marketRent: Figure | undefined;
  readonly vacancy: Vacancy | undefined;
  readonly roll: RollRow | undefined;
}

/** Units of the rent roll and, where it does not have them, of leases in force. */
export function unitsOf(scene: Scene, roll: readonly RollRow[], tenancies: readonly Tenancy[]): RentalUnit[] {
  const others = tenancies.filter((one) => one.inForce && !roll.some((row) => sameName(row.unit, one.unit)));
  const names = [...roll.map(({ unit }) => unit), ...new Set(others.map(({ unit }) => unit))];
  return names.map((name) => {
    const row = roll.find((one) => sameName(one.unit, name));
    return unitOf(scene, name, row, tenancyOf(tenancies, name));
  });
}

function unitOf(scene: Scene, name: string, roll: RollRow | undefined, tenancy: Tenancy | undefined): RentalUnit {
  const key = distinctSlug(plainName(name));
  const isVacant = roll?.status === 'vacant';
  const lease = tenancy?.current;
  const rent = isVacant
    ? undefined
    : (cell(scene, key, 'rent', roll, 'rent') ?? cell(scene, key, 'rent', lease, 'rent'));
  const stated = lease?.marketSource !== undefined && lease.marketSource !== '';
  const fromLease = cell(
    scene,
    key,
    'market-rent',
    lease?.market === undefined || !stated ? undefined : lease,
    'market',
  );
  const marketRent =
    fromLease ?? cell(scene, key, 'market-rent', roll, 'market') ?? cell(scene, key, 'market-rent', lease, 'market');
  const source = fromLease ? (lease?.marketSource ?? '') : '';
  return {
    key,
    name,
    tenant: isVacant ? '' : roll?.tenant || (tenancy?.tenant ?? ''),
    status: roll?.status ?? 'occupied',
    since: roll ? roll.since : tenancy?.leases[0]?.starts,
    rent,
    marketRent,
    market: rent && marketRent ? marketGap(scene, key, name, rent, marketRent, source) : undefined,
    vacancy: isVacant ? vacancyOf(scene, key, roll) : undefined,
    roll,
  };
}

/** The rent, or what the market pays, as a row of a sheet says it. */
function cell(
  scene: Scene,
  key: string,
  name: string,
  row: RollRow | LeaseRow | undefined,
  field: 'rent' | 'market',
): Figure | undefined {
  const value = row?.[field];
  if (row === undefined || value === undefined || value <= 0n) return undefined;
  const table: RentalTable = 'status' in row ? 'rent_roll' : 'leases';
  const column = field === 'rent' ? 'rent' : 'market_rent';
  const label = labelOf(scene, `${row.unit}: ${field === 'rent' ? 'rent a month' : 'market rent a month'}`);
  return cellsFigure(scene, { id: idOf(scene, 'unit', key, name), label }, { table, column }, [
    { file: row.file, line: row.line, value },
  ]);
}

function marketGap(scene: Scene, key: string, name: string, rent: Figure, market: Figure, source: string): MarketGap {
  const { book } = scene.ground;
  const id = (part: string): string => idOf(scene, 'unit', key, part);
  const label = labelOf(scene, `${name}: under market`);
  const gap = book.formula(id('market-gap'), label, scene.unit, 'difference', [market, rent], {
    text: 'market rent − rent',
  });
  const percent = book.formula(id('market-gap.percent'), label, { kind: 'percent' }, 'percent', [gap, market], {
    text: '(market rent − rent) ÷ market rent',
  });
  const months = methodFigure(scene, 'months-a-year', 'Months of a year', count('month'), decimal(12));
  const aYear = book.formula(id('market-gap.a-year'), `${label}, a year`, scene.unit, 'product', [gap, months], {
    text: 'gap × months of a year',
  });
  return { market, gap, percent, aYear, source };
}

const DAYS_OF_A_MONTH = 30;

function vacancyOf(scene: Scene, key: string, roll: RollRow): Vacancy {
  const { book, asOf } = scene.ground;
  const id = (part: string): string => idOf(scene, 'unit', key, part);
  const label = (what: string): string => labelOf(scene, `${roll.unit}: ${what}`);
  const rented = roll.rent !== undefined && roll.rent > 0n;
  const value = rented ? roll.rent : roll.market;
  const place: Placed = { file: roll.file, line: roll.line };
  const asked =
    value === undefined || value <= 0n
      ? undefined
      : cellsFigure(
          scene,
          { id: id('asked'), label: label('rent that it would bring a month') },
          { table: 'rent_roll', column: rented ? 'rent' : 'market_rent' },
          [{ ...place, value }],
        );
  const days =
    roll.since === undefined
      ? undefined
      : cellsFigure(
          scene,
          { id: id('days-vacant'), label: label('days vacant'), unit: count('day') },
          { table: 'rent_roll', column: `date_diff('day', since, ${sqlDate(asOf)})` },
          [{ ...place, value: BigInt(daysBetween(roll.since, asOf)) }],
        );
  if (!asked || !days) return { asked, days, lost: undefined, lostSoon: undefined };
  const month = methodFigure(
    scene,
    'days-a-month',
    'Days that a month’s rent is for',
    count('day'),
    decimal(DAYS_OF_A_MONTH),
  );
  const rentDays = book.formula(id('lost.product'), label('rent × days vacant'), scene.unit, 'product', [asked, days], {
    text: 'rent a month × days vacant',
  });
  const lost = book.formula(id('lost'), label('rent lost so far'), scene.unit, 'quotient', [rentDays, month], {
    text: 'rent a month × days vacant ÷ 30',
  });
  const lostSoon = book.formula(
    id('lost.soon'),
    label('rent lost in 30 days from now'),
    scene.unit,
    'sum',
    [lost, asked],
    {
      text: 'rent lost so far + rent of 30 days',
    },
  );
  return { asked, days, lost, lostSoon };
}

/** What keeps the rent roll from telling all: units without status, and vacant ones without a day or a rent. */
export function unitGaps(scene: Scene, units: readonly RentalUnit[]): CoverageGap[] {
  const names = (of: (unit: RentalUnit) => boolean): string =>
    units
      .filter((unit) => unit.roll && of(unit))
      .map(({ name }) => name)
      .join(', ');
  const unsaid = names(({ status }) => status !== 'vacant' && status !== 'occupied' && status !== 'notice');
  const undated = names(({ vacancy }) => vacancy !== undefined && !vacancy.days);
  const unpriced = names(({ rent, roll, vacancy }) =>
    vacancy ? !vacancy.asked : roll !== undefined && isLet(roll) && !rent,
  );
  const ahead = scene.sheets.roll.filter(({ since }) => since !== undefined && since > scene.ground.asOf);
  return [
    ...(unsaid === ''
      ? []
      : [
          gapOf(scene, 'rent-roll.status', {
            source: `status in the rent roll: ${unsaid}`,
            wouldTell: 'whether the unit is let; occupancy leaves it out until then',
            suffers: ['RENT-01', idOf(scene, 'occupancy')],
          }),
        ]),
    ...(undated === ''
      ? []
      : [
          gapOf(scene, 'rent-roll.since', {
            source: `since when it is vacant, in the rent roll: ${undated}`,
            wouldTell: 'how much rent was lost',
            suffers: ['RENT-01', idOf(scene, 'vacancy-loss')],
          }),
        ]),
    ...(unpriced === ''
      ? []
      : [
          gapOf(scene, 'rent-roll.rent', {
            source: `rent in the rent roll, in ${scene.of.currency}: ${unpriced}`,
            wouldTell: 'what the unit brings, or would bring',
            suffers: [idOf(scene, 'economic-occupancy'), idOf(scene, 'vacancy-loss')],
          }),
        ]),
    ...(ahead.length === 0
      ? []
      : [
          gapOf(scene, 'rent-roll.ahead', {
            source: `rent roll of today: it says of ${ahead.map(({ unit }) => unit).join(', ')} only how it will stand`,
            wouldTell: 'whether the unit is let now',
            suffers: ['RENT-01', idOf(scene, 'occupancy')],
          }),
        ]),
  ];
}

export const hasStatus = ({ status, roll }: RentalUnit): boolean =>
  roll !== undefined && (status === 'vacant' || isLet(roll));
