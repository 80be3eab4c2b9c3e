import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLedger } from '../../src/analysis/ledger.ts';
import { incomeLines } from '../../src/analysis/months.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { minorDigits } from '../../src/core/money.ts';
import type { OpenFacts } from '../../src/facts/index.ts';
import { hledgerJournal, journalQueries } from '../../src/render/journal.ts';
import { hledger, hledgerVersion } from './_hledger.ts';
import { copyOf } from '../cli/_quarterdeck.ts';

const version = hledgerVersion();

/** The books of an example, in a copy of its folder: nothing is written into the example itself. */
async function withBooks<T>(example: string, work: (facts: OpenFacts, journal: string) => Promise<T>): Promise<T> {
  const folder = copyOf(example);
  try {
    const workspace = await openWorkspace({ from: folder, effects: systemEffects });
    try {
      return await work(workspace.facts, await journalOf(workspace.facts));
    } finally {
      await workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function journalOf(facts: OpenFacts): Promise<string> {
  const queries = journalQueries();
  const [accounts, currencies] = [await facts.query(queries.accounts), await facts.query(queries.currencies)];
  let text = '';
  const postings = facts.stream(queries.postings);
  for await (const piece of hledgerJournal({ title: 'Example', accounts, currencies, postings })) text += piece;
  return text;
}

interface Report {
  readonly prDates: readonly (readonly [string, string])[];
  readonly prRows: readonly { readonly prrName: string; readonly prrAmounts: readonly (readonly Amount[])[] }[];
}
interface Amount {
  readonly acommodity: string;
  readonly aquantity: { readonly decimalMantissa: number; readonly decimalPlaces: number };
}

/** hledger's income statement, under its strict checks, as `account month currency` → minor units, debits positive, zeros left out. */
function incomeStatement(journal: string): Map<string, bigint> {
  const { cbrSubreports } = JSON.parse(hledger(journal, 'is', '--strict', '-M', '-O', 'json')) as {
    cbrSubreports: readonly [string, Report, boolean][];
  };
  const sums = new Map<string, bigint>();
  for (const [, { prDates, prRows }, increases] of cbrSubreports) {
    for (const { prrName, prrAmounts } of prRows) {
      prrAmounts.forEach((amounts, index) => {
        for (const { acommodity, aquantity } of amounts) {
          const minor =
            BigInt(aquantity.decimalMantissa) * 10n ** BigInt(minorDigits(acommodity) - aquantity.decimalPlaces);
          const name = `${prrName} ${prDates[index]?.[0].slice(0, 7)} ${acommodity}`;
          if (minor !== 0n) sums.set(name, increases && prrName.startsWith('Income') ? -minor : minor);
        }
      });
    }
  }
  return sums;
}

/** Our income statement, as the reports have it, over all entities; debits positive, zeros left out. */
async function ourStatement(facts: OpenFacts): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  for (const { account, month, currency, amount } of incomeLines(await readLedger(facts, '2199-12-31'))) {
    const key = `${account} ${month} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + (account.startsWith('Income') ? -amount : amount));
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0n));
}

describe.runIf(version)(`${version ?? 'hledger is not on PATH, so'} the examples’ books`, () => {
  it.each(['san-diego', 'bakery-group'])(
    'of %s are accepted, and their income statement is ours, month by month',
    async (example) => {
      await withBooks(example, async (facts, journal) => {
        const ours = await ourStatement(facts);
        const theirs = incomeStatement(journal);
        expect(ours.size).toBeGreaterThan(50);
        expect(theirs).toEqual(ours);
      });
    },
  );
});
