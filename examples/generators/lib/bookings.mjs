import { dayFirst, grouped, plain, record } from './text.mjs';

/** @typedef {{ date: string, amount: number }} Payment */
/** @typedef {{ customer: string, created: string, from: string, to: string, price: number, guests: number, item: string }} Wanted */
/** @typedef {{ entity: string, stream: string, currency: string }} Stream */

/** One booking as its customer means it, and the money that is for it. */
export class Booking {
  status = 'Paid';
  /** @type {Payment[]} below zero what was given back */
  payments = [];

  /** @param {string} reference @param {Wanted} wanted */
  constructor(reference, wanted) {
    this.reference = reference;
    this.wanted = wanted;
  }

  /** @param {Payment} payment */
  pay(payment) {
    this.payments.push(payment);
  }
}

/** The bookings of one revenue stream. */
export class BookingSheet {
  /** @type {Booking[]} */
  rows = [];

  /** @param {Stream} of @param {import('./random.mjs').Random} random */
  constructor(of, random) {
    this.of = of;
    this.random = random;
  }

  /** @param {Wanted} wanted @param {string} [number] the tool's own when left out */
  book(wanted, number) {
    const [year = '', month = '', day = ''] = wanted.created.split('-');
    const booking = new Booking(number ?? `${this.random.code(4)}-${day}${month}${year.slice(2)}`, wanted);
    this.rows.push(booking);
    return booking;
  }

  /** What was booked by a day, as the tool lists it. @param {string} asOf */
  known(asOf) {
    return this.rows
      .filter(({ wanted }) => wanted.created <= asOf)
      .toSorted((a, b) => (a.wanted.created < b.wanted.created ? -1 : a.wanted.created > b.wanted.created ? 1 : 0));
  }
}

/** A booking tool's list: number, state, the day it was made, the day of service with its time. @param {readonly Booking[]} bookings */
export function bookingIndex(bookings) {
  const lines = bookings.map(({ reference, status, wanted }) => {
    const { customer, created, from, to, guests, price, item } = wanted;
    const email = `${customer.toLowerCase()}@example.com`;
    return record([reference, status, `${created} 09:12`, customer, email, item, `${from} 14:00`, `${to} 18:00`, String(guests), plain(price), 'Website']);
  });
  return `${['Booking ID,Status,Created,Customer,Email,Item,Start Date,End Date,Guests,Total,Source', ...lines].join('\n')}\n`;
}

/** A bakery's own list in German: semicolons, decimal comma, dd.mm.yyyy, a title above the header. @param {readonly Booking[]} bookings */
export function orderList(bookings) {
  const lines = bookings.map(({ reference, status, wanted }) =>
    record([reference, wanted.customer, dayFirst(wanted.created), dayFirst(wanted.from), wanted.item, grouped(wanted.price, '.', ','), status], ';'),
  );
  return `${['Festtorten, Bestellungen', 'Bestellnummer;Kunde;Bestellt am;Abholtag;Torte;Gesamtpreis;Status', ...lines].join('\r\n')}\r\n`;
}
