import type { Comparison } from '../../analysis/index.ts';
import { compare } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import type { Sentence } from '../../model/finding.ts';
import { check, type Claim } from '../_check.ts';
import { withoutSign } from '../_stake.ts';

/** ACC-06: a statement does not add up, or the ledger's balance is another than the one that is stated. */
export const unreconciled = check({
  id: 'ACC-06',
  role: 'CAO',
  title: 'Reconciliation',
  why: 'A difference means that a row is missing, counted twice or wrong, and every figure above it may be wrong, too.',
  fix: say`Find the missing or doubled row: take the export again for the days between the last balance that agrees and this one.`,
  effort: 'hours',
  standard: 'Bank reconciliation',
  needs: ['reconciliation'],
  run({ reconciliation: { comparisons, accounts } }, book) {
    if (comparisons.length === 0 && accounts.length > 0) return 'not-seen';
    return firstOfEach(comparisons).map((one) => ({
      ...claimOf(one),
      // No stake: one missing row makes both the statement and the ledger differ, and would count twice.
      size: withoutSign(book, one.difference).id,
    }));
  },
});

/** A row that is missing shows in every later balance, too: one finding, at the first of them, until the difference changes. */
function firstOfEach(comparisons: readonly Comparison[]): Comparison[] {
  const last = new Map<string, Figure>();
  return comparisons.filter(({ of, kind, account, agrees, difference }) => {
    const key = JSON.stringify([of.entity.id, kind, account, difference.unit]);
    const before = last.get(key);
    last.set(key, difference);
    if (agrees || difference.value === undefined) return false;
    return kind === 'statement' || before?.value === undefined || compare(before.value, difference.value) !== 0;
  });
}

function claimOf(one: Comparison): Claim {
  const { of, kind, account, on, file, stated, found, difference } = one;
  return {
    entity: of.entity.id,
    subject: `${kind}: ${account} ${on} ${file}`,
    severity: 'critical',
    claim: say`${sides(one)}: ${stated} is stated and ${found} is found on ${onDate(on)}, a difference of ${difference} on ${quote(account)} of ${quote(of.entity.name)} (${quote(file)}).`,
    evidence: [stated.id, found.id, difference.id],
  };
}

function sides({ kind }: Comparison): Sentence {
  switch (kind) {
    case 'statement':
      return say`What the statement opens with and its rows do not make what it closes with`;
    case 'books':
      return say`The ledger has another balance than the statement`;
    case 'assertion':
      return say`The books have another balance than they assert`;
  }
}
