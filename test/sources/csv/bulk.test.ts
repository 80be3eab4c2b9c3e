import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemEffects } from '../../../src/core/effects.ts';
import { Engine } from '../../../src/facts/engine.ts';
import { storedColumns } from '../../../src/facts/write.ts';
import { openWarehouse, type Warehouse } from '../../../src/facts/index.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import type { ReadOptions } from '../../../src/model/source.ts';
import { storeInBulk } from '../../../src/sources/csv/bulk.ts';
import { csv } from '../../../src/sources/csv/reader.ts';

let folder: string;
let warehouse: Warehouse;
let engine: Engine;
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bulk-'));
  warehouse = openWarehouse(folder, systemEffects);
  engine = await Engine.open({ spill: join(folder, 'tmp'), ordered: true });
});

afterAll(async () => {
  engine.close();
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads a file in bulk; undefined when it is left to the general reader. The head is 8 KiB, so that files can be small. */
async function inBulk(
  text: string | Uint8Array,
  options: ReadOptions = { currency: 'USD' },
): Promise<ReadResult | undefined> {
  files += 1;
  const path = join(folder, `${files}.csv`);
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  writeFileSync(path, bytes);
  const key = String(files);
  const sizes = { smallest: 0, head: 8192 };
  const stored = await storeInBulk(warehouse, key, { path, file: 'bank.csv', bytes, options, sizes });
  if (!stored) return undefined;
  const line = stored.lineBase === undefined ? 'line' : `file_row_number + ${stored.lineBase} AS line`;
  const parquet = join(warehouse.folder, 'facts', `${key}.parquet`);
  const columns = `${line}, ${storedColumns(stored.constants)}`;
  const rows = await engine.rows(`SELECT ${columns} FROM read_parquet('${parquet}', file_row_number = true)`);
  expect(rows).toHaveLength(stored.rows);
  const { kind, layout, balances, problems } = stored;
  const result = { kind, layout, rows: rows.map(asStatementRow), balances, problems };
  if (!stored.tables.statements) return result;
  const table = join(warehouse.folder, 'facts', `${key}.statements.parquet`);
  return { ...result, tables: { statements: await engine.rows(`SELECT * FROM read_parquet('${table}')`) } };
}

function asStatementRow(cells: Row): ReadResult['rows'][number] {
  const { line, date, amount, fee, currency, payee, memo, reference, type, balance } = cells;
  const row = {
    line: Number(line),
    date,
    amount,
    fee,
    currency,
    payee,
    memo,
    reference,
    type,
  } as ReadResult['rows'][number];
  return typeof balance === 'bigint' ? { ...row, balance } : row;
}

/** Rows of a table as they come back: whole numbers as bigint. */
function stored(rows: Iterable<Row>): Row[] {
  const cell = (value: Row[string] | undefined): Row[string] =>
    typeof value === 'number' ? BigInt(value) : (value ?? null);
  return [...rows].map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])));
}

/** What the general reader makes of it. */
function general(text: string | Uint8Array, options: ReadOptions = { currency: 'USD' }): ReadResult {
  const read = csv.read(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'bank.csv', options);
  return read.tables?.statements ? { ...read, tables: { statements: stored(read.tables.statements) } } : read;
}

const day = (index: number): string =>
  `2026-${String(1 + (Math.floor(index / 28) % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
const plain = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => `${day(index)},Payee ${index % 7},${index % 3 === 0 ? '' : '-'}${index}.50`,
  );
const HEADER = 'Date,Description,Amount';
const bank = (...lines: string[]): string => `${[HEADER, ...plain(200), ...lines].join('\n')}\n`;

async function expectSame(text: string | Uint8Array, options: ReadOptions = { currency: 'USD' }): Promise<void> {
  const read = await inBulk(text, options);
  expect(read).toBeDefined();
  expect(read).toEqual(general(text, options));
}

describe('a large CSV file', () => {
  it('gives the rows of the general reader', async () => {
    await expectSame(bank());
  });

  it('leaves what is not plainly written to the general reader, record by record', async () => {
    await expectSame(
      bank('2026-02-31,Nobody,1.00', '2026-03-01,Fees,"(1,234.50)"', '2026-03-02,Shop,', ',,', '2026-03-03,Joe,12.345'),
    );
  });

  it('of Stripe: a payout is named by its own id, wherever its blanks are', async () => {
    const header = 'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Description';
    const charges = Array.from(
      { length: 200 },
      (_, index) => `txn_${index},charge,ch_${index},10.50,0.50,10.00,usd,${day(index)} 10:00,Sunset`,
    );
    const payouts = [' po_1', 'po_2 ', '', 'xpo_3', 'PO_4'].map(
      (source, index) => `txn_p${index},payout,${source},-10.00,0.00,-10.00,usd,2026-03-04 10:00,STRIPE PAYOUT`,
    );
    const text = `${[header, ...charges, ...payouts].join('\n')}\n`;
    await expectSame(text, {});
    expect(
      general(text, {})
        .rows.slice(-5)
        .map(({ reference }) => reference),
    ).toEqual(['po_1', 'po_2', 'txn_p2', 'txn_p3', 'txn_p4']);
  });

  it('is left to the general reader where signs and words are a provider’s own', async () => {
    const payouts = Array.from(
      { length: 200 },
      (_, index) => `po_${index},10.50,${day(index)} 10:00,${day(index)},usd,paid`,
    );
    const header = 'id,Amount,Created (UTC),Arrival Date (UTC),Currency,Status';
    expect(await inBulk(`${[header, ...payouts].join('\n')}\n`, {})).toBeUndefined();
  });

  it.each([
    ['a line break within quotes', '2026-03-01,"two\nlines",1.00'],
    ['a quote that is never closed', '2026-03-01,"open,1.00'],
    ['a record with a field too many', '2026-03-01,Shop,1.00,extra'],
    ['a record with a field too few', '2026-03-01,Shop'],
    ['a blank line', ''],
    ['a carriage return of its own', '2026-03-01,Shop,1.00\r2026-03-02,Shop,2.00'],
  ])('is left to the general reader as a whole for %s', async (_, line) => {
    expect(await inBulk(bank(line, ...plain(3)))).toBeUndefined();
  });

  it('is left to the general reader when later records could turn its layout', async () => {
    const header = 'Date,Description,Amount\n';
    const months = Array.from(
      { length: 200 },
      (_, index) => `0${1 + (index % 9)}/${String(13 + (index % 15))}/2026,Shop,-${index}.50`,
    );
    const turned = Array.from({ length: 400 }, (_, index) => `${String(13 + (index % 15))}/01/2026,Shop,-${index}.50`);
    await expectSame(`${header}${months.join('\n')}\n`);
    expect(await inBulk(`${header}${[...months, ...turned].join('\n')}\n`)).toBeUndefined();
    expect(await inBulk(bank('01/02/2026,Shop,1.00'))).toBeUndefined();
  });

  it('is left to the general reader when it is not UTF-8', async () => {
    expect(await inBulk(Buffer.from(bank('2026-03-01,Café,1.00'), 'latin1'))).toBeUndefined();
    expect(await inBulk(bank('2026-03-01,Caf\u0000,1.00'))).toBeUndefined();
  });

  it('may begin with a byte order mark, hold CRLF, and end without a line end', async () => {
    await expectSame(`\ufeff${bank('2026-03-01,Café,1.00').replaceAll('\n', '\r\n')}`);
    await expectSame(bank('2026-03-01,Last,1.00').trimEnd());
    await expectSame(`${bank('2026-03-01,Last,1.00')}\n\n`);
  });
});

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Fuel dock', 'Slip 7', 'Sergio', '', 'ACH PMT', 'Café São') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'two  blanks',
      ' lead',
      'trail ',
      'a\tb',
      'nb\u00a0sp',
      '\u3000wide',
      'soft\u200bhyphen',
      'a\u0001b',
      "O'Neil; Sons",
      '100%',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ maxLength: 12 })
      .map((text) => [...text].filter((c) => !'\r\n\u0000\ufffd'.includes(c)).join('')),
  },
);
const quoted = (text: string, delimiter: string, always: boolean): string =>
  always || text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;

const cents = fc.integer({ min: -9_999_999, max: 9_999_999 });
const sign = (value: number): string => (value < 0 ? '-' : '');
const units = (value: number): string => String(Math.floor(Math.abs(value) / 100));
const fraction = (value: number): string => String(Math.abs(value) % 100).padStart(2, '0');
const amount = (mark: string) =>
  fc.oneof(
    { weight: 8, arbitrary: cents.map((value) => `${sign(value)}${units(value)}${mark}${fraction(value)}`) },
    {
      weight: 2,
      arbitrary: cents.map(
        (value) =>
          `${sign(value)}${units(value).replaceAll(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.')}${mark}${fraction(value)}`,
      ),
    },
    { weight: 1, arbitrary: cents.map((value) => `${sign(value)}${units(value)}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '0',
        '-0',
        `1${mark}5`,
        `1${mark}234`,
        `(5${mark}00)`,
        `$3${mark}10`,
        `+2${mark}00`,
        `4${mark}00-`,
        'n/a',
        `0,123${mark}00`,
        `999999999999999999${mark}00`,
        ` 7${mark}00`,
        `6${mark}`,
        `${mark}5`,
        `12${mark}00 EUR`,
        '1e5',
        '0x10',
      ),
    },
  );

const pad = (value: number): string => String(value).padStart(2, '0');
const dates = {
  ymd: (y: number, m: number, d: number) => `${y}-${pad(m)}-${pad(d)}`,
  mdy: (y: number, m: number, d: number) => `${pad(m)}/${pad(d)}/${y}`,
  dmy: (y: number, m: number, d: number) => `${d}.${m}.${y}`,
};
const date = (order: keyof typeof dates) =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(fc.integer({ min: 1999, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
        .map(([y, m, d]) => dates[order](y, m, d)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '2026-13-01',
        '2026-03-04 10:15',
        '2026-03-04T10:15:30',
        '2026-03-04 10:15:30 PST',
        '5 March 2026',
        '20260304',
        '3/4/26',
        '03/04/2026',
        ' 2026-03-04',
        'Total',
        '2026/03/04',
        'infinity',
        'epoch',
        '0001-01-01',
        '2026-1-2',
      ),
    },
  );

interface Shape {
  readonly order: keyof typeof dates;
  readonly mark: '.' | ',';
  readonly delimiter: ',' | ';' | '\t';
  readonly header: readonly string[];
  readonly always: boolean;
  readonly declared: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  order: fc.constantFrom('ymd' as const, 'mdy' as const, 'dmy' as const),
  mark: fc.constantFrom('.' as const, ',' as const),
  delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
  header: fc.constantFrom(
    ['Date', 'Description', 'Amount'],
    ['Date', 'Payee', 'Memo', 'Amount', 'Balance', 'Reference', 'Type'],
    ['Date', 'Description', 'Debit', 'Credit'],
    ['Date', 'Status', 'Currency', 'Gross', 'Fee', 'Net', 'Name', 'Transaction ID', 'Subject', 'Note'],
  ),
  always: fc.boolean(),
  declared: fc.boolean(),
});

const MONEY = new Set(['Amount', 'Balance', 'Gross', 'Fee', 'Net', 'Debit', 'Credit']);

function fieldOf(heading: string, { order, mark }: Shape): fc.Arbitrary<string> {
  if (heading === 'Date') return date(order);
  if (heading === 'Status') return fc.constantFrom('Completed', 'completed', 'Pending', '', 'Completed ');
  if (heading === 'Currency') return fc.constantFrom('USD', 'EUR', 'usd', '', 'JPY', 'US Dollar');
  if (heading === 'Type') return fc.constantFrom('charge', 'payout', 'DEBIT', '');
  return MONEY.has(heading) ? fc.oneof(amount(mark), fc.constant('')) : cell;
}

/** A plain record, of which the head is made. */
function plainField(heading: string, index: number, { order, mark }: Shape): string {
  if (heading === 'Date') return dates[order](2026, 1 + (index % 12), 1 + (index % 28));
  if (heading === 'Currency') return 'USD';
  if (heading === 'Status') return 'Completed';
  if (heading === 'Type') return 'charge';
  if (heading === 'Credit' || heading === 'Fee' || heading === 'Net') return '';
  return MONEY.has(heading) ? `${heading === 'Debit' ? '' : '-'}${index}${mark}25` : `Word ${index % 5}`;
}

const file = shape.chain((of) => {
  const records = fc.array(fc.tuple(...of.header.map((heading) => fieldOf(heading, of))), { maxLength: 40 });
  const head = Array.from({ length: 150 }, (_, index) => of.header.map((heading) => plainField(heading, index, of)));
  return fc.tuple(records, fc.constantFrom('\n', '\r\n'), fc.boolean()).map(([rest, end, last]) => {
    const lines = [of.header, ...head, ...rest].map((fields) =>
      fields.map((text) => quoted(text, of.delimiter, of.always)).join(of.delimiter),
    );
    const declared = of.declared ? { date_order: of.order, decimal: of.mark } : {};
    return { text: lines.join(end) + (last ? end : ''), options: { currency: 'USD', ...declared } };
  });
});

describe('the bulk path and the general reader', () => {
  it('make the same rows and problems of every file that the bulk path takes', async () => {
    let taken = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(file, async ({ text, options }) => {
        runs += 1;
        const read = await inBulk(text, options);
        if (!read) return;
        taken += 1;
        expect(read).toEqual(general(text, options));
      }),
      { numRuns: 30 },
    );
    expect(taken).toBeGreaterThan(runs / 3);
  });
});
