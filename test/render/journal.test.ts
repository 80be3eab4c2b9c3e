import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/model/facts.ts';
import { hledgerJournal, journalQueries } from '../../src/render/journal.ts';
import { hledger, hledgerVersion } from './_hledger.ts';

async function* inChunks(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

async function journal(rows: readonly Row[], size = 2): Promise<string> {
  const distinct = (name: string): Row[] =>
    [...new Set(rows.map((row) => row[name] ?? null))].map((cell) => ({ [name]: cell }));
  let text = '';
  const postings = inChunks(rows, size);
  for await (const piece of hledgerJournal({
    title: 'Harbour',
    accounts: distinct('account'),
    currencies: distinct('currency'),
    postings,
  }))
    text += piece;
  return text;
}

/** The two postings of one row. */
function move(txn: number, payee: string, more: Partial<Row> = {}): Row[] {
  const base = {
    txn: BigInt(txn),
    date: '2026-01-05',
    entity: 'jada',
    currency: 'USD',
    payee,
    transfer: null,
    tags: '',
    file: 'finance/bank.csv',
    line: 7n,
    ...more,
  } as Row;
  return [
    { ...base, account: 'Expenses:Fuel', amount: 1250n },
    { ...base, account: 'Assets:JADA Checking', amount: -1250n },
  ];
}

describe('the journal in hledger’s syntax', () => {
  it('declares commodities and accounts and tags each transaction with its source row', async () => {
    const text = await journal(
      [...move(1, 'Fuel dock'), ...move(2, 'Tokyo', { currency: 'JPY', tags: ',one-off,', transfer: 'ab12' })],
      3,
    );
    expect(text.split('\n').slice(3)).toEqual([
      'commodity 1000.00 USD',
      'commodity 1000. JPY',
      '',
      'account Expenses:Fuel',
      'account Assets:JADA Checking',
      '',
      '2026-01-05 Fuel dock',
      '    ; entity: jada, file: finance/bank.csv, line: 7',
      '    Expenses:Fuel  12.50 USD',
      '    Assets:JADA Checking  -12.50 USD',
      '',
      '2026-01-05 Tokyo',
      '    ; entity: jada, file: finance/bank.csv, line: 7, transfer: ab12, one-off:',
      '    Expenses:Fuel  1250 JPY',
      '    Assets:JADA Checking  -1250 JPY',
      '',
      '',
    ]);
  });

  it.each([
    ['a semicolon', 'Fuel; dock', '2026-01-05 Fuel； dock'],
    ['a bar', 'Fuel | dock', '2026-01-05 Fuel ｜ dock'],
    ['a line break', 'Fuel\n    Assets:Mine  1 USD', '2026-01-05 Fuel Assets:Mine 1 USD'],
    ['a code', '(ref) Fuel', '2026-01-05 () (ref) Fuel'],
    ['a status', '* Fuel', '2026-01-05 () * Fuel'],
    ['nothing', '  ', '2026-01-05'],
  ])('keeps a payee with %s from changing the books', async (_, payee, line) => {
    expect((await journal(move(1, payee))).split('\n')).toContain(line);
  });

  it('asks for one entity when it is named, whatever its name holds', () => {
    expect(journalQueries("o'neil").accounts).toContain("WHERE entity = 'o''neil'");
    expect(journalQueries().accounts).not.toContain('WHERE');
  });

  it('refuses a posting without an amount', async () => {
    await expect(journal(move(1, 'x').map((row) => ({ ...row, amount: null })))).rejects.toThrow('minor units');
  });
});

const version = hledgerVersion();

describe.runIf(version)(
  `hledger itself (${version ?? 'not on PATH, so its agreement with the journal is not tested here'})`,
  () => {
    it('accepts the journal of any payee, file and tag, and reads back what was written', async () => {
      const outside = fc.oneof(
        fc.constantFrom(
          '; x:1',
          '* a',
          '! b',
          '(c) d',
          'e  f',
          '=g',
          '[2026-01-01]',
          'date:2026-02-02',
          '%',
          '"',
          'é漢字',
        ),
        fc.string({ maxLength: 15, unit: 'binary' }),
      );
      const books = fc.array(fc.tuple(outside, outside, fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })), {
        minLength: 60,
        maxLength: 120,
      });
      await fc.assert(
        fc.asyncProperty(books, async (rows) => {
          const postings = rows.flatMap(([payee, file, amount], index) =>
            move(index, payee, { file }).map((row, half) => ({ ...row, amount: half === 0 ? amount : -amount })),
          );
          const text = await journal(postings, 7);
          hledger(text, 'check', '--strict');
          const read = JSON.parse(hledger(text, 'print', '-O', 'json')) as Transaction[];
          expect(read).toHaveLength(rows.length);
          read.forEach((transaction, index) => {
            expect(transaction.tdate).toBe('2026-01-05');
            expect(transaction.tcode).toBe('');
            expect(transaction.tstatus).toBe('Unmarked');
            const amounts = transaction.tpostings.map(({ pamount }) => pamount[0]?.aquantity);
            expect(amounts.map(minor)).toEqual([rows[index]?.[2], -(rows[index]?.[2] ?? 0n)]);
            expect(transaction.ttags.map(([name]) => name)).toEqual(['entity', 'file', 'line']);
          });
        }),
        { numRuns: 4 },
      );
    });
  },
);

interface Quantity {
  readonly decimalMantissa: number;
  readonly decimalPlaces: number;
}

interface Transaction {
  readonly tdate: string;
  readonly tcode: string;
  readonly tstatus: string;
  readonly ttags: readonly [string, string][];
  readonly tpostings: readonly { readonly pamount: readonly { readonly aquantity: Quantity }[] }[];
}

/** Cents; hledger keeps the two digits that were written. */
function minor(of: Quantity | undefined): bigint | undefined {
  return of?.decimalPlaces === 2 ? BigInt(of.decimalMantissa) : undefined;
}
