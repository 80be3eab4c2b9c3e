import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredRow } from '../../../src/model/store.ts';
import { verifyRecords } from '../../../src/records/audit/index.ts';
import { sealedHouse, withBody, type Sealed } from './_tampered.ts';

/** What the store makes of a body's text: one that is no JSON is undefined. */
function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const character = fc.constantFrom(
  '0',
  '1',
  '7',
  '9',
  'a',
  'f',
  'z',
  'A',
  '-',
  '_',
  '"',
  ',',
  ':',
  '{',
  '}',
  '[',
  ' ',
  'é',
);

describe('one character of anything on record', () => {
  let house: Sealed;
  let rows: readonly StoredRow[] = [];

  beforeAll(async () => {
    house = await sealedHouse(2);
    const partitions = ['chain', 'checkpoints', 'dispatches#2026-04'];
    rows = (await house.store.audit.scan()).rows.filter(({ partition }) => partitions.includes(partition));
  });

  const verified = async (row: StoredRow, body: unknown): Promise<readonly string[]> => {
    const store = withBody(house.store, row, body);
    const { faults } = await verifyRecords({ store, keyring: house.keyring });
    return faults.map(({ kind }) => kind);
  };

  it('is there to be changed', async () => {
    expect(rows.map(({ partition }) => partition).toSorted()).toEqual(
      ['chain', 'chain', 'checkpoints', 'checkpoints', 'dispatches#2026-04', 'dispatches#2026-04'].toSorted(),
    );
    for (const row of rows) expect(await verified(row, row.body)).toEqual([]);
  });

  it('changed is found, and nothing is when it means the same', async () => {
    const change = fc.record({ row: fc.nat(5), at: fc.nat(10_000), by: character });
    await fc.assert(
      fc.asyncProperty(change, async ({ row: index, at, by }) => {
        const row = rows[index % rows.length];
        if (!row) throw new Error('there are rows');
        const text = JSON.stringify(row.body);
        const place = at % text.length;
        const body = read(text.slice(0, place) + by + text.slice(place + 1));
        const isSame = isDeepStrictEqual(body, row.body);
        expect((await verified(row, body)).length > 0).toBe(!isSame);
      }),
      { numRuns: 80 },
    );
  });

  it('taken out or put in is found, too', async () => {
    const change = fc.record({ row: fc.nat(5), at: fc.nat(10_000), by: fc.option(character, { nil: '' }) });
    await fc.assert(
      fc.asyncProperty(change, async ({ row: index, at, by }) => {
        const row = rows[index % rows.length];
        if (!row) throw new Error('there are rows');
        const text = JSON.stringify(row.body);
        const place = at % text.length;
        const body = read(text.slice(0, place) + by + text.slice(by === '' ? place + 1 : place));
        const isSame = isDeepStrictEqual(body, row.body);
        expect((await verified(row, body)).length > 0).toBe(!isSame);
      }),
      { numRuns: 40 },
    );
  });
});
