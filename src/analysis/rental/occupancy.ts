import type { Figure } from '../../model/figure.ts';
import { cellsFigure, idOf, labelOf, numberFigure, type Scene } from './scene.ts';
import type { RollRow } from './sheets.ts';
import { hasStatus, type RentalUnit } from './units.ts';

/** How much is let, by units and by rent, as the rent roll stands. */
export interface Occupancy {
  /** Rows of the rent roll, those of days gone by or to come included. */
  readonly rows: Figure;
  readonly units: Figure;
  readonly let: Figure;
  /** Physical: units let ÷ units. */
  readonly physical: Figure;
  /** Rent of units let, and with what vacant ones would bring. */
  readonly inPlace: Figure;
  readonly potential: Figure;
  /** By rent: rent in place ÷ potential rent. */
  readonly economic: Figure;
  /** Rent lost so far by the units that are vacant now. */
  readonly loss: Figure;
}

/** Undefined without a rent roll. */
export function occupancyOf(scene: Scene, units: readonly RentalUnit[]): Occupancy | undefined {
  const { book } = scene.ground;
  const { roll } = scene.sheets;
  if (roll.length === 0) return undefined;
  const known = units.filter(hasStatus);
  const vacant = known.filter(({ vacancy }) => vacancy);
  const named = (part: string, label: string) => ({ id: idOf(scene, part), label: labelOf(scene, label) });
  const number = (part: string, label: string, of: readonly RentalUnit[]): Figure =>
    numberFigure(scene, { ...named(part, label), of: 'unit' }, 'rent_roll', rowsOf(of));
  const all = number('units', 'units', known);
  const letUnits = known.filter(({ vacancy }) => !vacancy);
  const let_ = number('units.let', 'units let', letUnits);
  const percent = (part: string, label: string, inputs: readonly Figure[], text: string): Figure =>
    book.formula(idOf(scene, part), labelOf(scene, label), { kind: 'percent' }, 'percent', inputs, { text });
  const { inPlace, potential } = rents(scene, letUnits, vacant);
  return {
    rows: numberFigure(scene, { ...named('rent-roll.rows', 'rows of the rent roll'), of: 'row' }, 'rent_roll', roll),
    units: all,
    let: let_,
    physical: percent('occupancy', 'occupancy by units', [let_, all], 'units let ÷ units'),
    inPlace,
    potential,
    economic: percent(
      'economic-occupancy',
      'occupancy by rent',
      [inPlace, potential],
      'rent in place ÷ potential rent',
    ),
    loss: lossOf(scene, vacant),
  };
}

const rowsOf = (units: readonly RentalUnit[]): RollRow[] => units.flatMap(({ roll }) => roll ?? []);

/** A sum over units: rows of nothing where there are none, and not known where one of them is not. */
function sumOver(
  scene: Scene,
  named: { readonly id: string; readonly label: string; readonly text: string; readonly why: string },
  units: readonly RentalUnit[],
  of: (unit: RentalUnit) => Figure | undefined,
): Figure {
  const { book } = scene.ground;
  const { id, label, text, why } = named;
  if (units.length === 0) return cellsFigure(scene, { id, label }, { table: 'rent_roll', column: 'rent' }, []);
  const parts = units.map(of);
  const missing = units.find((_, at) => parts[at]?.value === undefined);
  if (missing) return book.unknown(id, label, scene.unit, `${why} of ${missing.name} is not known`);
  return book.formula(
    id,
    label,
    scene.unit,
    'sum',
    parts.flatMap((part) => part ?? []),
    { text },
  );
}

function rents(
  scene: Scene,
  letUnits: readonly RentalUnit[],
  vacant: readonly RentalUnit[],
): { readonly inPlace: Figure; readonly potential: Figure } {
  const inPlace = sumOver(
    scene,
    {
      id: idOf(scene, 'rent.in-place'),
      label: labelOf(scene, 'rent in place a month'),
      text: 'sum of the rents of units let',
      why: 'the rent',
    },
    letUnits,
    ({ rent }) => rent,
  );
  const asked = sumOver(
    scene,
    {
      id: idOf(scene, 'rent.vacant'),
      label: labelOf(scene, 'rent that vacant units would bring a month'),
      text: 'sum of what vacant units would bring',
      why: 'the rent',
    },
    vacant,
    ({ vacancy }) => vacancy?.asked,
  );
  const potential = scene.ground.book.formula(
    idOf(scene, 'rent.potential'),
    labelOf(scene, 'potential rent a month'),
    scene.unit,
    'sum',
    [inPlace, asked],
    { text: 'rent in place + what vacant units would bring' },
  );
  return { inPlace, potential };
}

function lossOf(scene: Scene, vacant: readonly RentalUnit[]): Figure {
  return sumOver(
    scene,
    {
      id: idOf(scene, 'vacancy-loss'),
      label: labelOf(scene, 'rent lost to vacancy'),
      text: 'sum over the units that are vacant',
      why: 'the rent lost',
    },
    vacant,
    ({ vacancy }) => vacancy?.lost,
  );
}
