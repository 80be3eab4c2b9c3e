import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchPayments, type BookedService, type Payment } from '../../../src/analysis/recognition/matching.ts';

/** `JDA-1041 | Bea | 2026-03-02 | 2026-04-18 | 1850 | 925 | cancelled`: booked, served, price, what is paid ahead. */
function bookings(table: string): BookedService[] {
  return lines(table).map(
    ([reference = '', customer = '', booked = '', served = '', price = '', deposit = '', state], id) => ({
      id,
      entity: 'jada',
      accounts: ['Income:Charters', 'Liabilities:Deposits'],
      reference,
      customer,
      booked: booked || undefined,
      serviceTo: served,
      price: price === '' ? undefined : BigInt(price),
      deposit: deposit === '' ? undefined : BigInt(deposit),
      currency: 'USD',
      cancelled: state === 'cancelled',
    }),
  );
}

/** `2026-03-02 | 1850 | Charter for Bea JDA-1041` */
function payments(table: string): Payment[] {
  return lines(table).map(([date = '', amount = '', text = ''], id) => ({
    id,
    entity: 'jada',
    account: 'Income:Charters',
    date,
    amount: BigInt(amount),
    currency: 'USD',
    text,
  }));
}

function lines(table: string): string[][] {
  const rows = table.split('\n').filter((line) => line.trim() !== '');
  return rows.map((line) => line.split('|').map((cell) => cell.trim()));
}

/** `reference 0`, `several`, `none`: how each payment was told, and which booking (by its line) it is for. */
function told(sold: BookedService[], paid: Payment[]): string[] {
  return matchPayments(sold, paid).map(({ how, booking }) => (booking === undefined ? how : `${how} ${booking}`));
}

test('a reference decides alone, whatever the amount and the day', () => {
  const sold = bookings(`
    JDA-1041 | Bea  | 2026-03-02 | 2026-04-18 | 1850
    JDA-1042 | Chen | 2026-03-05 | 2026-05-02 | 1850
  `);
  const paid = payments(`
    2026-03-02 | 1850 | Charter for Chen, booking JDA-1041
    2026-06-30 |   10 | tip JDA-1042
    2026-03-09 | -900 | REFUND JDA-1041
  `);
  expect(told(sold, paid)).toEqual(['reference 0', 'reference 1', 'reference 0']);
});

test('a payment that names two bookings is left alone', () => {
  const sold = bookings(`
    FT-0301 | Bea  | | 2026-04-18 | 90
    FT-0302 | Chen | | 2026-05-02 | 90
  `);
  expect(told(sold, payments('2026-03-02 | 180 | FT-0301 FT-0302'))).toEqual(['several']);
});

test('without a reference, the customer with the whole price, the deposit or the balance, between booking and service', () => {
  const sold = bookings('JDA-1041 | Anna Meyer | 2026-03-02 | 2026-04-18 | 2000 | 600');
  const one = (text: string): string => told(sold, payments(text))[0] ?? '';
  expect(one('2026-03-02 | 2000 | ZELLE FROM MEYER ANNA')).toBe('customer 0');
  expect(one('2026-03-02 |  600 | ZELLE FROM MEYER ANNA')).toBe('customer 0');
  expect(one('2026-04-18 | 1400 | ZELLE FROM MEYER ANNA')).toBe('customer 0');
  expect(one('2026-03-02 |  700 | ZELLE FROM MEYER ANNA')).toBe('none');
  expect(one('2026-03-01 | 2000 | ZELLE FROM MEYER ANNA')).toBe('none');
  expect(one('2026-04-19 | 2000 | ZELLE FROM MEYER ANNA')).toBe('none');
  expect(one('2026-03-02 | 2000 | ZELLE FROM ANNA')).toBe('none');
  expect(one('2026-03-02 | 2000 | MEYERS ANNALISA')).toBe('none');
});

test('deposit and balance of one booking meet; a third payment makes all three doubtful', () => {
  const sold = bookings('JDA-1041 | Anna | 2026-03-02 | 2026-04-18 | 2000 | 1000');
  const paid = ['2026-03-02 | 1000 | Anna', '2026-04-10 | 1000 | Anna', '2026-04-11 | 1000 | Anna'];
  expect(told(sold, payments(paid.slice(0, 2).join('\n')))).toEqual(['customer 0', 'customer 0']);
  expect(told(sold, payments(paid.join('\n')))).toEqual(['several', 'several', 'several']);
});

test('two bookings that fit are not guessed between; what one reference settles makes room for the other', () => {
  const sold = bookings(`
    JDA-1 | Anna | 2026-03-02 | 2026-04-18 | 2000
    JDA-2 | Anna | 2026-03-02 | 2026-05-18 | 2000
  `);
  expect(told(sold, payments('2026-03-03 | 2000 | Anna'))).toEqual(['several']);
  const paid = payments('2026-03-03 | 2000 | Anna\n2026-03-04 | 2000 | Anna JDA-2');
  expect(told(sold, paid)).toEqual(['customer 0', 'reference 1']);
});

test('a refund without a reference goes to the cancelled booking that received as much', () => {
  const sold = bookings(`
    JDA-1 | Anna | 2026-03-02 | 2026-04-18 | 2000
    JDA-2 | Anna | 2026-03-02 | 2026-05-18 | 2000 | | cancelled
  `);
  const paid = payments(`
    2026-03-03 | 2000 | Anna JDA-1
    2026-03-04 | 2000 | Anna JDA-2
    2026-03-09 | -1000 | REFUND Anna
    2026-03-09 | -3000 | REFUND Anna
  `);
  expect(told(sold, paid)).toEqual(['reference 0', 'reference 1', 'customer 1', 'none']);
});

test('another currency, account or entity is never met', () => {
  const [booking] = bookings('JDA-1041 | Bea | | 2026-04-18 | 1850');
  const [payment] = payments('2026-03-02 | 1850 | Bea JDA-1041');
  if (!booking || !payment) throw new Error('nothing to match');
  expect(told([booking], [{ ...payment, currency: 'EUR' }])).toEqual(['none']);
  expect(told([booking], [{ ...payment, account: 'Income:Other' }])).toEqual(['none']);
  expect(told([booking], [{ ...payment, entity: 'queen' }])).toEqual(['none']);
});

test('the answer does not depend on the order of payments or of bookings', () => {
  const names = ['Anna', 'Bea', 'Chen'];
  const day = (n: number): string => `2026-03-${String(n + 1).padStart(2, '0')}`;
  const sale = fc.record({ name: fc.constantFrom(...names), served: fc.nat(27), price: fc.constantFrom(100n, 200n) });
  const payment = fc.record({
    name: fc.constantFrom(...names),
    date: fc.nat(27),
    amount: fc.constantFrom(50n, 100n, 200n, -100n),
    reference: fc.option(fc.nat(5)),
  });
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 6 }), fc.array(payment, { maxLength: 8 }), (sales, paid) => {
      const sold = sales.map(({ name, served, price }, id): BookedService => ({
        id,
        entity: 'jada',
        accounts: ['Income:Charters'],
        reference: `JDA-${id}00`,
        customer: name,
        booked: undefined,
        serviceTo: day(served),
        price,
        deposit: price / 2n,
        currency: 'USD',
        cancelled: id % 3 === 0,
      }));
      const given = paid.map(({ name, date, amount, reference }, id): Payment => ({
        id,
        entity: 'jada',
        account: 'Income:Charters',
        date: day(date),
        amount,
        currency: 'USD',
        text: reference === null ? name : `${name} JDA-${reference}00`,
      }));
      const byId = (all: ReturnType<typeof matchPayments>): unknown => all.toSorted((a, b) => a.payment - b.payment);
      const forward = matchPayments(sold, given);
      expect(forward).toHaveLength(given.length);
      expect(byId(matchPayments(sold.toReversed(), given.toReversed()))).toEqual(byId(forward));
    }),
  );
});
