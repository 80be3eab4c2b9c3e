import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { expandSources } from '../../src/portfolio/expand.ts';
import { declaredOf, folderOf, LEAST } from './_folder.ts';

const SOURCES = `${LEAST}    sources:
      - file: exports/bank-*.csv
        account: Assets:JADA Checking
      - file: exports/{cards,wallets}/**/*.ofx
        account: Liabilities:JADA Card
  - id: bakery
    name: Bakery
    kind: bakery
    sources:
      - file: bakery.csv
        account: Assets:Bakery Checking
`;

it('gives each file with its entity and the place of its source, in the order of the portfolio and of the names', async () => {
  const folder = folderOf({
    'portfolio.yaml': SOURCES,
    'bakery.csv': '',
    'exports/bank-2026-02.csv': '',
    'exports/bank-2026-01.csv': '',
    'exports/bank-old/bank-1.csv': '',
    'exports/cards/2026/visa.ofx': '',
    'exports/wallets/pay.ofx': '',
    'exports/other/pay.ofx': '',
  });
  const declared = await declaredOf(folder);
  const sources = await expandSources(declared);
  expect(sources.map(({ entity, account, file }) => [entity.id, account, file])).toEqual([
    ['jada', 'Assets:JADA Checking', 'exports/bank-2026-01.csv'],
    ['jada', 'Assets:JADA Checking', 'exports/bank-2026-02.csv'],
    ['jada', 'Liabilities:JADA Card', 'exports/cards/2026/visa.ofx'],
    ['jada', 'Liabilities:JADA Card', 'exports/wallets/pay.ofx'],
    ['bakery', 'Assets:Bakery Checking', 'bakery.csv'],
  ]);
  expect(sources.map(({ path }) => declared.at(path).line)).toEqual([9, 9, 11, 11, 17]);
});

it('never reads what Quarterdeck itself wrote, what a dot hides, or what a link leads to outside', async () => {
  const folder = folderOf({
    'portfolio.yaml': `outbox: sent\n${LEAST}    sources: [{ file: '**/*.csv', account: Assets:JADA Checking }]\n`,
    'a.csv': '',
    '.quarterdeck/facts.csv': '',
    '.hidden/b.csv': '',
    'sent/c.csv': '',
    'node_modules/d.csv': '',
    'deep/e.csv': '',
  });
  symlinkSync('a.csv', join(folder, 'linked.csv'));
  symlinkSync('deep', join(folder, 'round'));
  const files = (await expandSources(await declaredOf(folder))).map(({ file }) => file);
  expect(files).toEqual(['a.csv', 'deep/e.csv', 'linked.csv']);
});
