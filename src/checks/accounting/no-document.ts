import { quote, say } from '../../model/sentence.ts';
import type { UnpaperedExpenses } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-10: expenses of 75 and more without a document. */
export const noDocument = check({
  id: 'ACC-10',
  role: 'CAO',
  title: 'Expenses without a document',
  why: 'What has no document may not be deducted.',
  fix: say`File the document under receipts, named by day and amount.`,
  effort: 'hours',
  standard: 'IRS Pub. 463',
  needs: ['papers'],
  run({ papers: { entities } }) {
    return entities.filter(({ missing }) => missing.value && !isZero(missing.value)).map(claimOf);
  },
});

function claimOf({ of, due, missing, amount, limit, payees }: UnpaperedExpenses): Claim {
  return {
    entity: of.entity.id,
    subject: 'documents',
    severity: 'low',
    claim: say`${quote(of.entity.name)} has no document for ${missing} of ${due} from ${limit} up in twelve months, ${amount} in all, such as ${quote(payees.join(', '))}.`,
    evidence: [missing.id, due.id, amount.id],
    size: missing.id,
  };
}
