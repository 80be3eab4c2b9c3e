import type { Row } from '../../../src/model/row.ts';

/** A charter company, as a portfolio declares it. */
export const jada = {
  id: 'jada',
  name: 'JADA',
  kind: 'yacht-charter',
  revenue: [{ id: 'charters', name: 'Charters', account: 'Income:Charters', unit: 'charter', price: '1000.00' }],
};

let line = 1;

/** A row of a sheet of JADA's; each stands on a line of its own. */
function row(file: string, cells: Row, entity = 'jada'): Row {
  line += 1;
  return { source: file, file, line: BigInt(line), entity, ledger_account: '', subject: '', ...cells };
}

export const deal = (status: string, created: string, more: Row = {}): Row =>
  row('pipeline.csv', { customer: 'Blake', created, status, amount: 100000n, currency: 'USD', ...more });

export const booking = (service: string, status = 'confirmed', more: Row = {}): Row =>
  row('bookings.csv', {
    subject: 'charters',
    reference: service,
    customer: 'Avery',
    booked: '2026-04-01',
    service_from: service,
    service_to: service,
    amount: 100000n,
    currency: 'USD',
    status,
    ...more,
  });

export const channel = (name: string, listed: string, more: Row = {}): Row =>
  row('channels.csv', { channel: name, kind: 'ota', listed, priced: '', calendar: '', tracked: '', note: '', ...more });
