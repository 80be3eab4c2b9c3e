import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { factsKey, openWarehouse, type Warehouse } from '../../src/facts/index.ts';
import type { Problem } from '../../src/core/problem.ts';
import { ask, cents, NO_TABLES, readResult, statement, stored, temporaryWarehouse } from './_statements.ts';

let warehouse: Warehouse;
let folder: string;
let remove: () => Promise<void>;

beforeEach(() => {
  ({ warehouse, folder, remove } = temporaryWarehouse());
});
afterEach(() => remove());

const ROWS = statement(`
  2026-01-05  -12.50  Fuel dock  ref=A1 bal=87.50
  2026-01-06  950.00  Sergio  fee=27.85 type=charge memo=deposit`);

const PROBLEM: Problem = {
  code: 'amount-missing',
  at: { file: 'bank.csv', line: 4, column: 3 },
  severity: 'error',
  message: 'Amount is empty',
  expected: 'an amount',
};

const parquetOf = (key: string): string => join(folder, '.quarterdeck', 'facts', `${key}.parquet`);
const cardOf = (key: string): string => join(folder, '.quarterdeck', 'facts', `${key}.json`);

describe('stored facts', () => {
  it('are found again with all that is known of the file', async () => {
    const balances = [{ line: 9, date: '2026-01-31', amount: cents('1009.65'), currency: 'USD' }];
    await warehouse.store('k', 'bank.csv', readResult(ROWS, { balances, problems: [PROBLEM] }));
    const found = await openWarehouse(folder, systemEffects).lookup('k', 'bank.csv');
    expect(found).toEqual({
      kind: 'csv',
      layout: { delimiter: ',' },
      problems: [PROBLEM],
      balances,
      rows: 2,
      first: '2026-01-05',
      last: '2026-01-06',
      rowless: false,
      currencies: ['USD'],
      firstBalances: [{ currency: 'USD', date: '2026-01-05', line: 2, balance: cents('100.00') }],
      lineBase: undefined,
      tables: {},
      parts: [],
      constants: {},
    });
  });

  it('name the file as it is called today', async () => {
    await warehouse.store('k', 'bank.csv', readResult(ROWS, { problems: [PROBLEM] }));
    const found = await warehouse.lookup('k', 'exports/january.csv');
    expect(found?.problems[0]?.at).toEqual({ file: 'exports/january.csv', line: 4, column: 3 });
  });

  it('are not found before they are stored', async () => {
    expect(await warehouse.lookup('k', 'bank.csv')).toBeUndefined();
  });

  it('hold a file without rows', async () => {
    const found = await warehouse.store('k', 'bank.csv', readResult([], { problems: [PROBLEM] }));
    expect(found).toMatchObject({ rows: 0, first: undefined, last: undefined, currencies: [] });
  });

  it.each([
    ['cut short', (key: string) => truncateSync(parquetOf(key), readFileSync(parquetOf(key)).length - 1)],
    ['emptied', (key: string) => writeFileSync(parquetOf(key), '')],
    [
      'overwritten with as many other bytes',
      (key: string) => writeFileSync(parquetOf(key), Buffer.alloc(readFileSync(parquetOf(key)).length, 7)),
    ],
    ['without its card', (key: string) => writeFileSync(cardOf(key), '')],
    ['with half a card', (key: string) => writeFileSync(cardOf(key), readFileSync(cardOf(key), 'utf8').slice(0, 90))],
    ['with a card of another kind', (key: string) => writeFileSync(cardOf(key), '{"seal":[]}')],
  ])('are read anew when the file is %s', async (_, damage) => {
    await warehouse.store('k', 'bank.csv', readResult(ROWS));
    damage('k');
    expect(await warehouse.lookup('k', 'bank.csv')).toBeUndefined();
    await warehouse.store('k', 'bank.csv', readResult(ROWS));
    expect(await warehouse.lookup('k', 'bank.csv')).toMatchObject({ rows: 2 });
  });

  it('survive two who store and read the same at once, and leave nothing unfinished', async () => {
    const others = Array.from({ length: 4 }, () => openWarehouse(folder, systemEffects));
    const sums = await Promise.all(
      others.map(async (other) => {
        const uses = await stored(other, [{ account: 'Assets:Bank', file: 'bank.csv', rows: ROWS }]);
        return ask(other, uses, NO_TABLES, (facts) => facts.query('SELECT sum(amount) AS sum FROM rows'));
      }),
    );
    expect(sums).toEqual(others.map(() => [{ sum: cents('937.50') }]));
    await Promise.all(others.map((other) => other.close()));
    expect(readdirSync(join(folder, '.quarterdeck', 'facts')).filter((name) => name.includes('tmp'))).toEqual([]);
    expect(readdirSync(join(folder, '.quarterdeck', 'journal'))).toHaveLength(1);
  });

  it('set aside an amount that no 64-bit column should hold', async () => {
    const [row] = ROWS;
    const monstrous = { ...row, amount: 10n ** 19n } as (typeof ROWS)[number];
    const found = await warehouse.store('k', 'bank.csv', readResult([...ROWS, monstrous]));
    expect(found.rows).toBe(2);
    expect(found.problems).toMatchObject([{ code: 'amount-too-large', at: { file: 'bank.csv', line: 2 } }]);
  });

  it('must be there for a snapshot', async () => {
    const use = {
      role: 'statement' as const,
      subject: '',
      key: 'k',
      source: 's',
      file: 'bank.csv',
      entity: 'jada',
      account: 'Assets:Bank',
      currency: 'USD',
    };
    await expect(warehouse.snapshot([use], NO_TABLES)).rejects.toThrow('nothing is stored for bank.csv');
  });
});

describe('the key of stored facts', () => {
  const from = { source: 'abc', kind: 'csv', version: 1, options: { delimiter: ';', header: true } } as const;

  it('does not depend on the order of options, nor on those left out', () => {
    const other = { ...from, options: { header: true, decimal: undefined, delimiter: ';' } } as const;
    expect(factsKey(other as unknown as typeof from)).toBe(factsKey(from));
  });

  it.each([
    ['content', { ...from, source: 'abd' }],
    ['reader', { ...from, kind: 'ofx' }],
    ['version of the reader', { ...from, version: 2 }],
    ['options', { ...from, options: { delimiter: ',' } }],
  ] as const)('is another for another %s', (_, other) => {
    expect(factsKey(other)).not.toBe(factsKey(from));
  });
});
