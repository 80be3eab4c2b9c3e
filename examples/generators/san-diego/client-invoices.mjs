import { monthsFrom } from '../lib/calendar.mjs';
import { sheet } from '../lib/sheet.mjs';
import { americanShort, plain } from '../lib/text.mjs';

const XERO =
  'ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,Sent,Status';

/** Who pays the same every month, from the first to the last of these: what the bank has as `ORIG CO NAME`. @type {readonly (readonly [string, string, string, readonly (readonly [string, number])[]])[]} */
const RETAINERS = [
  ['Harbor Dental Group', '2025-05', '2025-05', [['Website care', 93_000], ['Hosting', 2_000]]],
  ['Harbor Dental Group', '2025-06', '2026-04', [['Website care', 91_000], ['Hosting', 4_000]]],
  ['Otay Mesa Towing', '2025-05', '2025-10', [['Website care', 60_000]]],
  ['Kensington Books', '2025-05', '2026-04', [['Website care', 45_000]]],
  ['JADA Charters', '2025-05', '2026-04', [['Web care', 35_000]]],
];

/** @typedef {{ client: string, issued: string, due: string, lines: readonly (readonly [string, number])[], paid: boolean }} Invoice */

/** Retainers, as Xero exports sales invoices: a row a line, each with the totals of its invoice. */
export function xeroInvoices() {
  const monthly = monthsFrom('2025-05', '2026-04').flatMap((month) =>
    RETAINERS.filter(([, from, to]) => month >= from && month <= to).map(([client, , , lines]) => ({ client, issued: `${month}-01`, due: `${month}-16`, lines, paid: true })),
  );
  /** @type {readonly Invoice[]} */
  const invoices = [...monthly, { client: 'Harbor Dental Group', issued: '2026-04-28', due: '2026-05-28', lines: [['Recall forms, 3 hours', 33_000]], paid: false }];
  return sheet(XERO, invoices.flatMap((invoice, at) => xeroLines(invoice, `INV-${String(at + 389).padStart(4, '0')}`)));
}

/** @param {Invoice} invoice @param {string} number */
function xeroLines({ client, issued, due, lines, paid }, number) {
  const total = lines.reduce((sum, [, amount]) => sum + amount, 0);
  const email = `${client.split(' ')[0]?.toLowerCase()}@example.com`;
  const four = (/** @type {number} */ cents) => `${plain(cents)}00`;
  return lines.map(([item, amount]) => [
    client, email, ...Array.from({ length: 4 }, () => ''), 'San Diego', 'CA', '', 'USA', number, '', americanShort(issued), americanShort(due), '',
    four(total), '0.0000', four(paid ? total : 0), four(paid ? 0 : total), '', item, '1.0000', four(amount), '', four(amount), '200', 'Tax Exempt', '0.0000', '', '', '', '', 'USD',
    'Sales invoice', 'Sent', paid ? 'Paid' : 'Awaiting Payment',
  ]);
}

/** Projects, as Stripe exports invoices. They are paid by wire and marked as paid by hand. @type {readonly (readonly [string, string, string, number, string, string])[]} */
const PROJECTS = [
  ['Balboa Physio', '2025-08-05', '2025-08-19', 235_000, 'paid', '2025-08-19'],
  ['North County Roofing', '2025-11-04', '2025-11-18', 190_000, 'paid', '2025-11-18'],
  ['Mission Bay Kayaks', '2025-12-02', '2025-12-16', 125_000, 'paid', '2025-12-16'],
  ['Little Italy Grocers', '2026-01-13', '2026-01-27', 140_000, 'paid', '2026-01-27'],
  ['Balboa Physio', '2026-02-05', '2026-02-19', 99_750, 'void', ''],
  ['Balboa Physio', '2026-02-06', '2026-03-08', 105_000, 'open', ''],
];

export function stripeInvoices() {
  const header = 'id,Number,Customer,Customer Name,Customer Email,Currency,Date (UTC),Due Date (UTC),Subtotal,Tax,Total,Amount Due,Amount Paid,Amount Remaining,Status,Paid,Billing,Finalized At (UTC),Paid At (UTC)';
  return sheet(
    header,
    PROJECTS.map(([client, issued, due, cents, status, paidOn], at) => {
      const key = client.replaceAll(' ', '');
      const paid = status === 'paid' ? cents : 0;
      const time = `${issued} 17:${String(12 + at * 7)}`;
      return [
        `in_${key}${String(at + 1)}`, `DC-${String(at + 26).padStart(4, '0')}`, `cus_${key}`, client, `${key.toLowerCase()}@example.com`, 'usd', time, `${due} 23:59`,
        plain(cents), '0.00', plain(cents), plain(cents), plain(paid), plain(status === 'open' ? cents : 0), status, String(status === 'paid'), 'send_invoice', time, paidOn === '' ? '' : `${paidOn} 19:30`,
      ];
    }),
  );
}
