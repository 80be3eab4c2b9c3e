import type { Figure, Unit } from '../../model/figure.ts';
import { figureId } from '../ids.ts';
import type { Ground } from '../input.ts';
import { convert } from '../rates.ts';
import { sumOfKnown } from '../sums.ts';
import type { RentalProperty } from './property.ts';

/** Several properties together, in the base currency; what is not known of one is left out. */
export interface RentalGroup {
  /** Undefined where no property has a rent roll. */
  readonly occupancy: Figure | undefined;
  readonly noi: Figure;
  readonly debtService: Figure;
  readonly dscr: Figure;
  readonly delinquent: Figure;
  readonly vacancyLoss: Figure;
  /** Undefined where no property has a log. */
  readonly openTickets: Figure | undefined;
}

/** Undefined for one property alone: its own figures say it. */
export function groupOf(ground: Ground, properties: readonly RentalProperty[]): RentalGroup | undefined {
  if (properties.length < 2) return undefined;
  const { book, declared } = ground;
  const currency = declared.portfolio.base_currency;
  const total = (part: string, label: string, figures: readonly (Figure | undefined)[]): Figure => {
    const known = figures.flatMap((figure) => (figure ? [convert(ground, figure, currency)] : []));
    return sumOfKnown(
      ground,
      { id: figureId('group.rental', part), label, currency },
      known,
      'sum over the properties that are known',
    );
  };
  const number = (
    part: string,
    label: string,
    unit: Unit,
    figures: readonly (Figure | undefined)[],
  ): Figure | undefined => {
    const known = figures.flatMap((figure) => figure ?? []);
    return known.length === 0
      ? undefined
      : book.formula(figureId('group.rental', part), label, unit, 'sum', known, { text: 'sum over the properties' });
  };
  // Coverage is of the properties of which both sides are known: one without the other would tilt it.
  const covered = properties.filter(({ income, debt }) => income.noi.value && debt.service.value);
  const noiCovered = total(
    'noi.covered',
    'NOI of properties with debt',
    covered.map(({ income }) => income.noi),
  );
  const debtService = total(
    'debt-service',
    'Debt service of 12 months',
    properties.map(({ debt }) => debt.service),
  );
  const serviceCovered = total(
    'debt-service.covered',
    'Debt service of properties with NOI',
    covered.map(({ debt }) => debt.service),
  );
  const units = number(
    'units',
    'Units',
    { kind: 'count', of: 'unit' },
    properties.map(({ occupancy }) => occupancy?.units),
  );
  const let_ = number(
    'units.let',
    'Units let',
    { kind: 'count', of: 'unit' },
    properties.map(({ occupancy }) => occupancy?.let),
  );
  return {
    occupancy:
      units && let_
        ? book.formula('group.rental.occupancy', 'Occupancy by units', { kind: 'percent' }, 'percent', [let_, units], {
            text: 'units let ÷ units',
          })
        : undefined,
    noi: total(
      'noi',
      'Net operating income of 12 months',
      properties.map(({ income }) => income.noi),
    ),
    debtService,
    dscr: book.formula(
      'group.rental.dscr',
      'Debt service coverage',
      { kind: 'ratio' },
      'quotient',
      [noiCovered, serviceCovered],
      {
        text: 'net operating income ÷ debt service, of properties of which both are known',
      },
    ),
    delinquent: total(
      'delinquent',
      'Rent overdue',
      properties.map(({ rent }) => rent?.delinquent),
    ),
    vacancyLoss: total(
      'vacancy-loss',
      'Rent lost to vacancy',
      properties.map(({ occupancy }) => occupancy?.loss),
    ),
    openTickets: number(
      'maintenance.open',
      'Tickets open',
      { kind: 'count', of: 'ticket' },
      properties.map(({ maintenance }) => maintenance?.open),
    ),
  };
}
