import type { Problem } from '../../core/problem.ts';
import { problem, shown } from '../codes.ts';
import { patternTrouble } from '../pattern.ts';
import type { Declaration } from '../tree.ts';
import { crossed, negative } from './_bounds.ts';
import { holders, type Scope } from './_scope.ts';

/** Category rules that decide nothing, twice, or everything; and patterns that cannot be matched. */
export function categoryProblems(scope: Scope): Problem[] {
  return holders(scope)
    .flatMap((holder) => holder.list('categories'))
    .flatMap(category);
}

function category(rule: Declaration): Problem[] {
  if (rule.tree.kind !== 'map') return [];
  const match = rule.get('match');
  return [...outcome(rule), ...(match ? matcher(match) : [])];
}

function outcome(rule: Declaration): Problem[] {
  const account = rule.get('account');
  const transfer = rule.get('transfer');
  const expected = '`account:`, or `transfer: true`';
  if (account && transfer?.isTrue()) {
    return [
      problem('category-two-accounts', transfer.at, 'this rule has an account and is a transfer', {
        expected,
        mend: 'keep one of the two',
      }),
    ];
  }
  return account || transfer?.isTrue()
    ? []
    : [problem('category-without-account', rule.at, 'this rule books nowhere', { expected })];
}

function matcher(match: Declaration): Problem[] {
  if (match.tree.kind !== 'map') return [];
  if (match.tree.entries.size === 0) {
    const advice = {
      expected: 'payee, memo, type, from_account, direction, min or max',
      mend: 'what no rule matches is booked as uncategorised and counted',
    };
    return [problem('empty-match', match.at, 'this rule matches every row', advice)];
  }
  const patterns = ['payee', 'memo', 'type'].flatMap((key) => match.oneOrMore(key));
  return [
    ...patterns.flatMap(pattern),
    ...negative(match, 'min'),
    ...negative(match, 'max'),
    ...crossed(match, 'min', 'max'),
  ];
}

function pattern(found: Declaration): Problem[] {
  const text = found.text();
  const trouble = text === undefined ? undefined : patternTrouble(text);
  return trouble && text !== undefined
    ? [problem(trouble.code, found.at, `${shown(text)}: ${trouble.why}`, { mend: trouble.mend })]
    : [];
}
