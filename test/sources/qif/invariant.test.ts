import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qif } from '../../../src/sources/qif/reader.ts';
import { digits, statement, type Drawn } from '../_drawn.ts';

type Form = (year: string, month: string, day: string) => string;

/** Each with the order that its user would declare. */
const forms: readonly (readonly [form: Form, order: 'mdy' | 'dmy'])[] = [
  [(year, month, day) => `${year}-${month}-${day}`, 'mdy'],
  [(year, month, day) => `${month}/${day}/${year}`, 'mdy'],
  [(year, month, day) => `${Number(month)}/${day.replace(/^0/, ' ')}'${year.slice(2)}`, 'mdy'],
  [(year, month, day) => `${day}.${month}.${year}`, 'dmy'],
];

function written(movements: readonly Drawn[], form: Form, mark: string, end: string): string {
  const records = movements.map(({ date, amount, payee, memo }) => {
    const [year = '', month = '', day = ''] = date.split('-');
    const sign = amount < 0n ? '-' : '';
    return [`D${form(year, month, day)}`, `T${sign}${digits(amount).replace('.', mark)}`, `P${payee}`, `M${memo}`, '^'];
  });
  return `${['!Type:Bank', ...records.flat()].join(end)}${end}`;
}

test('what is written is read: rows and sums, whatever the dress', () => {
  const dress = fc.tuple(fc.constantFrom(...forms), fc.constantFrom('.', ','), fc.constantFrom('\n', '\r\n', '\r'));
  fc.assert(
    fc.property(statement, dress, ({ movements }, [[form, order], mark, end]) => {
      fc.pre(movements.length > 0);
      const text = written(movements, form, mark, end);
      const result = qif.read(Buffer.from(text), 'f.qif', { currency: 'EUR', date_order: order });
      expect(result.problems).toEqual([]);
      expect(result.rows.map(({ date, amount, payee, memo }) => ({ date, amount, payee, memo }))).toEqual(movements);
    }),
  );
});
