import { figureId, scopeOf, type EntityExpenses } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const LIMIT = 2;

/** ACC-05: more than 2 % of a year's income and expenses, by number or by value, is in no category. */
export const uncategorisedShare = check({
  id: 'ACC-05',
  role: 'CAO',
  title: 'Uncategorised postings',
  why: 'What is in no category is in no decision, and may not be deducted.',
  fix: say`Add a rule under categories for each payee that is listed.`,
  effort: 'hours',
  standard: 'Expense audit practice',
  needs: ['expenseAudit'],
  run({ expenseAudit: { entities } }, book) {
    const limit = book.constant(
      'method.uncategorised',
      'Uncategorised postings at most',
      { kind: 'percent' },
      decimal(LIMIT),
      'limit of ACC-05',
    );
    return entities.filter(isAbove).map((entity) => ({ ...claimOf(entity, limit), ...largerShare(entity, book) }));
  },
});

function isAbove({ uncategorised: { byNumber, byValue } }: EntityExpenses): boolean {
  return [byNumber, byValue].some(({ value }) => value !== undefined && compare(value, decimal(LIMIT)) > 0);
}

function claimOf({ of, uncategorised: { byNumber, byValue, number, value } }: EntityExpenses, limit: Figure): Claim {
  return {
    entity: of.entity.id,
    subject: 'uncategorised',
    severity: 'medium',
    claim: say`No rule names ${number} of ${quote(of.entity.name)}, worth ${value}: ${byNumber} of the year's postings and ${byValue} of their value, where ${limit} is the limit.`,
    evidence: [number.id, value.id, byNumber.id, byValue.id],
  };
}

function largerShare({ of, uncategorised: { byNumber, byValue } }: EntityExpenses, book: Book): Pick<Claim, 'size'> {
  const id = figureId(scopeOf(of.entity), 'size.acc-05.uncategorised');
  const shares = [byNumber, byValue].filter(({ value }) => value !== undefined);
  const label = `${of.entity.name}, larger share that is uncategorised`;
  const text = 'the larger of the shares by number and by value';
  return { size: book.formula(id, label, { kind: 'percent' }, 'maximum', shares, { text }).id };
}
