import type { SourceRole } from '../../model/source.ts';
import type { Problem } from '../../core/problem.ts';
import { instead } from '../closest.ts';
import { place, problem, shown } from '../codes.ts';
import type { Declaration } from '../tree.ts';
import { holders, type Scope } from './_scope.ts';

/** Names that must lead somewhere: streams of targets, prerequisites of initiatives, reports of lists, kinds of sources. */
export function referenceProblems(scope: Scope): Problem[] {
  const initiatives = holders(scope).flatMap((holder) => holder.list('initiatives'));
  const dangling = scope.incomplete ? [] : [...streams(scope), ...prerequisites(initiatives)];
  return [...dangling, ...circles(initiatives), ...reports(scope), ...kinds(scope), ...accounts(scope)];
}

function textsOf(things: readonly Declaration[], key: string): string[] {
  return things.flatMap((thing) => thing.get(key)?.text() ?? []);
}

function streams({ root }: Scope): Problem[] {
  return root.list('entities').flatMap((entity) => {
    const known = textsOf(entity.list('revenue'), 'id');
    return entity.list('targets').flatMap((target) => {
      const stream = target.get('stream');
      const id = stream?.text();
      if (!stream || id === undefined || known.includes(id)) return [];
      return [
        problem(
          'unknown-stream',
          stream.at,
          `the entity has no revenue stream ${shown(id)}`,
          instead(id, known, 'declare it under `revenue:`'),
        ),
      ];
    });
  });
}

function prerequisites(initiatives: readonly Declaration[]): Problem[] {
  const known = textsOf(initiatives, 'id');
  return initiatives.flatMap((initiative) =>
    initiative.list('needs').flatMap((need) => {
      const id = need.text();
      if (id === undefined || known.includes(id)) return [];
      return [
        problem(
          'unknown-initiative',
          need.at,
          `there is no initiative ${shown(id)}`,
          instead(id, known, 'declare it under `initiatives:`'),
        ),
      ];
    }),
  );
}

/** Each circle once, at the prerequisite that closes it. */
function circles(initiatives: readonly Declaration[]): Problem[] {
  const byId = new Map(
    initiatives.flatMap((one) => {
      const id = one.get('id')?.text();
      return id === undefined ? [] : [[id, one] as const];
    }),
  );
  const problems: Problem[] = [];
  const done = new Set<string>();
  const follow = (id: string, chain: readonly string[]): void => {
    for (const need of byId.get(id)?.list('needs') ?? []) {
      const next = need.text() ?? '';
      const from = chain.indexOf(next);
      if (from >= 0) {
        const circle = [...chain.slice(from), next].join(' → ');
        problems.push(
          problem('initiative-cycle', need.at, `these need each other: ${circle}`, {
            mend: 'remove one of these needs',
          }),
        );
      } else if (!done.has(next) && chain.length < LONGEST_CHAIN) follow(next, [...chain, next]);
    }
    done.add(id);
  };
  for (const id of byId.keys()) if (!done.has(id)) follow(id, [id]);
  return problems;
}

/** Far above any plan, and below what the call stack holds. */
const LONGEST_CHAIN = 1000;

function reports({ root, reports: known }: Scope): Problem[] {
  if (!known) return [];
  return root.list('lists').flatMap((list) =>
    list.list('reports').flatMap((report) => {
      const type = report.text();
      return type === undefined || known.includes(type)
        ? []
        : [problem('unknown-report', report.at, `there is no report ${shown(type)}`, instead(type, known))];
    }),
  );
}

function kinds({ root, kinds: known }: Scope): Problem[] {
  if (!known) return [];
  const wrong = (source: Declaration, role: SourceRole, what: string): Problem[] => {
    const kind = source.get('kind');
    const word = kind?.text();
    return kind === undefined || word === undefined || known[role].includes(word)
      ? []
      : [
          problem(
            'unknown-kind',
            kind.at,
            `no reader reads ${what} of kind ${shown(word)}`,
            instead(word, known[role]),
          ),
        ];
  };
  return root.list('entities').flatMap((entity) => [
    ...entity.list('sources').flatMap((source) => wrong(source, 'statement', 'statements')),
    ...entity.list('books').flatMap((source) => wrong(source, 'books', 'books')),
    ...entity.list('sheets').flatMap((source) => wrong(source, 'sheet', 'sheets')),
    ...entity.list('revenue').flatMap((stream) => {
      const sheet = stream.get('bookings');
      return sheet ? wrong(sheet, 'bookings', 'bookings') : [];
    }),
  ]);
}

/** A statement account belongs to one entity: two would count its money twice. */
function accounts({ root }: Scope): Problem[] {
  const owners = new Map<string, { entity: Declaration; account: Declaration }>();
  return root.list('entities').flatMap((entity) =>
    entity.list('sources').flatMap((source) => {
      const account = source.get('account');
      const name = account?.text();
      if (!account || name === undefined) return [];
      const owner = owners.get(name);
      if (!owner) owners.set(name, { entity, account });
      if (!owner || owner.entity.tree === entity.tree) return [];
      const message = `${shown(name)} belongs to another entity, in ${place(owner.account.at)}`;
      return [
        problem('account-used-twice', account.at, message, {
          mend: 'name the account after its entity: Assets:JADA Checking',
        }),
      ];
    }),
  );
}
