import { add, compare, decimal, decimalText, ZERO, type Decimal } from '../../core/decimal.ts';
import type { Problem } from '../../core/problem.ts';
import { problem } from '../codes.ts';
import type { Declaration } from '../tree.ts';
import { crossed, negative } from './_bounds.ts';
import { holders, type Scope } from './_scope.ts';

/** Amounts, rates and bounds that cannot be meant. */
export function amountProblems(scope: Scope): Problem[] {
  const { root } = scope;
  const entities = root.list('entities');
  return [
    ...entities.flatMap(shares),
    ...entities.flatMap((entity) => entity.list('revenue')).flatMap(stream),
    ...entities.flatMap((entity) => entity.list('scheduled')).flatMap((item) => crossed(item, 'on', 'until')),
    ...holders(scope).flatMap((holder) => [
      ...holder.list('rules').flatMap(rule),
      ...holder.list('initiatives').flatMap(initiative),
    ]),
    ...negative(root.get('plan'), 'budget'),
    ...root.list('rates').flatMap(rate),
  ];
}

function shares(entity: Declaration): Problem[] {
  const held = entity.list('ownership');
  const total = mostHeld(held);
  const owners = entity.get('ownership');
  const below = held.flatMap((holder) => negative(holder, 'share'));
  if (!owners || compare(total, decimal(100)) <= 0) return below;
  const advice = { expected: 'at most 100', mend: 'correct the shares' };
  return [
    ...below,
    problem('shares-over-100', owners.at, `the shares add up to ${decimalText(total)} per cent`, advice),
  ];
}

/** The most that is held on any one day: shares have dates, and one may follow another. */
function mostHeld(held: readonly Declaration[]): Decimal {
  const dated = held.map((holder) => ({
    since: holder.get('since')?.text() ?? '',
    until: holder.get('until')?.text() ?? '9999',
    share: holder.get('share')?.decimal() ?? ZERO,
  }));
  return dated
    .map(({ since: day }) => dated.filter(({ since, until }) => since <= day && until >= day))
    .map((onDay) => onDay.reduce((sum, { share }) => add(sum, share), ZERO))
    .reduce((most, sum) => (compare(sum, most) > 0 ? sum : most), ZERO);
}

function stream(one: Declaration): Problem[] {
  const costs = one.list('variable_costs').flatMap((cost) => {
    const found = [...negative(cost, 'amount'), ...negative(cost, 'percent_of_price')];
    if (cost.tree.kind !== 'map' || cost.get('amount') || cost.get('percent_of_price')) return found;
    return [
      ...found,
      problem('cost-without-amount', cost.at, 'this cost has no amount', {
        expected: '`amount:` or `percent_of_price:`',
      }),
    ];
  });
  return [...negative(one, 'price'), ...negative(one.get('bookings'), 'deposit_percent'), ...costs];
}

function rule(one: Declaration): Problem[] {
  if (one.tree.kind !== 'map') return [];
  if (one.get('at_least') || one.get('at_most')) return crossed(one, 'at_least', 'at_most');
  return [problem('rule-without-bound', one.at, 'this rule has no bound', { expected: '`at_least:` or `at_most:`' })];
}

function initiative(one: Declaration): Problem[] {
  const value = one.get('value');
  return [
    ...negative(one, 'cost'),
    ...(value ? [...crossed(value, 'low', 'mid'), ...crossed(value, 'mid', 'high')] : []),
  ];
}

function rate(one: Declaration): Problem[] {
  const found = one.get('rate');
  const value = found?.decimal();
  if (!found || !value || compare(value, ZERO) > 0) return [];
  return [
    problem('rate-not-positive', found.at, `a rate of ${decimalText(value)}`, {
      expected: 'more than zero: how much of `to` one unit of `from` buys',
    }),
  ];
}
