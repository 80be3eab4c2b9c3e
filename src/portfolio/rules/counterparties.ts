import type { Problem } from '../../core/problem.ts';
import { instead } from '../closest.ts';
import { problem, shown } from '../codes.ts';
import type { Declaration } from '../tree.ts';
import type { Scope } from './_scope.ts';

/** The other side of a posting is another entity of the portfolio: what nobody else books is never eliminated. */
export function counterpartyProblems({ root, incomplete }: Scope): Problem[] {
  const entities = root.list('entities');
  const known = incomplete ? undefined : entities.flatMap((entity) => entity.get('id')?.text() ?? []);
  const shared = root.list('categories').flatMap((rule) => named(rule.get('counterparty'), known, undefined));
  return [...shared, ...entities.flatMap((entity) => own(entity, known))];
}

function own(entity: Declaration, known: readonly string[] | undefined): Problem[] {
  const id = entity.get('id')?.text();
  const rules = entity.list('categories').map((rule) => rule.get('counterparty'));
  const books = entity.list('books').flatMap((one) => valuesOf(one.get('counterparties')));
  return [...rules, ...books].flatMap((counterparty) => named(counterparty, known, id));
}

function valuesOf(map: Declaration | undefined): Declaration[] {
  if (map?.tree.kind !== 'map') return [];
  return [...map.tree.entries.keys()].flatMap((key) => map.get(key) ?? []);
}

/** `known` is undefined where a part of the portfolio could not be read; `self` where the rule is everybody's. */
function named(
  counterparty: Declaration | undefined,
  known: readonly string[] | undefined,
  self: string | undefined,
): Problem[] {
  const id = counterparty?.text();
  if (!counterparty || id === undefined) return [];
  if (id === self) {
    const advice = {
      expected: 'another entity',
      mend: 'leave it out: a move between own accounts is `transfer: true`',
    };
    return [problem('counterparty-self', counterparty.at, `${shown(id)} is the entity itself`, advice)];
  }
  if (!known || known.includes(id)) return [];
  const others = known.filter((one) => one !== self);
  return [
    problem(
      'unknown-counterparty',
      counterparty.at,
      `there is no entity ${shown(id)}`,
      instead(id, others, 'declare it under `entities:`'),
    ),
  ];
}
