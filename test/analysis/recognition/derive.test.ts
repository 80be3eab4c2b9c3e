import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recognise } from '../../../src/analysis/recognition/derive.ts';
import type { BookedStream } from '../../../src/analysis/recognition/streams.ts';
import { addDays } from '../../../src/core/date.ts';
import type { Row } from '../../../src/model/facts.ts';

const stream = (policy: BookedStream['policy']): BookedStream => ({
  entity: 'jada',
  stream: 'charters',
  income: 'Income:Charters',
  deposits: 'Liabilities:Deposits',
  policy,
  keepsBooks: false,
  deposit: (price) => price / 2n,
});

const day = fc.nat(60).map((days) => addDays('2026-01-01', days));

const booking = fc.record({
  from: day,
  days: fc.nat(5),
  price: fc.bigInt(1n, 900n),
  status: fc.constantFrom('', 'cancelled'),
});
const payment = fc.record({
  date: day,
  amount: fc.bigInt(-300n, 900n).filter((amount) => amount !== 0n),
  of: fc.nat(5),
  account: fc.constantFrom('Income:Charters', 'Liabilities:Deposits'),
  named: fc.boolean(),
});

function rowsOf(sold: readonly fcValue<typeof booking>[], paid: readonly fcValue<typeof payment>[]): Row[] {
  const common = { entity: 'jada', currency: 'USD', source: 'hash', file: 'file.csv' };
  const bookings = sold.map(({ from, days, price, status }, at): Row => ({
    ...common,
    kind: 'booking',
    txn: null,
    subject: 'charters',
    account: '',
    date: null,
    amount: price,
    payee: ['Anna', 'Bea', 'Chen'][at % 3] ?? '',
    memo: '',
    reference: `JDA-${at}00`,
    line: BigInt(at + 2),
    booked: null,
    service_from: from,
    service_to: addDays(from, days),
    status,
  }));
  const payments = paid.map(({ date, amount, of, account, named }, at): Row => ({
    ...common,
    kind: 'payment',
    txn: BigInt(at + 1),
    subject: '',
    account,
    date,
    amount,
    payee: ['Anna', 'Bea', 'Chen'][of % 3] ?? '',
    memo: named ? `JDA-${of}00` : '',
    reference: '',
    line: BigInt(at + 2),
    booked: null,
    service_from: null,
    service_to: null,
    status: '',
  }));
  return [...bookings, ...payments];
}

type fcValue<T> = T extends fc.Arbitrary<infer V> ? V : never;

const total = (rows: readonly Row[], column: string): bigint =>
  rows.reduce((sum, row) => sum + BigInt(String(row[column])), 0n);

test('for any bookings and payments: each payment is told once, and what is posted and what is held explain all of it', () => {
  const given = fc.tuple(fc.array(booking, { maxLength: 6 }), fc.array(payment, { maxLength: 8 }));
  const policies = fc.constantFrom<BookedStream['policy']>('point-in-time', 'over-time', undefined);
  fc.assert(
    fc.property(given, policies, ([sold, paid], policy) => {
      const rows = rowsOf(sold, paid);
      const made = recognise([stream(policy)], rows);
      const told = made.filter(({ kind }) => kind === 'payment');
      const steps = made.filter(({ kind }) => kind !== 'payment');
      expect(told.map(({ txn }) => String(txn)).toSorted()).toEqual(paid.map((_, at) => String(at + 1)).toSorted());
      const matched = told.filter(({ how }) => how === 'reference' || how === 'customer');
      const onDeposits = matched.filter(({ account }) => account === 'Liabilities:Deposits');
      expect(total(onDeposits, 'amount') + total(steps, 'adjusted')).toBe(total(steps, 'amount'));
      expect(made.every(({ posted }) => posted === 0n) || policy !== undefined).toBe(true);
      // The order in which the engine gives the rows is not known.
      const shown = (all: readonly Row[]): string[] =>
        all
          .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
          .toSorted();
      expect(shown(recognise([stream(policy)], rows.toReversed()))).toEqual(shown(made));
    }),
  );
});
