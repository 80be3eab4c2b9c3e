import { compare, decimal } from '../../core/decimal.ts';
import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { EntityCoverage } from '../coverage.ts';
import { distinctSlug, figureId, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { isCompany, isHeld } from './papers-held.ts';

export interface Holder {
  /** A person, or the name of an entity of the portfolio. */
  readonly name: string;
  readonly share: Figure;
  readonly since: IsoDate | undefined;
  readonly document: string | undefined;
  readonly held: boolean;
}

export interface EntityEquity {
  readonly of: EntityCoverage;
  /** Holders of today. */
  readonly holders: readonly Holder[];
  /** Undefined when no holder is declared. */
  readonly total: Figure | undefined;
  /** The shares are all of it. */
  readonly whole: boolean;
}

export interface Equity {
  readonly entities: readonly EntityEquity[];
}

const WHOLE = decimal(100);

/** CEO-03: who holds which share of each company today, and whether a paper on file says so. */
export function equity(ground: Ground): Reading<Equity> {
  const companies = ground.coverage.entities.filter(({ entity }) => isCompany(entity));
  if (companies.length === 0) return notSeen();
  return seen({ entities: companies.map((of) => entityEquity(ground, of)) });
}

function entityEquity(ground: Ground, of: EntityCoverage): EntityEquity {
  const { entity } = of;
  const holders = entity.ownership.flatMap(({ since, until }, at) =>
    (since ?? '') <= ground.asOf && (until ?? ground.asOf) >= ground.asOf ? [holderOf(ground, of, at)] : [],
  );
  if (holders.length === 0) return { of, holders, total: undefined, whole: false };
  const shares = holders.map(({ share }) => share);
  const id = figureId(scopeOf(entity), 'equity', 'shares');
  const label = `${entity.name}, shares declared`;
  const text = 'sum of the shares';
  const total = ground.book.formula(id, label, { kind: 'percent' }, 'sum', shares, { text, digits: 6 });
  return { of, holders, total, whole: total.value !== undefined && compare(total.value, WHOLE) === 0 };
}

function holderOf(ground: Ground, { entity }: EntityCoverage, at: number): Holder {
  const { book, declared } = ground;
  const { name: key = '', share = decimal(0), since, document } = entity.ownership[at] ?? {};
  const { entities } = declared.portfolio;
  const name = entities.find(({ id }) => id === key)?.name ?? key;
  const path = ['entities', entities.indexOf(entity), 'ownership', at, 'share'];
  const again = entity.ownership.slice(0, at).some((before) => before.name === key);
  const id = figureId(scopeOf(entity), 'equity', again ? `${distinctSlug(key)}-${at + 1}` : distinctSlug(key));
  const label = `${entity.name}, share of ${name}`;
  const figure = book.assumed(id, label, { kind: 'percent' }, share, declared.at(path), label);
  return { name, share: figure, since, document, held: isHeld(ground, document) };
}
