import { CURRENCY, day, keys, money, text } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** What a lender states of a loan: a mortgage statement. */
export const loanPayments: SheetKind = {
  kind: 'loan-payments',
  table: 'loan_payments',
  record: 'a payment',
  fields: {
    loan: text(
      'loan, loan number, loan no, loan id, loan account, mortgage, mortgage number, account, account number, darlehen, darlehensnummer, darlehenskonto, kredit, kreditnummer, prestamo, pret, numero de pret',
    ),
    date: day(
      'payment date, date paid, paid on, date, effective date, posted date, transaction date, due date, zahlungsdatum, buchungstag, datum, falligkeit, fecha, fecha de pago, date de paiement',
    ),
    interest: money(
      'interest, interest paid, interest amount, interest portion, zins, zinsen, zinsanteil, interes, intereses, interet, interets',
    ),
    principal: money(
      'principal, principal paid, principal amount, principal portion, tilgung, tilgungsanteil, principal pagado, capital, amortizacion, amortissement, capital rembourse',
    ),
    escrow: money('escrow, escrow amount, escrow paid, escrow payment, taxes and insurance, impound, treuhand'),
    balance: money(
      'principal balance, unpaid principal balance, loan balance, remaining balance, outstanding balance, outstanding principal, ending balance, new balance, balance',
      'restschuld, restsaldo, restkapital, saldo, saldo pendiente, capital pendiente, capital restant du, capital restant',
    ),
    payment: money(
      'payment, total payment, payment amount, monthly payment, amount paid, amount, total, rate, annuitat, zahlung, gesamtrate, monatsrate, betrag, pago, cuota, mensualite, echeance',
    ),
    currency: CURRENCY,
  },
  columns: [['date'], ['interest', 'principal']],
  cells: [['date'], ['payment', 'interest', 'principal', 'escrow']],
  tells: [['interest', 'principal']],
  telling: keys('escrow, unpaid principal balance, darlehensnummer, restschuld'),
};
