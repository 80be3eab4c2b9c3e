import fc from 'fast-check';
import writeWorkbook from 'write-excel-file/node';
import { expect, test } from 'vitest';
import { approximate, decimal } from '../../../src/core/decimal.ts';
import { xlsx } from '../../../src/sources/xlsx/reader.ts';
import { statement } from '../_drawn.ts';
import { mismatches } from '../_read.ts';

/** The double that a spreadsheet holds for an amount: the writer's way there, not ours. */
const double = (minor: bigint): number => approximate(decimal(minor, 2));

test('what another program writes is read: rows, sums and balances, either end first', async () => {
  await fc.assert(
    fc.asyncProperty(statement, fc.boolean(), async ({ opening, movements }, newestFirst) => {
      fc.pre(movements.length > 0);
      let balance = opening;
      const balanced = movements.map((one) => ({ ...one, balance: (balance += one.amount) }));
      const listed = newestFirst ? balanced.toReversed() : balanced;
      const header = ['Date', 'Payee', 'Memo', 'Amount', 'Balance'].map((value) => ({ value }));
      const rows = listed.map((one) => [
        { type: Date, value: new Date(`${one.date}T00:00:00Z`), format: 'dd.mm.yyyy' },
        { type: String, value: one.payee },
        { type: String, value: one.memo },
        { type: Number, value: double(one.amount) },
        { type: Number, value: double(one.balance) },
      ]);
      const bytes = await writeWorkbook([header, ...rows]).toBuffer();
      const result = xlsx.read(bytes, 'f.xlsx', { currency: 'EUR' });
      expect(result.problems).toEqual([]);
      const read = result.rows.map(({ date, amount, payee, memo, ...row }) => ({
        date,
        amount,
        payee,
        memo,
        balance: row.balance,
      }));
      expect(read).toEqual(listed);
      expect(mismatches(result)).toEqual([]);
      const [table] = [...(result.tables?.statements ?? [])];
      expect(table).toMatchObject({ opening, closing: balance, first_line: 2, last_line: listed.length + 1 });
    }),
    { numRuns: 25 },
  );
});
