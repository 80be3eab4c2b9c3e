import { keys, text } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** Charges that are a client's to bear. */
export const clientCosts: SheetKind = {
  kind: 'client-costs',
  table: 'client_costs',
  record: 'a charge of a client',
  fields: {
    client: text('client, client name, customer, customer name, kunde, kundin, kundenname, cliente, client'),
    payee: text(
      'payee, vendor, supplier, provider, merchant, paid to, payee contains, empfanger, zahlungsempfanger, lieferant, anbieter, proveedor, fournisseur, beneficiaire',
    ),
    memo: text(
      'memo, memo contains, contains, words, text, reference, verwendungszweck, zweck, enthalt, concepto, contiene, libelle, contient',
    ),
    item: text(
      'item, invoice item, billed as, bill as, line item, invoice line, position, posten, rechnungsposten, abgerechnet als, articulo, facturado como, poste, facture comme',
    ),
  },
  columns: [['client'], ['payee', 'memo']],
  cells: [['client'], ['payee', 'memo']],
  tells: [
    ['client', 'payee', 'item'],
    ['client', 'payee', 'memo'],
    ['client', 'memo', 'item'],
  ],
  never: keys('amount, total, cost, date, day, number, betrag, datum, importe, fecha, montant, hours, quantity'),
};
