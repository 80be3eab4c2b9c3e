import type { FactMap } from '../../../src/analysis/index.ts';
import { check, type Claim } from '../../../src/checks/_check.ts';
import { compare } from '../../../src/core/decimal.ts';
import type { Book } from '../../../src/model/book.ts';
import type { Figure } from '../../../src/model/figure.ts';
import { quote, say } from '../../../src/model/sentence.ts';

/** FIN-11: an entity's unrestricted cash does not pay the wages of its last full month. */
export const cashBelowPayroll = check({
  id: 'FIN-11',
  role: 'CFO',
  title: 'Cash below a month’s payroll',
  why: 'Wages are due whatever the month brings.',
  fix: say`Draw money in before pay day, or cut what is due before it.`,
  effort: 'days',
  standard: 'Minimum liquidity of one payroll',
  needs: ['cash', 'months'],
  run({ cash, months }, book) {
    const claims: Claim[] = [];
    let unseen = false;
    for (const entity of months.entities) {
      const payroll = lastPayroll(entity, book);
      const own = cash.entities.find(({ of }) => of.entity.id === entity.of.entity.id)?.unrestricted;
      if (!payroll) continue;
      // One that cannot be seen does not hide another that can.
      if (!own?.value || !payroll.value) unseen = true;
      else if (compare(own.value, payroll.value) < 0)
        claims.push(claimOf(entity.of.entity.id, entity.of.entity.name, own, payroll));
    }
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

type EntityMonths = NonNullable<FactMap['months']['value']>['entities'][number];

/** What the entity's payroll accounts took in the last full month; undefined when it has none. */
function lastPayroll({ of, accounts }: EntityMonths, book: Book): Figure | undefined {
  const paid = accounts.filter(({ account }) => /^Expenses:(?:.+:)?Payroll$/.test(account));
  const last = paid.flatMap(({ months }) => [...months.values()].slice(-1));
  const [first] = last;
  if (!first) return undefined;
  const text = 'sum of the payroll accounts in the last full month';
  return book.formula(`${of.entity.id}.payroll.last`, `${of.entity.name} payroll`, first.unit, 'sum', last, { text });
}

function claimOf(entity: string, name: string, cash: Figure, payroll: Figure): Claim {
  return {
    entity,
    subject: 'payroll',
    severity: 'high',
    claim: say`${quote(name)} has ${cash} of unrestricted cash; its last month’s payroll was ${payroll}.`,
    evidence: [cash.id, payroll.id],
  };
}
