import { plusDays } from './calendar.mjs';
import { dollars, grouped, plain, quoted, record } from './text.mjs';

/** @typedef {import('./statement.mjs').Row} Row */

const STRIPE =
  'id,Type,Source,Amount,Fee,Destination Platform Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Customer Facing Amount,Customer Facing Currency,Transfer,Transfer Date (UTC),Transfer Group';

/** Stripe's balance history: gross amount, fee and net; the day that counts is Created. @param {readonly Row[]} rows */
export function stripeBalance(rows) {
  const lines = rows.map((row) => {
    const currency = row.extra['currency'] ?? 'usd';
    const charged = row.type === 'charge' ? plain(row.amount) : '';
    return record([
      row.reference.replace(/^[a-z]+_/, 'txn_'),
      row.type,
      row.reference,
      plain(row.amount),
      plain(row.fee),
      '',
      plain(row.amount - row.fee),
      currency,
      `${row.date} ${row.extra['time'] ?? '18:00'}`,
      `${plusDays(row.date, row.type === 'charge' ? 2 : 0)} 00:00`,
      row.payee,
      charged,
      charged && currency,
      '',
      '',
      '',
    ]);
  });
  return `${[STRIPE, ...lines].join('\n')}\n`;
}

const PAYPAL = ['Date', 'Time', 'TimeZone', 'Name', 'Type', 'Status', 'Currency', 'Gross', 'Fee', 'Net', 'From Email Address', 'To Email Address', 'Transaction ID', 'Item Title', 'Balance'];

/** PayPal's activity download: every field quoted, thousands separators, the fee negative. @param {readonly Row[]} rows */
export function paypalActivity(rows) {
  const lines = rows.map((row) => {
    const [month, date] = [row.date.slice(5, 7), row.date.slice(8)];
    const incoming = row.amount > 0;
    const client = row.extra['email'] ?? '';
    return [
      `${month}/${date}/${row.date.slice(0, 4)}`,
      row.extra['time'] ?? '10:15:00',
      'PDT',
      row.payee,
      row.type,
      'Completed',
      'USD',
      grouped(row.amount),
      grouped(-row.fee),
      grouped(row.amount - row.fee),
      incoming ? client : 'billing@dangerouscentaur.example.com',
      incoming ? 'billing@dangerouscentaur.example.com' : client,
      row.reference,
      row.memo,
      grouped(row.balance),
    ]
      .map(quoted)
      .join(',');
  });
  return `${[PAYPAL.map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

const SQUARE =
  'Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Cash,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Description,Event Type,Location,Customer Name,Deposit ID,Deposit Date,Transaction Status';

/** Square's transfers: what it sent to the bank, written without a sign. @param {readonly Row[]} rows */
export function squareTransfers(rows) {
  const lines = rows.map((row) => record([row.date, row.payee, dollars(-row.amount), 'Completed', 'Checking 4410']));
  return `${['Deposit Date,Deposit ID,Total,Deposit Status,Bank Account', ...lines].join('\n')}\n`;
}

/** Square's transactions: dollar signs, fees negative, and no row for the deposit that goes to the bank. @param {readonly Row[]} rows */
export function squareTransactions(rows) {
  const zero = '$0.00';
  const lines = rows.map((row) => {
    const gross = dollars(row.amount);
    return record([
      row.date, row.extra['time'] ?? '14:30:00', 'Pacific Time (US & Canada)',
      gross, zero, zero, gross, zero, zero, zero, zero, gross,
      'Invoices', gross, zero, dollars(-row.fee), dollars(row.amount - row.fee),
      row.reference, `${row.reference}P`, 'Visa', '4242',
      row.memo, row.amount < 0 ? 'Refund' : 'Payment', 'Shelter Island', row.payee,
      `DEP${row.reference}`, row.extra['deposited'] ?? row.date, 'Complete',
    ]);
  });
  return `${[SQUARE, ...lines].join('\n')}\n`;
}
