import { expect, test } from 'vitest';
import { readCoverage } from '../../../src/analysis/coverage.ts';
import { deliveries } from '../../../src/analysis/deliveries/index.ts';
import type { Ground } from '../../../src/analysis/input.ts';
import { readLedger } from '../../../src/analysis/ledger.ts';
import { readHeld } from '../../../src/analysis/recognition/held-parts.ts';
import { lastFullMonth } from '../../../src/core/date.ts';
import { decimalText } from '../../../src/core/decimal.ts';
import { Book } from '../../../src/model/book.ts';
import type { Facts } from '../../../src/model/facts.ts';
import { closedRuns } from '../_run.ts';
import { DELTA, sheets } from './_sheets.ts';

const run = closedRuns();
const NOW = '2026-04-30';

const FILES = sheets({
  quotes: `
    reference | sent       | status | amount
    Q-1       | 2026-04-10 | open   | 8000.00
    Q-2       | 2026-02-10 | won    | 9000.00
    Q-3       | 2024-02-10 | lost   | 9000.00
    Q-4       | 2026-05-10 | open   | 9000.00`,
  jobs: `
    reference | captain | departs    | arrives    | price   | status
    YD-1      | Sam     | 2026-02-01 | 2026-02-10 | 9000.00 | done
    YD-2      | Sam     | 2026-05-05 | 2026-05-15 | 8000.00 | planned
    YD-3      | Robin   | 2023-03-01 | 2023-03-05 | 3000.00 | cancelled`,
  job_costs: `
    job  | date       | kind | amount
    YD-1 | 2026-02-03 | crew | 6000.00
    YD-1 | 2026-05-04 | fuel | 1500.00
         | 2022-02-05 | fuel | 80.00`,
  credentials: `
    holder | kind    | issued     | expires
    Sam    | licence |            | 2026-05-14
    Sam    | licence | 2020-01-01 | 2025-05-14
    Nobody | medical | 2026-05-14 |`,
});

test('whichever record of a sheet is lost, a figure tells', async () => {
  const { declared, facts } = await run(NOW, DELTA, [], [], FILES);
  const ledger = await readLedger(facts, NOW);
  const coverage = await readCoverage(declared, facts, ledger, NOW);
  const held = await readHeld(declared, facts);
  const ground = { declared, asOf: NOW, full: lastFullMonth(NOW), ledger, coverage, held };
  const figures = async (of: Facts): Promise<string> => {
    const here: Ground = { ...ground, facts: of, book: new Book(NOW) };
    await deliveries(here);
    return here.book
      .all()
      .map(({ id, value }) => `${id} ${value ? decimalText(value) : '?'}`)
      .join('\n');
  };
  const whole = await figures(facts);
  const tables = Object.entries(FILES.tables ?? {});
  const lost = tables.flatMap(([name, rows]) => rows.map((row) => [name, String(row['line'])] as const));
  expect(lost).toHaveLength(13);
  for (const [name, line] of lost) {
    const without: Facts = {
      snapshot: facts.snapshot,
      query: (sql) =>
        facts.query(sql.replace(`FROM ${name}`, `FROM (SELECT * FROM ${name} WHERE line <> ${line}) ${name}`)),
    };
    expect([name, line, (await figures(without)) === whole]).toEqual([name, line, false]);
  }
});
