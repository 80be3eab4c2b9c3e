import { addMonths, daysBetween, firstDay, lastDay, monthOf, type IsoDate } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { decimal } from '../../core/decimal.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, scopeOf } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { postingsQuery } from '../sql.ts';
import { numberOf, upTo } from '../sums.ts';

/** A period that the owner says is closed. */
export interface Close {
  readonly through: IsoDate;
  readonly on: IsoDate | undefined;
  /** Postings up to `through` when it was closed, where the owner noted them; and now. */
  readonly noted: Figure | undefined;
  readonly now: Figure;
  /** `kept`: as many as then; `changed`: more or fewer; `not-noted`: it cannot be told. */
  readonly state: 'kept' | 'changed' | 'not-noted';
}

export interface EntityBookkeeping {
  readonly of: EntityCoverage;
  /** `books`: double-entry books are on file; `statements`: rows and no books; `nothing`: neither. */
  readonly keeps: 'books' | 'statements' | 'nothing';
  /** Movements of its statement accounts, or of the money in its books. */
  readonly movements: Figure;
  readonly first: IsoDate | undefined;
  readonly last: IsoDate | undefined;
  readonly closes: readonly Close[];
  /** The last day that should have been closed by now, where no close reaches it. */
  readonly unclosed: IsoDate | undefined;
}

export interface Bookkeeping {
  readonly entities: readonly EntityBookkeeping[];
  /** Entities in which money moves: all of them, and those without books. */
  readonly moving: Figure;
  readonly without: Figure;
}

/** A month is closed within so many days of its end: the usual close of small companies takes two to four weeks. */
const CLOSE_WITHIN_DAYS = 45;

/** ACC-01 and ACC-12: who keeps books, what moved, and which periods were closed. */
export async function bookkeeping(ground: Ground): Promise<Reading<Bookkeeping>> {
  const rows = await ground.facts.query(
    `SELECT entity, MIN(first_date) AS first, MAX(last_date) AS last FROM files WHERE role <> 'bookings'
    GROUP BY entity ORDER BY entity`,
  );
  const days = new Map(rows.map((row) => [text(row['entity']), row] as const));
  const entities: EntityBookkeeping[] = [];
  for (const of of ground.coverage.entities) {
    const row = days.get(of.entity.id);
    const day = (name: 'first' | 'last'): IsoDate | undefined => text(row?.[name]).slice(0, 10) || undefined;
    entities.push(await entityBookkeeping(ground, of, day('first'), day('last')));
  }
  const gaps: CoverageGap[] = ground.coverage.gaps.filter(({ id }) => id.endsWith('.no-rows'));
  const number = (id: string, words: string, keep: (one: EntityBookkeeping) => boolean): Figure =>
    ground.book.constant(
      `group.books.${id}`,
      words,
      count('entity'),
      decimal(entities.filter(keep).length),
      `${words}, counted`,
    );
  const moving = number('moving', 'Entities in which money moves', ({ keeps }) => keeps !== 'nothing');
  const without = number('without', 'Entities without double-entry books', ({ keeps }) => keeps === 'statements');
  return seen({ entities, moving, without }, gaps);
}

async function entityBookkeeping(
  ground: Ground,
  of: EntityCoverage,
  first: IsoDate | undefined,
  last: IsoDate | undefined,
): Promise<EntityBookkeeping> {
  const { entity } = of;
  const sums = ground.ledger.of(entity.id).filter(({ category }) => category === 'cash');
  const selection = upTo({ sums, where: ["category = 'cash'"] }, entity.id, ground.asOf);
  const named = {
    id: figureId(scopeOf(entity), 'movements'),
    label: `${entity.name}, movements of money on file`,
    of: 'movement',
  };
  const keeps = entity.books.length > 0 ? 'books' : of.accounts.length > 0 ? 'statements' : 'nothing';
  const closes: Close[] = [];
  for (const [at, { closed = [] }] of entity.books.entries()) {
    for (const [index] of closed.entries()) closes.push(await closeOf(ground, of, at, index));
  }
  return {
    of,
    keeps,
    movements: numberOf(ground, named, selection),
    first,
    last,
    closes,
    unclosed: unclosed(ground, of, keeps, first),
  };
}

async function closeOf(ground: Ground, { entity }: EntityCoverage, at: number, index: number): Promise<Close> {
  const { book, declared, facts } = ground;
  const close = entity.books[at]?.closed?.[index];
  if (!close) throw new Error(`${entity.id} has no close ${index}`);
  const where = [`entity = ${sqlText(entity.id)}`, `date <= ${sqlDate(close.through)}`];
  const [row] = await facts.query(`SELECT COUNT(*) AS postings FROM postings WHERE ${where.join(' AND ')}`);
  const id = figureId(scopeOf(entity), 'close', close.through);
  const label = `${entity.name}, postings to ${close.through}`;
  const receipt = { query: postingsQuery(where), measure: 'rows', sign: 1 } as const;
  const now = book.rows(figureId(id, 'now'), label, count('posting'), integer(row?.['postings']), receipt);
  if (close.postings === undefined) return { ...close, on: close.on, noted: undefined, now, state: 'not-noted' };
  const path = ['entities', declared.portfolio.entities.indexOf(entity), 'books', at, 'closed', index, 'postings'];
  const noted = `${label}, when they were closed`;
  const then = book.assumed(
    figureId(id, 'then'),
    noted,
    count('posting'),
    decimal(close.postings),
    declared.at(path),
    noted,
  );
  const kept = now.value?.mantissa === BigInt(close.postings);
  return { ...close, on: close.on, noted: then, now, state: kept ? 'kept' : 'changed' };
}

function unclosed(
  { asOf }: Ground,
  { entity }: EntityCoverage,
  keeps: EntityBookkeeping['keeps'],
  first: IsoDate | undefined,
): IsoDate | undefined {
  if (keeps !== 'books' || first === undefined) return undefined;
  let month = addMonths(monthOf(asOf), -1);
  while (daysBetween(lastDay(month), asOf) < CLOSE_WITHIN_DAYS) month = addMonths(month, -1);
  const due = lastDay(month);
  const closed = entity.books.flatMap(({ closed: closes = [] }) => closes.map(({ through }) => through)).toSorted();
  return due < firstDay(monthOf(first)) || (closed.at(-1) ?? '') >= due ? undefined : due;
}
