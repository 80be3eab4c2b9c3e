import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRun, type Run } from '../../../src/app/run.ts';
import { addDays } from '../../../src/core/date.ts';
import { systemEffects } from '../../../src/core/effects.ts';
import { minorDigits } from '../../../src/core/money.ts';
import { consolidationProblems } from '../../../src/analysis/index.ts';
import { hledgerJournal, journalQueries } from '../../../src/render/journal.ts';
import { hledger, hledgerVersion } from '../../render/_hledger.ts';
import { copyOf } from '../../cli/_quarterdeck.ts';

const version = hledgerVersion();

async function runOfExample(example: string): Promise<Run> {
  const folder = copyOf(example);
  const run = await openRun({ from: folder, effects: systemEffects });
  onTestFinished(async () => {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return run;
}

/** The exported journal of all entities. */
async function journalOf({ facts }: Run): Promise<string> {
  const queries = journalQueries();
  const [accounts, currencies] = [await facts.query(queries.accounts), await facts.query(queries.currencies)];
  let text = '';
  const postings = facts.stream(queries.postings);
  for await (const piece of hledgerJournal({ title: 'Example', accounts, currencies, postings })) text += piece;
  return text;
}

type Amounts = readonly {
  readonly acommodity: string;
  readonly aquantity: { readonly decimalMantissa: number; readonly decimalPlaces: number };
}[];

/** `account currency` → amount of `hledger bal`: minor units, debits positive, nothing left out. */
function balances(journal: string, ...args: readonly string[]): [string, bigint][] {
  const [rows] = JSON.parse(hledger(journal, 'bal', '--flat', '-O', 'json', ...args)) as [
    readonly [string, string, number, Amounts][],
  ];
  return rows.flatMap(([account, , , amounts]) =>
    amounts.map(({ acommodity, aquantity }): [string, bigint] => {
      const scale = minorDigits(acommodity) - aquantity.decimalPlaces;
      return [`${account} ${acommodity}`, BigInt(aquantity.decimalMantissa) * 10n ** BigInt(scale)];
    }),
  );
}

/** The trial balances of all entities, an account of one name and currency as one. */
function ours(run: Run): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, trialBalance } of run.analysis.facts.statements.value?.entities ?? []) {
    for (const { label, debit, credit } of trialBalance.lines) {
      // What is computed is no account; what lies between two entities is one account of the journal.
      if (label.endsWith(', computed') || label.startsWith('Between ')) continue;
      const amount = (debit?.value?.mantissa ?? 0n) - (credit?.value?.mantissa ?? 0n);
      const key = `${label} ${currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + amount);
    }
  }
  return sums;
}

describe.runIf(version)(`${version ?? 'hledger is not on PATH, so'} the examples’ statements`, () => {
  it.each(['san-diego', 'bakery-group'])(
    'of %s: every balance is hledger’s, and the group is proven',
    async (example) => {
      const run = await runOfExample(example);
      const { consolidation } = run.analysis.facts;
      const journal = await journalOf(run);
      const end = ['-e', addDays(run.asOf, 1)];
      const standing = balances(journal, 'type:ALE', ...end);
      const results = balances(journal, 'type:RX', '-b', `${run.asOf.slice(0, 4)}-01-01`, ...end);
      const theirs = [...standing, ...results].filter(([account]) => !account.startsWith('Assets:Transfers '));
      expect(ours(run)).toEqual(new Map(theirs));
      expect(consolidation.value && consolidationProblems(consolidation.value)).toEqual([]);
      expect(consolidation.value?.unmatched).toEqual([]);
      expect(consolidation.value?.eliminations.length).toBeGreaterThan(5);
    },
  );
});
