import { sheet } from '../lib/sheet.mjs';
import { harvest, toggl } from './hours.mjs';
import { stripeInvoices, xeroInvoices } from './client-invoices.mjs';

/** What the agency keeps of its clients: terms, hours in two tools, invoices of two tools, charges made for clients. */
export function clientSheets() {
  return new Map([
    ['clients/agreements.csv', agreements()],
    ['clients/time-toggl.csv', toggl()],
    ['clients/time-harvest.csv', harvest()],
    ['clients/invoices-xero.csv', xeroInvoices()],
    ['clients/invoices-stripe.csv', stripeInvoices()],
    ['clients/client-costs.csv', clientCosts()],
  ]);
}

function agreements() {
  return sheet('Client,Agreement,Signed,Ends,Billing Model,Hourly Rate,Monthly Retainer,Floor Rate', [
    ['Harbor Dental Group', 'Care agreement 2025', '2025-05-28', '2027-05-31', 'Retainer', '110.00', '910.00', '80.00'],
    ['Kensington Books', 'Care letter 2024', '2024-03-25', '', 'Retainer', '95.00', '450.00', '80.00'],
    ['Otay Mesa Towing', 'Care agreement 2024', '2024-05-30', '2025-10-31', 'Retainer', '95.00', '600.00', '80.00'],
    ['Balboa Physio', 'Work by the hour 2025', '2025-07-30', '', 'Hourly', '105.00', '', ''],
    ['North County Roofing', 'Website proposal 2025-10', '2025-10-21', '2026-10-20', 'Fixed', '100.00', '', '80.00'],
    ['Mission Bay Kayaks', 'Booking page proposal', '2025-11-20', '2026-11-19', 'Fixed', '100.00', '', '80.00'],
    ['Little Italy Grocers', '', '', '', 'Fixed', '', '', ''],
    ['JADA Charters', '', '', '', 'Retainer', '', '350.00', ''],
    ['Studio Azul', '', '', '', '', '', '', ''],
    ['Sunset Cliffs Surf School', '', '', '', '', '', '', ''],
    ['Chloé Florals', 'E-mail of 2024-07-30', '2024-07-30', '', 'Fixed', '65.00', '', ''],
    ['Taco Loco Truck', '', '', '', '', '', '', ''],
    ['Elif Ceramics', 'E-mail of 2024-12-02', '2024-12-02', '', 'Fixed', '65.00', '', ''],
  ]);
}

function clientCosts() {
  const rows = [
    ['Harbor Dental Group', 'VERCEL', '', 'Hosting'],
    ['Kensington Books', 'NAMECHEAP', '', 'Domains'],
  ];
  return sheet('Client,Payee,Memo,Invoice Item', rows);
}
