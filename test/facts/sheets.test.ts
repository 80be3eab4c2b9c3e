import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readerFor } from '../../src/sources/index.ts';
import { temporaryWarehouse } from './_statements.ts';

let place: ReturnType<typeof temporaryWarehouse>;

beforeAll(() => {
  place = temporaryWarehouse();
});
afterAll(() => place.remove());

const seeds = fileURLToPath(new URL('../fuzz/seeds', import.meta.url));

// Lines of invoices are not counted beside their invoices; what is planned for later is no day that the file covers.
test.each([
  ['invoices/xero.csv', 2, '2026-03-31', '2026-04-15'],
  ['time/toggl.csv', 4, '2026-03-31', '2026-04-02'],
  ['quotes/quotes.csv', 2, '2026-03-02', '2026-03-22'],
  ['deals/hubspot.csv', 2, '2026-01-10', '2026-04-01'],
  ['client-costs/costs.csv', 2, undefined, undefined],
])('%s counts with %i rows, from %s to %s', async (file, rows, first, last) => {
  const bytes = readFileSync(`${seeds}/${file}`);
  const read = readerFor(bytes, file)?.read(bytes, file, { currency: 'USD' });
  if (!read) throw new Error(`${file} is not recognised`);
  await place.warehouse.store(file.replace('/', '-'), file, read);
  expect(await place.warehouse.lookup(file.replace('/', '-'), file)).toMatchObject({ rows, first, last });
});
