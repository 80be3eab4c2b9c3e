import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { minorDigits } from '../../../src/core/money.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import type { ReadOptions } from '../../../src/model/source.ts';
import { bookings } from '../../../src/sources/bookings/reader.ts';
import { readerFor } from '../../../src/sources/index.ts';
import { problemsOf } from '../_shown.ts';

function read(text: string, options: ReadOptions = { currency: 'USD' }): ReadResult {
  const lines = text.trim().split('\n');
  return bookings.read(Buffer.from(`${lines.map((line) => line.trim()).join('\n')}\n`), 'bookings.csv', options);
}

/** `JDA-1041 | Bea | booked 2026-03-02 | 2026-04-18 – 2026-04-18 | 1850.00 USD | confirmed` */
function bookingText(row: Row): string {
  const { reference, customer, booked, service_from: from, service_to: to, amount, currency, status } = row;
  const digits = minorDigits(String(currency));
  const price =
    typeof amount === 'bigint' ? `${decimalText({ mantissa: amount, scale: digits })} ${String(currency)}` : '?';
  return [reference, customer, `booked ${booked ?? '?'}`, `${String(from)} – ${String(to)}`, price, status].join(' | ');
}

const shown = (result: ReadResult): string[] => [...(result.tables?.bookings ?? [])].map(bookingText);

test('a sheet of a charter’s bookings: number, day, price and state in the words of its tool', () => {
  const sheet = read(`
    Booking ID,Created,Customer,Start Date,End Date,Amount,Status
    JDA-1041,2026-03-02 18:20,Bea,2026-04-18,2026-04-18,"1,850.00",Paid
    JDA-1042,2026-03-05 09:02,Chen,2026-05-02,2026-05-04,"4,200.00",Deposit
    JDA-1043,2026-03-09 11:45,Dana,2026-05-09,,1850.00,Cancelled
    JDA-1044,2026-03-10 11:45,Edith,2026-05-10,,,Pending
  `);
  expect(sheet.problems).toEqual([]);
  expect(shown(sheet)).toEqual([
    'JDA-1041 | Bea | booked 2026-03-02 | 2026-04-18 – 2026-04-18 | 1850.00 USD | confirmed',
    'JDA-1042 | Chen | booked 2026-03-05 | 2026-05-02 – 2026-05-04 | 4200.00 USD | confirmed',
    'JDA-1043 | Dana | booked 2026-03-09 | 2026-05-09 – 2026-05-09 | 1850.00 USD | cancelled',
    'JDA-1044 | Edith | booked 2026-03-10 | 2026-05-10 – 2026-05-10 | ? | tentative',
  ]);
});

test('a stay ends with its last night, whether the sheet tells the day of leaving or the nights', () => {
  const stays = read(`
    Id,DateCreated,Name,DateArrival,DateDeparture,Nights,TotalAmount,Currency,Status
    7001,2026-01-04,Anna Meyer,2026-04-18,2026-04-21,3,450.00,EUR,Booked
  `);
  expect(shown(stays)).toEqual([
    '7001 | Anna Meyer | booked 2026-01-04 | 2026-04-18 – 2026-04-20 | 450.00 EUR | confirmed',
  ]);
  const nights = read(`
    Reservation,Guest,Check-in,Nights,Total
    7001,Anna Meyer,2026-04-18,3 nights,450.00
    7002,Jo,2026-04-18,4 hours,450.00
  `);
  expect(shown(nights).map((text) => text.split(' | ')[3])).toEqual([
    '2026-04-18 – 2026-04-20',
    '2026-04-18 – 2026-04-18',
  ]);
});

test('a departure without an arrival is the day on which a trip begins', () => {
  const trips = read(`
    Confirmation,First name,Last name,Departure,Total
    T9,Anna,Meyer,2026-04-18,120.00
  `);
  expect(shown(trips)).toEqual(['T9 | Anna Meyer | booked ? | 2026-04-18 – 2026-04-18 | 120.00 USD | ']);
});

test('a German order list: semicolons, decimal comma, days first, a title above', () => {
  const orders = read(
    `
    Bestellungen Festtorten
    Bestellnummer;Kunde;Bestellt am;Abholtag;Gesamtpreis;Status
    FT-0301;Familie Özdemir;02.02.2026;14.03.2026;1.186,50;angezahlt
    FT-0302;Kita Sonnenschein;05.02.2026;20.03.2026;96,00;storniert
  `,
    { currency: 'EUR' },
  );
  expect(orders.problems).toEqual([]);
  expect(shown(orders)).toEqual([
    'FT-0301 | Familie Özdemir | booked 2026-02-02 | 2026-03-14 – 2026-03-14 | 1186.50 EUR | confirmed',
    'FT-0302 | Kita Sonnenschein | booked 2026-02-05 | 2026-03-20 – 2026-03-20 | 96.00 EUR | cancelled',
  ]);
});

test('a column of its own says which are cancelled', () => {
  const trips = read(`
    Booking ID,Contact,Start Date,Total,Cancelled?
    1,Anna,2026-04-18,120.00,No
    2,Boris,2026-04-18,120.00,Yes
    3,Celia,2026-04-18,120.00,2026-04-01
  `);
  expect(shown(trips).map((text) => text.split(' | ')[5])).toEqual(['', 'cancelled', 'cancelled']);
});

test('declared columns win over words, and one that is not there means that nothing is read', () => {
  const text = `
    No.,Who,Paid on,Sails,Worth
    A-1,Bea,2026-03-02,2026-04-18,1850.00
  `;
  const columns = { reference: 'No.', customer: 'Who', service_from: 'Sails', amount: 'Worth' };
  expect(shown(read(text, { currency: 'USD', booking_columns: columns }))).toEqual([
    'A-1 | Bea | booked ? | 2026-04-18 – 2026-04-18 | 1850.00 USD | ',
  ]);
  const wrong = read(text, { currency: 'USD', booking_columns: { ...columns, amount: 'Price' } });
  expect([shown(wrong), problemsOf(wrong)]).toEqual([[], ['1:1 column-unknown']]);
});

test('a record that cannot be read is named, and the others are read', () => {
  const sheet = read(`
    Reference,Customer,Booked,Start Date,Total
    A-1,Bea,2026-03-02,2026-02-30,1850.00
    A-2,Chen,yesterday,2026-04-18,1850.00
    A-3,Dana,2026-03-02,,1850.00
    A-4,Edith,2026-03-02,2026-04-18,a lot
    A-5,Fay,2026-03-02,2026-04-18,-5.00
    A-6,Gail,2026-03-02,2026-04-18
    A-7,Hana,2026-03-02,2026-04-18,10.00
    Total,,,,9250.00
  `);
  expect(problemsOf(sheet)).toEqual([
    '2:20 date-invalid',
    '3:10 date-invalid',
    '4:21 date-missing',
    '5:33 amount-invalid',
    '6:31 amount-invalid',
    '7:1 fields-too-few',
    '9:1 summary-line',
  ]);
  expect(shown(sheet)).toHaveLength(1);
});

const kindOf = (text: string, role?: 'statement' | 'bookings'): string | undefined =>
  readerFor(Buffer.from(text), 'export.csv', undefined, role)?.kind;

test('a sheet of bookings is never taken for a statement, nor a statement for bookings', () => {
  expect(
    kindOf('Booking ID,Created,Customer,Start Date,Amount,Status\n1,2026-03-02,Bea,2026-04-18,1850.00,Paid\n'),
  ).toBe('bookings');
  expect(kindOf('Id,Name,DateArrival,DateDeparture,TotalAmount\n1,Bea,2026-04-18,2026-04-19,90.00\n')).toBe('bookings');
  expect(kindOf('Bestellnummer;Kunde;Abholtag;Betrag\nFT-1;Bea;14.03.2026;90,00\n')).toBe('bookings');
  const statements = [
    'Date,Description,Amount,Balance\n2026-04-18,Bea,1850.00,10.00\n',
    'Date,Name,Reference,Amount\n2026-04-18,Bea,A1,1850.00\n',
    'Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n2026-04-18,2026-04-18,Bea,1,0,EUR,COMPLETED,1\n',
    'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\nt,charge,ch,1,0,1,usd,2026-04-28 17:40,2026-04-30 00:00,x\n',
    'Buchungstag;Verwendungszweck;Kundenreferenz;Betrag\n14.03.2026;Bea;FT-1;90,00\n',
    'Date,Time,Gross Sales,Fees,Net Total,Transaction ID,Customer Name\n2026-04-18,10:00,1,0,1,A,Bea\n',
  ];
  expect(statements.map((text) => kindOf(text))).toEqual(statements.map(() => 'csv'));
});

test('whoever declares bookings gets no reader of statements', () => {
  expect(kindOf('No.,Who,Sails,Worth\nA-1,Bea,2026-04-18,1850.00\n', 'bookings')).toBe('bookings');
});

test('any text at all: nothing is thrown, and every problem has a place inside the file', () => {
  const cell = fc.oneof(
    fc.constantFrom('2026-04-18', '31/02/2026', '1,850.00', 'JDA-1', '"', '""', '-', 'Total', '99999'),
    fc.string(),
  );
  const row = fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(','));
  const sheet = fc
    .array(row, { maxLength: 8 })
    .map((rows) => `Booking ID,Customer,Start Date,Nights,Total,Status\n${rows.join('\n')}`);
  fc.assert(
    fc.property(fc.oneof(sheet, fc.string()), (text) => {
      const { problems, tables } = bookings.read(Buffer.from(text), 'bookings.csv', { currency: 'USD' });
      const lines = text.split(/\r\n|\n|\r/).length;
      expect(problems.every(({ at }) => at.line >= 1 && at.line <= lines && at.column >= 1)).toBe(true);
      for (const found of tables?.bookings ?? [])
        expect(String(found['service_to']) >= String(found['service_from'])).toBe(true);
    }),
  );
});
