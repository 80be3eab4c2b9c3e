import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatementRequest } from '../../src/app/statement.ts';
import type { StatementKind } from '../../src/model/statement.ts';
import { writeJournal } from '../differential/_hledger.ts';
import { randomJournal } from '../differential/_journal.ts';
import { hasHledger, hledgerRows, ourRows, statementIn } from './_statement.ts';

if (!hasHledger) console.warn('hledger is not on this machine: statements were not compared with it');

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-statement-'));
mkdirSync(join(folder, 'years'));
writeFileSync(
  join(folder, 'main.journal'),
  `commodity $1,000.00
commodity 1.000,00 EUR
include years/*.journal
P 2025-12-31 EUR $1.10
P 2026-02-15 EUR $1.05
P 2026-01-05 AAPL 140.00 EUR
P 2026-02-28 AAPL 150.00 EUR
P 2026-01-31 GBP $1.30
`,
);
writeFileSync(
  join(folder, 'years', '2025.journal'),
  `commodity $1,000.00
commodity 1.000,00 EUR
2025-11-03 * Opening
    assets:bank:checking    $5,000.00
    assets:bank:euro      1.000,00 EUR @@ $1,080.00
    liabilities:loan       $-2,000.00
    equity:opening
2025/12/24=2026/01/02 * (42) Charter ; paid late
    assets:bank:checking       $800.00
    income:charters:ketch
`,
);
writeFileSync(
  join(folder, 'years', '2026.journal'),
  `commodity $1,000.00
commodity 1.000,00 EUR
2026-01-07 ! Shares
    assets:broker           3 AAPL @ $151.3333
    assets:bank:checking
2026-01-31 Fuel
    expenses:boat:fuel       $66.67
    expenses:boat            $10.00
    liabilities:card
2026-02-10 * Sold
    assets:broker           -1 AAPL {$151.3333} @ $160.00
    assets:bank:checking    $160.00
    income:gains
2026-03-01 * Concert
    assets:bank:euro       250,00 EUR
    income:concerts
    (budget:concerts)      1
    [assets:bank:checking:tax]     $50.00
    [assets:bank:checking]
2026-03-05 * Hours
    assets:receivable       10 h
    income:hours
`,
);

const WORDS: Readonly<Record<StatementKind, readonly [command: string, sections: readonly string[]]>> = {
  income: ['is', ['income', 'expenses']],
  balance: ['bse', ['assets', 'liabilities', 'equity']],
  cashflow: ['cf', ['cash']],
};

const MARKET = ['--value=end', '--infer-market-prices'];
const OPTIONS: readonly (readonly [Partial<StatementRequest>, readonly string[]])[] = [
  [{}, ['-B']],
  [{ interval: 'month' }, ['-B', '-M']],
  [{ interval: 'quarter', depth: 2 }, ['-B', '-Q', '--depth', '2']],
  [{ interval: 'year', secondaryDates: true }, ['-B', '-Y', '--date2']],
  [{ interval: 'month', real: true }, ['-B', '-M', '--real']],
  [{ cleared: true }, ['-B', '--cleared']],
  [{ interval: 'month', from: '2026-01-01', to: '2026-02-28' }, ['-B', '-M', '-b', '2026-01-01', '-e', '2026-03-01']],
  [{ basis: 'market' }, MARKET],
  [{ interval: 'month', basis: 'market' }, ['-M', ...MARKET]],
  [{ interval: 'month', basis: 'market', currency: '$' }, ['-M', '--value=end,$', '--infer-market-prices']],
];

const KINDS: readonly StatementKind[] = ['income', 'balance', 'cashflow'];
const cases = OPTIONS.flatMap(([options, words]) =>
  KINDS.map((kind) => [kind, words.join(' '), options, words] as const),
);

describe.skipIf(!hasHledger)('hledger has the same statement', () => {
  it.each(cases)('%s %s', async (kind, _words, options, words) => {
    const [command, sections] = WORDS[kind];
    const statement = await statementIn(folder, { kind, flat: true, ...options });
    expect(ourRows(statement, sections)).toEqual(hledgerRows(folder, [command, ...words]));
  });
});

/** Journals of every feature; few, for each asks hledger three times. */
const RANDOM = Number(process.env['QUARTERDECK_FUZZ_STATEMENTS'] ?? 5);
const random = fc.sample(randomJournal('hledger'), { seed: 11, numRuns: RANDOM });

describe.skipIf(!hasHledger)('hledger has the same statements of a random journal', () => {
  it.each(random.map((journal, at) => [at, journal] as const))('%i', async (_at, journal) => {
    const place = mkdtempSync(join(tmpdir(), 'quarterdeck-statement-'));
    writeJournal(place, journal);
    for (const kind of KINDS) {
      const [command, sections] = WORDS[kind];
      const statement = await statementIn(place, { kind, flat: true, interval: 'year' });
      expect(ourRows(statement, sections)).toEqual(hledgerRows(place, [command, '-B', '-Y']));
    }
  });
});
