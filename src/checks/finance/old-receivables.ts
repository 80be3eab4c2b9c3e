import type { EntityReceivables } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const LIMIT = 60;

/** FIN-06: an entity's customers owe for more than 60 days past due; with the days that its sales take to become cash. */
export const oldReceivables = check({
  id: 'FIN-06',
  role: 'CFO',
  title: 'Old receivables',
  why: 'What customers owe pays no bills, and old debts are seldom paid in full.',
  fix: say`Chase the oldest first; then stop work until it is paid.`,
  effort: 'days',
  standard: 'Ageing schedule',
  needs: ['receivables'],
  run({ receivables: { entities } }, book) {
    const old = entities.filter(({ over60 }) => over60.value && compare(over60.value, decimal(0)) > 0);
    if (old.length === 0) return [];
    const text = 'limit of FIN-06';
    const unit = { kind: 'count', of: 'day' } as const;
    const limit = book.constant(
      'method.receivables.old',
      'Past due by more than this is old',
      unit,
      decimal(LIMIT),
      text,
    );
    return old.map((one) => claimOf(one, limit));
  },
});

function claimOf(one: EntityReceivables, limit: Figure): Claim {
  const { of, over60, open, dso, oldest } = one;
  const days: Sentence = dso.value ? say` Sales take ${dso} to become cash.` : say``;
  const first: Sentence = oldest
    ? say` The oldest is invoice ${quote(oldest.invoice.number)} of ${quote(oldest.invoice.client)}: ${oldest.owed}, ${oldest.days} past due.`
    : say``;
  return {
    entity: of.entity.id,
    subject: 'receivables',
    severity: 'high',
    claim: say`Customers of ${quote(of.entity.name)} owe ${over60} for more than ${limit} past due, of ${open} in all.${first}${days}`,
    evidence: [over60.id, open.id, ...(dso.value ? [dso.id] : []), ...(oldest ? [oldest.owed.id, oldest.days.id] : [])],
    stake: {
      low: over60.id,
      mid: over60.id,
      high: over60.id,
      how: say`what is owed on the invoices that are more than ${limit} past due`,
    },
    size: over60.id,
  };
}
