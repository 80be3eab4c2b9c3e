import type { CoverageGap } from '../../model/facts.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count } from '../ids.ts';
import { calendarOf, type LeaseEnd } from './calendar.ts';
import { debtGaps, debtOf, type DebtService } from './debt.ts';
import { depositGaps, depositsOf, type SecurityDeposits } from './deposits.ts';
import { incomeGaps, incomeOf, type OperatingIncome } from './income.ts';
import { maintenanceOf, ticketGaps, type Maintenance } from './maintenance.ts';
import { occupancyOf, type Occupancy } from './occupancy.ts';
import { rentCollected, rentGaps, type RentCollected } from './rent.ts';
import { gapOf, idOf, labelOf, numberFigure, type Scene } from './scene.ts';
import { rollOn, tenanciesOf } from './tenancies.ts';
import { unitGaps, unitsOf, type RentalUnit } from './units.ts';
import { valueGaps, valueOf, type PropertyValue } from './value.ts';

/** The figures that every property has; one that cannot be known says why. */
export interface Headlines {
  readonly occupancy: Figure;
  readonly economicOccupancy: Figure;
  readonly vacancyLoss: Figure;
  readonly delinquent: Figure;
  readonly openTickets: Figure;
}

/** One property that is let. What is undefined has no sheet on file. */
export interface RentalProperty {
  readonly of: EntityCoverage;
  readonly headlines: Headlines;
  readonly units: readonly RentalUnit[];
  readonly occupancy: Occupancy | undefined;
  /** Leases in force, the first to end first; undefined without leases. */
  readonly calendar: readonly LeaseEnd[] | undefined;
  readonly leaseRows: Figure | undefined;
  readonly rent: RentCollected | undefined;
  readonly debt: DebtService;
  readonly income: OperatingIncome;
  readonly value: PropertyValue;
  readonly maintenance: Maintenance | undefined;
  readonly deposits: SecurityDeposits | undefined;
}

export async function propertyOf(
  scene: Scene,
): Promise<{ readonly property: RentalProperty; readonly gaps: readonly CoverageGap[] }> {
  const { sheets, ground, of } = scene;
  const roll = rollOn(scene, ground.asOf);
  const tenancies = tenanciesOf(scene, roll);
  const units = unitsOf(scene, roll, tenancies);
  const occupancy = occupancyOf(scene, units);
  const rent = await rentCollected(scene, tenancies, numberOfUnits(scene));
  const debt = await debtOf(scene);
  const income = incomeOf(scene, debt);
  const value = valueOf(scene, income.noi);
  const maintenance = maintenanceOf(scene);
  const deposits = depositsOf(scene, tenancies);
  const hasLeases = sheets.leases.length > 0;
  const leases = { id: idOf(scene, 'leases.rows'), label: labelOf(scene, 'leases on file'), of: 'lease' };
  const property: RentalProperty = {
    of,
    headlines: headlinesOf(scene, { occupancy, rent, maintenance }),
    units,
    occupancy,
    calendar: hasLeases ? calendarOf(scene, tenancies) : undefined,
    leaseRows: hasLeases ? numberFigure(scene, leases, 'leases', sheets.leases) : undefined,
    rent,
    debt,
    income,
    value,
    maintenance,
    deposits,
  };
  const gaps = [
    ...sheetGaps(scene),
    ...unitGaps(scene, units),
    ...rentGaps(scene, tenancies, rent),
    ...incomeGaps(scene),
    ...debtGaps(scene, debt),
    ...valueGaps(scene, value),
    ...ticketGaps(scene, maintenance),
    ...depositGaps(scene, tenancies, deposits),
  ];
  return { property, gaps };
}

/** Units that are named anywhere: with one alone, all rent is its own. */
function numberOfUnits({ sheets }: Scene): number {
  const names = [...sheets.roll, ...sheets.leases].map(({ unit }) => unit.toLowerCase());
  return new Set(names).size;
}

function headlinesOf(
  scene: Scene,
  { occupancy, rent, maintenance }: Pick<RentalProperty, 'occupancy' | 'rent' | 'maintenance'>,
): Headlines {
  const or = (figure: Figure | undefined, part: string, label: string, unit: Unit, why: string): Figure =>
    figure ?? scene.ground.book.unknown(idOf(scene, part), labelOf(scene, label), unit, why);
  const noRoll = `${scene.of.entity.name} has no rent roll on file`;
  const noRent =
    scene.sheets.leases.length === 0
      ? `${scene.of.entity.name} has no leases on file`
      : `${scene.of.entity.name} has no account on file that rent comes to`;
  const noLog = `${scene.of.entity.name} has no log of maintenance on file`;
  const percent: Unit = { kind: 'percent' };
  return {
    occupancy: or(occupancy?.physical, 'occupancy', 'occupancy by units', percent, noRoll),
    economicOccupancy: or(occupancy?.economic, 'economic-occupancy', 'occupancy by rent', percent, noRoll),
    vacancyLoss: or(occupancy?.loss, 'vacancy-loss', 'rent lost to vacancy', scene.unit, noRoll),
    delinquent: or(rent?.delinquent, 'delinquent', 'rent overdue', scene.unit, noRent),
    openTickets: or(maintenance?.open, 'maintenance.open', 'tickets open', count('ticket'), noLog),
  };
}

/** Sheets that a property has and that are not on file, and amounts that are left out. */
function sheetGaps(scene: Scene): CoverageGap[] {
  const { sheets, of } = scene;
  const id = (part: string): string => idOf(scene, part);
  const gaps: CoverageGap[] = [];
  const missing = (name: string, source: string, wouldTell: string, suffers: readonly string[]): void => {
    gaps.push(gapOf(scene, name, { source, wouldTell, suffers }));
  };
  if (sheets.roll.length === 0)
    missing('rent-roll', 'rent roll (a sheet of kind rent-roll)', 'which units are let, to whom, and for how much', [
      'RENT-01',
      id('occupancy'),
      id('economic-occupancy'),
      id('vacancy-loss'),
    ]);
  if (sheets.leases.length === 0)
    missing('leases', 'leases (a sheet of kind leases)', 'when leases end, what rent is due, which deposits are held', [
      'RENT-02',
      'RENT-03',
      'RENT-06',
      id('delinquent'),
    ]);
  if (sheets.tickets.length === 0)
    missing(
      'maintenance',
      'log of maintenance (a sheet of kind maintenance)',
      'which repairs are open, and what they cost',
      ['RENT-05', id('maintenance.open')],
    );
  if (sheets.foreign.length > 0)
    missing(
      'rental-currency',
      `amounts in ${of.currency}: rows in ${sheets.foreign.join(', ')} are left out`,
      'what these rows come to',
      [id('occupancy'), id('delinquent')],
    );
  return gaps;
}
