import type { Problem } from '../../core/problem.ts';
import { place, problem, shown, type PortfolioCode } from '../codes.ts';
import type { Declaration } from '../tree.ts';
import { holders, type Scope } from './_scope.ts';

/** Ids and names that must be one thing's only. */
export function identityProblems(scope: Scope): Problem[] {
  const { root } = scope;
  const entities = root.list('entities');
  return [
    ...repeated(entities, 'id', 'duplicate-id', 'an entity'),
    ...entities.flatMap((entity) => repeated(entity.list('revenue'), 'id', 'duplicate-id', 'a revenue stream')),
    ...repeated(
      holders(scope).flatMap((holder) => holder.list('initiatives')),
      'id',
      'duplicate-id',
      'an initiative',
    ),
    ...repeated(
      holders(scope).flatMap((holder) => holder.list('rules')),
      'id',
      'duplicate-id',
      'a rule',
    ),
    ...repeated(root.list('lists'), 'name', 'duplicate-name', 'a list'),
    ...repeated(root.list('schedule'), 'id', 'duplicate-id', 'a schedule'),
    ...repeated(users(scope), 'id', 'duplicate-id', 'a user of the dashboard'),
    ...sameAddress(scope),
  ];
}

const users = ({ root }: Scope): Declaration[] => root.get('dashboard')?.list('users') ?? [];

/** Whoever asks for a link by an address must be one person; its letters' case makes no other. */
function sameAddress(scope: Scope): Problem[] {
  const first = new Map<string, Declaration>();
  return users(scope).flatMap((user) => {
    const email = user.get('email');
    const address = email?.text();
    if (!email || address === undefined) return [];
    const before = first.get(address.toLowerCase());
    if (!before) first.set(address.toLowerCase(), email);
    return before
      ? [
          problem('duplicate-email', email.at, `${shown(address)} is another user’s address, in ${place(before.at)}`, {
            mend: 'give each user an address of their own',
          }),
        ]
      : [];
  });
}

function repeated(things: readonly Declaration[], key: string, code: PortfolioCode, what: string): Problem[] {
  const first = new Map<string, Declaration>();
  return things.flatMap((thing) => {
    const name = thing.get(key);
    const text = name?.text();
    if (!name || text === undefined) return [];
    const before = first.get(text);
    if (!before) first.set(text, name);
    return before
      ? [
          problem(code, name.at, `${what} is called ${shown(text)} already, in ${place(before.at)}`, {
            mend: 'give one of them another name',
          }),
        ]
      : [];
  });
}
