import { daysBetween, type IsoDate } from '../../core/date.ts';
import { isZero } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlTable, sqlText } from '../../model/sql.ts';
import { postingsQuery } from '../sql.ts';
import { paidFrom, type Due, type DueWindow } from './dues.ts';
import { receiptsWhere, type RentReceipt } from './receipts.ts';
import { idOf, labelOf, nothing, type Scene } from './scene.ts';
import type { Tenancy } from './tenancies.ts';

/** Ages of what is overdue, in days from the day on which it was due: the last day of each, the last without end. */
const AGES = ['0-30', '31-60', '61-90', 'over-90'] as const;
export type Age = (typeof AGES)[number];

/** A month's rent that is not paid in whole. */
export interface Unpaid {
  readonly day: IsoDate;
  readonly rent: Figure;
  readonly unpaid: Figure;
  readonly age: Age;
}

export interface TenancyRent {
  readonly tenancy: Tenancy;
  /** Rent due, its grace over, since the tenancy began or the ledger does. */
  readonly due: Figure;
  readonly received: Figure;
  /** Due − received, where that is above nothing. */
  readonly delinquent: Figure;
  /** The day from which it is counted. */
  readonly since: IsoDate | undefined;
  /** The oldest first. */
  readonly unpaid: readonly Unpaid[];
  readonly ages: ReadonlyMap<Age, Figure>;
}

/** Rent due against rent received: payments go to the oldest rent first. */
export function rentOf(
  scene: Scene,
  tenancy: Tenancy,
  {
    dues,
    window,
    receipts,
  }: { readonly dues: readonly Due[]; readonly window: DueWindow; readonly receipts: readonly RentReceipt[] },
): TenancyRent {
  const { book } = scene.ground;
  const { id, label } = namesOf(scene, tenancy);
  const from = paidFrom(dues, tenancy, window, receipts);
  const counted = receipts.filter(({ date }) => date >= from);
  const due = duesFigure(scene, id('due'), label('rent due'), dues);
  const query = postingsQuery(receiptsWhere(scene, counted));
  const sum = counted.reduce((total, { amount }) => total - amount, 0n);
  const received = book.rows(id('received'), label('rent received'), scene.unit, sum, {
    query,
    measure: 'amount',
    sign: -1,
  });
  const arrears = book.formula(
    id('arrears'),
    label('rent due less rent received'),
    scene.unit,
    'difference',
    [due, received],
    {
      text: 'rent due − rent received',
    },
  );
  const delinquent = book.formula(
    id('delinquent'),
    label('rent overdue'),
    scene.unit,
    'maximum',
    [arrears, nothing(scene)],
    {
      text: 'rent due − rent received, where it is above nothing',
    },
  );
  const unpaid = delinquent.value && !isZero(delinquent.value) ? unpaidOf(scene, tenancy, dues, delinquent) : [];
  return { tenancy, due, received, delinquent, since: dues[0]?.day, unpaid, ages: agesOf(scene, tenancy, unpaid) };
}

function namesOf(scene: Scene, { key, unit, tenant }: Tenancy) {
  return {
    id: (...parts: readonly string[]): string => idOf(scene, 'tenancy', key, ...parts),
    label: (what: string): string => labelOf(scene, `${[unit, tenant].filter(Boolean).join(', ')}: ${what}`),
  };
}

/** Rent of the lease on each day on which it is due: a row a month. */
function duesFigure(scene: Scene, id: string, label: string, dues: readonly Due[]): Figure {
  const { book } = scene.ground;
  if (dues.some(({ rent }) => rent === undefined))
    return book.unknown(id, label, scene.unit, `a lease does not say the rent in ${scene.of.currency}`);
  const days = sqlTable(
    { file: 'VARCHAR', line: 'BIGINT', due: 'DATE' },
    dues.map(({ file, line, day }) => [sqlText(file), String(line), sqlDate(day)]),
  );
  const query = `SELECT d.due AS date, l.tenant AS payee, l.rent AS amount, l.file AS file, l.line AS line, l.source AS source
FROM leases l JOIN (${days}) d ON d.file = l.file AND d.line = l.line
WHERE l.entity = ${sqlText(scene.of.entity.id)}
ORDER BY d.due`;
  const sum = dues.reduce((total, { rent }) => total + (rent ?? 0n), 0n);
  return book.rows(id, label, scene.unit, sum, { query, measure: 'amount', sign: 1 });
}

/** What is overdue lies on the latest rents, since payments went to the oldest. */
function unpaidOf(scene: Scene, tenancy: Tenancy, dues: readonly Due[], delinquent: Figure): Unpaid[] {
  const { book, asOf } = scene.ground;
  const { id, label } = namesOf(scene, tenancy);
  const found: Unpaid[] = [];
  let left = delinquent;
  for (const due of dues.toReversed()) {
    if (!left.value || isZero(left.value)) break;
    const { day } = due;
    const rent = duesFigure(scene, id('due', day), label(`rent due on ${day}`), [due]);
    const unpaid = book.formula(id('unpaid', day), label(`unpaid of ${day}`), scene.unit, 'minimum', [rent, left], {
      text: 'what is overdue and not on later rents, up to the rent',
    });
    found.push({ day, rent, unpaid, age: ageOf(daysBetween(day, asOf)) });
    left = book.formula(id('left', day), label(`overdue before ${day}`), scene.unit, 'difference', [left, unpaid], {
      text: 'overdue − what of it lies on this rent',
    });
  }
  return found.toReversed();
}

function ageOf(days: number): Age {
  if (days <= 30) return '0-30';
  if (days <= 60) return '31-60';
  return days <= 90 ? '61-90' : 'over-90';
}

function agesOf(scene: Scene, tenancy: Tenancy, unpaid: readonly Unpaid[]): ReadonlyMap<Age, Figure> {
  const { id, label } = namesOf(scene, tenancy);
  return new Map(
    AGES.flatMap((age): [Age, Figure][] => {
      const parts = unpaid.filter((one) => one.age === age).map((one) => one.unpaid);
      if (parts.length === 0) return [];
      const figure = scene.ground.book.formula(
        id('age', age),
        label(`overdue, ${age} days`),
        scene.unit,
        'sum',
        parts,
        {
          text: 'sum of the rents of that age',
        },
      );
      return [[age, figure]];
    }),
  );
}
