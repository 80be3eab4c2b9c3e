import type { ContractorYear } from '../../analysis/index.ts';
import { quote, say, term } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-11: a contractor was paid the reporting threshold of the year and no tax form is on file. */
export const noTaxForm = check({
  id: 'ACC-11',
  role: 'CAO',
  title: 'Contractors without a tax form',
  why: 'Without the form the return cannot be filed, and the payer owes the penalty and backup withholding.',
  fix: say`Collect the ${term('W-9')} before the next payment.`,
  effort: 'hours',
  standard: 'IRC 6041',
  needs: ['contractors'],
  run({ contractors: { years } }) {
    return years.filter(({ reportable, formed }) => reportable && !formed).map(claimOf);
  },
});

function claimOf({ of, name, year, paid, limit }: ContractorYear): Claim {
  return {
    entity: of.entity.id,
    subject: `contractor: ${name} ${year}`,
    severity: 'high',
    claim: say`${quote(of.entity.name)} paid ${quote(name)} ${paid} in ${term(year)}, where ${limit} must be reported, and no tax form is on file.`,
    evidence: [paid.id, limit.id],
    size: paid.id,
  };
}
