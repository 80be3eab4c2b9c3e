import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, decimalText } from '../../../src/core/decimal.ts';
import { csv } from '../../../src/sources/csv/reader.ts';

/*
 * Nothing is lost: whatever stands in the cells, every record of a table is a row or named by a problem, once.
 */

const good = {
  date: fc.integer({ min: 1, max: 28 }).map((day) => `2026-04-${String(day).padStart(2, '0')}`),
  payee: fc.string({ unit: fc.constantFrom('a', 'B', 'é', ' ', ',', '"', '\n', '-', '7'), maxLength: 12 }),
  amount: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).map((minor) => decimalText(decimal(minor, 2))),
};
const bad = {
  date: fc.constantFrom('', '2026-02-30', 'soon', '04/30', 'Total', '30.04.26'),
  amount: fc.constantFrom('', 'n/a', '1.005', '--3', '9'.repeat(30), '€4', '12 EUR', '1,23', '-'),
};
const record = fc.record({
  date: fc.oneof({ weight: 5, arbitrary: good.date }, { weight: 1, arbitrary: bad.date }),
  payee: good.payee,
  amount: fc.oneof({ weight: 5, arbitrary: good.amount }, { weight: 1, arbitrary: bad.amount }),
  extra: fc.oneof(
    { weight: 8, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('', 'x'), { maxLength: 3 }) },
  ),
});

const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;

test('records = rows + records with problems', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'), (records, end) => {
      const lines: number[] = [];
      let text = 'Date,Payee,Amount';
      for (const { date, payee, amount, extra } of records) {
        text += end;
        // A record of empty cells is a spreadsheet's blank row: it holds nothing that could be lost.
        const blank = [date, payee, amount, ...extra].every((cell) => cell.trim() === '');
        if (!blank) lines.push(text.split(/\r\n|\n|\r/).length);
        text += [date, payee, amount, ...extra].map(quote).join(',');
      }
      const result = csv.read(Buffer.from(text), 'f.csv', { currency: 'USD', decimal: '.', date_order: 'dmy' });
      const told = result.problems.map(({ at }) => lines.findLast((line) => line <= at.line));
      const read = result.rows.map(({ line }) => line);
      expect(read.filter((line) => told.includes(line))).toEqual([]);
      expect([...new Set([...read, ...told])].toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(lines);
      expect(new Set(read).size).toBe(read.length);
    }),
    { numRuns: 300 },
  );
});

test('what is well written is read to the cent, whatever the layout', () => {
  const layouts = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    mark: fc.constantFrom('.', ','),
    order: fc.constantFrom('ymd', 'mdy', 'dmy'),
    grouped: fc.boolean(),
  });
  const rows = fc.array(fc.tuple(good.date, good.payee, fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(layouts, rows, ({ delimiter, mark, order, grouped }, movements) => {
      const dateText = (iso: string): string => {
        const [year = '', month = '', day = ''] = iso.split('-');
        return (
          { ymd: `${year}/${month}/${day}`, mdy: `${month}/${day}/${year}`, dmy: `${day}/${month}/${year}` }[order] ??
          ''
        );
      };
      const amountText = (minor: bigint): string => {
        const [whole = '', fraction = ''] = decimalText(decimal(minor, 2)).split('.');
        const group = mark === '.' ? ',' : '.';
        return `${grouped ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group) : whole}${mark}${fraction}`;
      };
      // One row of which there is no doubt, as any real month has.
      const all = [...movements, ['2026-04-30', 'sure', 123_456n] as const];
      const body = all.map(([date, payee, minor]) =>
        [dateText(date), payee, amountText(minor)].map(quote).join(delimiter),
      );
      const result = csv.read(Buffer.from([['Date', 'Payee', 'Amount'].join(delimiter), ...body].join('\n')), 'f.csv', {
        currency: 'USD',
      });
      expect(result.problems).toEqual([]);
      expect(result.rows.map(({ date, amount }) => [date, amount])).toEqual(
        all.map(([date, , minor]) => [date, minor]),
      );
    }),
    { numRuns: 200 },
  );
});
