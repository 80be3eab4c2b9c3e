import { figureId, type PossibleDuplicate } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

/** ACC-08: one account paid one payee the same amount twice within three days, which it does not do as a habit. */
export const possibleDuplicates = check({
  id: 'ACC-08',
  role: 'CAO',
  title: 'Possible duplicates',
  why: 'A bill that was paid twice comes back only when somebody asks.',
  fix: say`Look at both documents: confirm that there were two purchases, or claim one back.`,
  effort: 'hours',
  standard: 'Expense audit practice',
  needs: ['expenseAudit'],
  run({ expenseAudit: { duplicates } }, book) {
    return duplicates.map((one) => ({ ...claimOf(one), ...paidAgain(one, book) }));
  },
});

function claimOf({ of, account, payee, key, first, last, times, total, once }: PossibleDuplicate): Claim {
  const days = first === last ? say`on ${onDate(first)}` : say`between ${onDate(first)} and ${onDate(last)}`;
  return {
    entity: of.entity.id,
    subject: `duplicate: ${account} ${key}`,
    severity: 'medium',
    claim: say`${quote(payee)} was paid ${once} in each of ${times} ${days} from ${quote(account)} of ${quote(of.entity.name)}, ${total} together.`,
    evidence: [once.id, times.id, total.id],
  };
}

function paidAgain({ of, payee, total, once }: PossibleDuplicate, book: Book): Pick<Claim, 'stake' | 'size'> {
  const label = `${of.entity.name}, ${payee}, possibly paid again`;
  const text = 'together − each';
  const again = book.formula(figureId(total.id, 'again'), label, total.unit, 'difference', [total, once], { text });
  return atStake(again, say`what was paid after the first time, and may come back`);
}
