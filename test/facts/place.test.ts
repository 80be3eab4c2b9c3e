import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { openWarehouse } from '../../src/facts/index.ts';
import { readResult, statement } from './_statements.ts';

const READ = readResult(statement('2026-01-05  -12.50  Fuel dock'));
const folder = (): string => mkdtempSync(join(tmpdir(), 'quarterdeck-place-'));

it('facts of a portfolio that is not to be written to lie in the cache, each portfolio’s by itself', async () => {
  const [cache, one, other] = [folder(), folder(), folder()];
  const effects = { ...systemEffects, env: { QUARTERDECK_CACHE: cache } };
  for (const portfolio of [one, other]) {
    const warehouse = openWarehouse(portfolio, effects);
    await warehouse.store('k', 'bank.csv', READ);
    await warehouse.close();
  }
  expect(await openWarehouse(one, effects).lookup('k', 'bank.csv')).toMatchObject({ rows: 1 });
  expect(readdirSync(cache)).toHaveLength(2);
  expect([...readdirSync(one), ...readdirSync(other)]).toEqual([]);
});

it('a folder that cannot be made is the owner’s to mend, and the error says how', async () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  const warehouse = openWarehouse('/books', { ...systemEffects, env: { QUARTERDECK_CACHE: file } });
  await expect(warehouse.store('k', 'bank.csv', READ)).rejects.toMatchObject({
    name: 'UserError',
    code: 'cannot-write',
    message: expect.stringMatching(/cannot be made \(ENOTDIR\): .* in QUARTERDECK_CACHE$/),
  });
});
