import { figureId, scopeOf, type EntityChart } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-04: accounts that a business of this kind needs are missing, or accounts are used that nobody declared. */
export const chartGaps = check({
  id: 'ACC-04',
  role: 'CAO',
  title: 'Chart of accounts',
  why: 'What has no account of its own is booked under something else, and is not seen again.',
  fix: say`Add the accounts named, and a rule that books to each.`,
  effort: 'hours',
  standard: 'Chart of accounts of small businesses, by kind',
  needs: ['chartOfAccounts'],
  run({ chartOfAccounts: { entities } }, book) {
    return entities.flatMap((entity) => [...missing(entity), ...undeclared(entity, book)]);
  },
});

function missing({ of, missing: accounts, numberMissing }: EntityChart): Claim[] {
  if (accounts.length === 0) return [];
  return [
    {
      entity: of.entity.id,
      subject: 'missing accounts',
      severity: 'medium',
      claim: say`The chart of ${quote(of.entity.name)} lacks ${numberMissing} that its kind needs: ${quote(accounts.map(({ account }) => account).join(', '))}.`,
      evidence: [numberMissing.id],
      size: numberMissing.id,
    },
  ];
}

function undeclared({ of, undeclared: accounts, accounts: all }: EntityChart, book: Book): Claim[] {
  const postings = all.filter(({ state }) => state === 'undeclared').flatMap((one) => one.postings ?? []);
  const [first] = postings;
  if (accounts.length === 0) return [];
  const id = figureId(scopeOf(of.entity), 'size.acc-04.undeclared');
  const label = `${of.entity.name}, postings to undeclared accounts`;
  const text = 'sum of the accounts that the chart does not have';
  const size = first ? { size: book.formula(id, label, first.unit, 'sum', postings, { text }).id } : {};
  return [
    {
      entity: of.entity.id,
      subject: 'undeclared accounts',
      severity: 'medium',
      claim: say`${quote(of.entity.name)} books to accounts that its chart does not have: ${quote(accounts.join(', '))}.`,
      evidence: postings.map((figure) => figure.id),
      ...size,
      fix: say`Add them to the chart, or correct what books to them.`,
    },
  ];
}
