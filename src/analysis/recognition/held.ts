import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { AHEAD, DEFERRED, heldSums } from './held-parts.ts';
import { deferralsQuery, paymentsQuery, sumOfRows } from './rows.ts';

interface HeldOn {
  readonly day: IsoDate;
  /** Behind the ids of its figures. */
  readonly suffix: readonly string[];
}

/** What an entity holds on a day for services still ahead, beside what its accounts of deposits show; none without bookings. */
export function heldFigures(ground: Ground, { entity, currency }: EntityCoverage, { day, suffix }: HeldOn): Figure[] {
  const { held } = ground;
  if (!held.entities.has(entity.id)) return [];
  const scope = figureId(scopeOf(entity), 'deposits');
  const upTo = (of: string): string[] => [
    `entity = ${sqlText(entity.id)}`,
    `date <= ${sqlDate(day)}`,
    `currency = ${sqlText(of)}`,
  ];
  const named = (name: string, label: string) => ({
    id: figureId(scope, name, ...suffix),
    label: [`${entity.name} ${label}`, ...suffix].join(', '),
    currency,
    on: day,
  });
  const policies = entity.revenue.filter((stream) => stream.bookings);
  const posted = entity.books.length === 0 && policies.some((stream) => stream.recognition !== undefined);
  const left = entity.books.length > 0 || policies.some((stream) => stream.recognition === undefined);
  const ahead = (): Figure =>
    sumOfRows(
      ground,
      named('ahead', 'received for services still ahead, booked as revenue'),
      heldSums(held.ahead, entity.id, day),
      (of) => paymentsQuery([...upTo(of), `settled > ${sqlDate(day)}`, AHEAD], 'held'),
    );
  const deferred = (): Figure =>
    sumOfRows(
      ground,
      named('deferred', 'received for services still ahead, deferred by the stream’s policy'),
      heldSums(held.deferred, entity.id, day),
      (of) => deferralsQuery([...upTo(of), DEFERRED], 'adjusted'),
    );
  return [...(left ? [ahead()] : []), ...(posted ? [deferred()] : [])];
}
