import { choice, CURRENCY, day, decimal, keys, money, text } from '../field.ts';
import { gatherInvoices } from '../invoices.ts';
import type { SheetKind } from '../kind.ts';

/** What an invoice export calls the papers in it. */
const PAPERS = {
  invoice: 'invoice, sales invoice, accrec, inv, rechnung, factura, facture',
  credit:
    'credit note, credit memo, credit, sales credit note, accreccredit, refund, gutschrift, stornorechnung, rechnungskorrektur, nota de credito, abono, factura rectificativa, avoir, note de credit',
  other:
    'accpay, accpaycredit, bill, bill credit, vendor credit, supplier credit, purchase invoice, purchase credit note, bill payment, bill payment check, bill payment credit card, payment, receive payment, deposit, check, expense, estimate, statement, sales order, purchase order, sales receipt, journal entry, time charge, charge, transfer, eingangsrechnung, zahlung, angebot, pago, gasto, presupuesto, paiement, devis',
};

const STATES = {
  draft: 'draft, submitted, saved, unsent, awaiting approval, pending approval, entwurf, borrador, brouillon',
  open: 'open, sent, authorised, authorized, approved, awaiting payment, unpaid, outstanding, overdue, past due, due, viewed, partial, partially paid, part paid, partially, late, uncollected, offen, versandt, gesendet, uberfallig, teilbezahlt, teilweise bezahlt, unbezahlt, pendiente, enviada, vencida, abierta, ouvert, ouverte, envoyee, en retard, impayee',
  paid: 'paid, paid in full, fully paid, auto paid, closed, settled, bezahlt, beglichen, ausgeglichen, pagada, pagado, cobrada, payee, paye, reglee',
  void: 'void, voided, deleted, cancelled, canceled, storniert, geloscht, anulada, annulee',
  uncollectible:
    'uncollectible, written off, write off, bad debt, uneinbringlich, ausgebucht, incobrable, irrecouvrable',
};

/** Invoices as Stripe, FreshBooks, Xero, QuickBooks Online and Harvest export them: a record is an invoice or a line of one. */
export const invoices: SheetKind = {
  kind: 'invoices',
  table: 'invoices',
  record: 'an invoice',
  fields: {
    number: text(
      'invoice number, invoicenumber, invoice no, invoice num, invoice, number, num, no, rechnungsnummer, rechnungsnr, rechnung nr, rechnung, belegnummer, numero de factura, factura, no factura, numero de facture, facture, nr',
    ),
    id: text('id, invoice id, transaction id'),
    client: text(
      'client name, customer name, contactname, contact name, customer full name, client full name, client, bill to, company, contact, name, kunde, kundin, kundenname, cliente, nombre del cliente, nom du client',
    ),
    customer: text('customer, customer id'),
    email: text('customer email, client email, email, emailaddress, email address'),
    due: day(
      'due date, duedate, due, due on, payment due, falligkeit, falligkeitsdatum, fallig, fallig am, zahlbar bis, vencimiento, fecha de vencimiento, echeance, date d echeance',
    ),
    paid_on: day(
      'paid at, paid on, date paid, paid date, fully paid on, payment date, last payment date, bezahlt am, zahlungsdatum, pagada el, fecha de pago, payee le, date de paiement',
    ),
    issued: day(
      'invoice date, invoicedate, date issued, issue date, issued, issued on, date, created, created on, created at, finalized at, transaction date, rechnungsdatum, ausgestellt am, belegdatum, datum, fecha de factura, fecha de emision, fecha, date de facture, date de facturation',
    ),
    paper: choice(
      PAPERS,
      'transaction type, invoice type, document type, type, belegart, dokumentart, tipo, tipo de documento',
    ),
    status: choice(
      STATES,
      'invoice status, status, payment status, state, rechnungsstatus, zahlungsstatus, estado, statut, etat',
    ),
    tax: money(
      'taxtotal, tax total, total tax, tax, sales tax, vat, gst, vat amount, mwst, mehrwertsteuer, umsatzsteuer, ust, steuer, iva, impuestos, tva',
    ),
    line_tax: money('taxamount, tax amount, tax 1 amount, line tax'),
    line_tax_2: money('tax 2 amount'),
    line_amount: money(
      'line subtotal, lineamount, line amount, net amount, nettobetrag, positionsbetrag, importe de linea, montant ht',
    ),
    line_total: money('line total'),
    unit_amount: decimal('unitamount, unit amount, unit price, einzelpreis, precio unitario, prix unitaire'),
    quantity: decimal('quantity, qty, menge, anzahl, cantidad, quantite'),
    remaining: money(
      'invoiceamountdue, invoice amount due, amount remaining, open balance, balance due, remaining, outstanding, amount outstanding, unpaid amount, balance, offener betrag, offen, restbetrag, saldo pendiente, pendiente, reste a payer, solde',
    ),
    amount_due: money('amount due'),
    amount_paid: money(
      'invoiceamountpaid, invoice amount paid, amount paid, paid amount, total paid, bezahlter betrag, importe pagado, montant paye',
    ),
    total: money(
      'total, total amount, invoice total, invoice amount, grand total, amount, total inc tax, gross total, gross amount, rechnungsbetrag, gesamtbetrag, bruttobetrag, gesamt, betrag, summe, total factura, importe total, importe, montant ttc, total ttc, montant',
    ),
    item: text('item name, item, product service, product, artikel, posten, articulo, article'),
    description: text(
      'item description, line description, description, memo description, memo, beschreibung, bezeichnung, descripcion, concepto, designation',
    ),
    currency: CURRENCY,
  },
  columns: [
    ['number', 'id'],
    ['issued', 'due'],
    ['total', 'line_amount', 'line_total', 'unit_amount'],
  ],
  cells: [],
  tells: [
    ['number', 'paper', 'issued', 'total'],
    ['number', 'client', 'issued', 'remaining', 'total'],
    ['id', 'client', 'issued', 'remaining', 'total'],
    ['number', 'due', 'total', 'status'],
  ],
  telling: keys(
    'invoice number, invoicenumber, invoice no, invoice date, invoicedate, invoice status, date issued, rechnungsnummer, rechnungsnr, rechnungsdatum, numero de factura, fecha de factura, numero de facture, date de facture, amount remaining, invoiceamountdue',
  ),
  never: keys(
    'debit, credit, running balance, paid out, paid in, interest, principal, soll, haben, hours, duration, stunden',
  ),
  key: 'number',
  section: 'client',
  gather: gatherInvoices,
};
