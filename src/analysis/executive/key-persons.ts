import { decimal } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Entity } from '../../model/portfolio.ts';
import { count, distinctSlug, figureId } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { isCompany } from './papers-held.ts';

/** A critical role: without who holds it, the operation stops. */
export interface CriticalRole {
  readonly entity: Entity;
  readonly role: string;
  /** Who stands in; undefined for none, or for the person who holds the role. */
  readonly deputy: string | undefined;
}

export interface KeyPerson {
  readonly name: string;
  readonly roles: readonly CriticalRole[];
  /** Operations in which a critical role of this person has no deputy: how many, and which. */
  readonly alone: Figure;
  readonly operations: readonly Entity[];
}

export interface KeyPersons {
  readonly persons: readonly KeyPerson[];
}

const key = (name: string): string => name.trim().toLowerCase();

/** CEO-04: on whom the operations hang. Persons are told apart by their names, in any case. */
export function keyPersons(ground: Ground): Reading<KeyPersons> {
  const companies = ground.declared.portfolio.entities.filter(isCompany);
  const gaps = companies.filter(({ people }) => people.length === 0).map(nobody);
  if (gaps.length === companies.length) return notSeen(...gaps);
  const persons = new Map<string, { name: string; roles: CriticalRole[] }>();
  for (const entity of companies)
    for (const { name, roles } of entity.people)
      for (const { role, critical, deputy } of roles) {
        if (!critical) continue;
        const found = persons.get(key(name)) ?? { name: name.trim(), roles: [] };
        const other = deputy !== undefined && key(deputy) !== key(name) ? deputy : undefined;
        found.roles.push({ entity, role, deputy: other });
        persons.set(key(name), found);
      }
  const all = [...persons.values()].map(({ name, roles }) => personOf(ground, name, roles));
  return seen({ persons: all.toSorted((a, b) => b.operations.length - a.operations.length) }, gaps);
}

function personOf({ book }: Ground, name: string, roles: readonly CriticalRole[]): KeyPerson {
  const operations = [...new Set(roles.filter(({ deputy }) => deputy === undefined).map(({ entity }) => entity))];
  const id = figureId('group', 'person', distinctSlug(key(name)), 'alone');
  const label = `Operations that hang on ${name} alone`;
  const alone = book.constant(id, label, count('operation'), decimal(operations.length), 'critical roles, counted');
  return { name, roles, alone, operations };
}

function nobody(entity: Entity): CoverageGap {
  return {
    id: `${entity.id}.people`,
    entity: entity.id,
    source: 'people and their roles (`people:` in the portfolio)',
    wouldTell: `on whom ${entity.name} hangs, and who would stand in`,
    suffers: ['CEO-04'],
  };
}
