import { CURRENCY, day, keys, money, text } from '../field.ts';
import { wordsIn, type SheetKind } from '../kind.ts';

/** What each job cost. */
export const jobCosts: SheetKind = {
  kind: 'job-costs',
  table: 'job_costs',
  record: 'a cost',
  fields: {
    job: text(
      'job, job no, job number, job id, job ref, job reference, trip, trip no, trip number, delivery, auftrag, auftragsnummer, trabajo, mission',
    ),
    date: day(
      'date, paid on, spent on, expense date, cost date, invoice date, datum, bezahlt am, fecha, date de depense',
    ),
    kind: text(
      'kind, cost kind, cost type, category, expense category, expense type, type, art, kostenart, kategorie, tipo, categoria, nature, categorie',
    ),
    payee: text(
      'payee, vendor, supplier, paid to, merchant, description, empfanger, lieferant, proveedor, fournisseur, beneficiaire',
    ),
    amount: money('amount, cost, total, expense, betrag, kosten, summe, importe, coste, montant, cout'),
    currency: CURRENCY,
  },
  columns: [['job'], ['amount'], ['kind', 'payee']],
  cells: [['job'], ['amount']],
  tells: [
    ['job', 'kind', 'amount'],
    ['job', 'date', 'payee', 'amount'],
  ],
  never: keys('captain, vessel, departs, departure, hours, duration, quote, valid until'),
  row: (cells) => ({ kind: wordsIn(cells, 'kind').toLowerCase() }),
};
