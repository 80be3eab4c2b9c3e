import { UserError } from '../core/problem.ts';
import type { Portfolio } from '../model/portfolio.ts';
import type { Environment } from '../portfolio/environment.ts';

export interface Addressee {
  readonly email: string;
  readonly name?: string | undefined;
  /** The list by which the report reaches them. */
  readonly list?: string;
}

type Listed = Portfolio['lists'][number];

const person = (to: Listed['to'][number], list: string): Addressee =>
  typeof to === 'string' ? { email: to, list } : { ...to, list };

/**
 * Who gets a report: the lists that take it (or only the list named); else the portfolio's recipients; else those of the
 * environment. An address on two lists gets one message. Throws a UserError for an unknown list.
 */
export function recipientsFor(
  report: string,
  portfolio: Portfolio,
  environment: Environment,
  list?: string,
): readonly Addressee[] {
  const { lists, recipients } = portfolio;
  if (list !== undefined && !lists.some(({ name }) => name === list)) {
    const names = lists.map(({ name }) => name).join(', ') || 'none';
    throw new UserError('no-such-list', `there is no list "${list}"; the portfolio's lists: ${names}`);
  }
  const takes = ({ name, reports }: Listed): boolean =>
    (list === undefined || name === list) && (reports === undefined || reports.includes(report));
  const listed = lists.filter(takes).flatMap(({ name, to }) => to.map((one) => person(one, name)));
  if (listed.length > 0 || list !== undefined) return distinct(listed);
  if (recipients.length > 0) return distinct(recipients);
  return distinct(environment.recipients.map((email) => ({ email })));
}

function distinct(people: readonly Addressee[]): readonly Addressee[] {
  const seen = new Map<string, Addressee>();
  for (const one of people) if (!seen.has(one.email.toLowerCase())) seen.set(one.email.toLowerCase(), one);
  return [...seen.values()];
}
