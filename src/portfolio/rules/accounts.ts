import type { Problem } from '../../core/problem.ts';
import { problem, shown } from '../codes.ts';
import type { Declaration } from '../tree.ts';
import type { Scope } from './_scope.ts';

/** Accounts stand where their type makes sense: a fixed cost is an expense, a statement is of an asset or a debt. */
export function accountProblems({ root }: Scope): Problem[] {
  return root
    .list('entities')
    .flatMap((entity) => [
      ...entity.list('fixed_costs').flatMap((account) => ofType(account, ['Expenses'], 'a fixed cost')),
      ...entity
        .list('customer_deposits')
        .flatMap((account) => ofType(account, ['Liabilities'], 'money owed back to customers')),
      ...entity.list('revenue').flatMap((stream) => ofType(stream.get('account'), ['Income'], 'revenue')),
      ...entity
        .list('sources')
        .flatMap((source) => ofType(source.get('account'), ['Assets', 'Liabilities'], 'a statement')),
    ]);
}

const TYPE = /^(Assets|Liabilities|Equity|Income|Expenses)(?::|$)/;

function ofType(account: Declaration | undefined, types: readonly string[], what: string): Problem[] {
  const name = account?.text();
  const type = TYPE.exec(name ?? '')?.[1];
  // What is no account at all is the schema's to report.
  if (!account || name === undefined || type === undefined || types.includes(type)) return [];
  const expected = `an account below ${types.join(' or ')}`;
  return [problem('wrong-account-type', account.at, `${shown(name)} is no account for ${what}`, { expected })];
}
