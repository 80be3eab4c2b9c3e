import type { CsvField } from '../../model/portfolio.ts';
import { headingKey } from './heading-key.ts';

/** What a column can be: the fields that the portfolio can name, and the word for debit or credit some banks have. */
export type Field = CsvField | 'direction';

/** One alias after the other, separated by commas: a table that reads like the words it holds. */
function words(...lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(',').map(headingKey));
}

/**
 * The words that banks' exports head their columns with, in English, German, French, Spanish, Italian and Dutch; the
 * earlier of two wins. The posting date goes before the value date and the day of purchase, since by it a statement
 * adds up to its balance.
 */
export const BANK_HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  date: words(
    'date, posting date, posted date, post date, date posted, posted, booking date, booked on, booked, completed date, date completed, transaction date, trans date, tran date, payment date, created, value date, effective date',
    'datum, buchungstag, buchungsdatum, buchung, transaktionsdatum, wertstellung, wertstellungstag, valutadatum, valuta datum',
    'date operation, date de l operation, date d operation, date comptable, date de comptabilisation, date valeur, date de valeur',
    'fecha, fecha contable, fecha operacion, fecha de operacion, f operacion, fecha valor, f valor',
    'data, data contabile, data operazione, data registrazione, data valuta',
    'boekdatum, boekingsdatum, transactiedatum, rentedatum, valuta',
  ),
  amount: words(
    'amount, transaction amount, amt, betrag, umsatz, montant, montant de l operation, importe, cantidad, importo, bedrag, transactiebedrag',
  ),
  debit: words(
    'debit, debits, debit amount, amount debit, withdrawal, withdrawals, withdrawal amount, withdrawal amt, money out, paid out, spent, out',
    'soll, belastung, lastschrift, ausgaben, debit eur, depenses, cargo, cargos, debe, gastos, addebito, addebiti, dare, uscite, af, afschrijving, uitgaven',
  ),
  credit: words(
    'credit, credits, credit amount, amount credit, deposit, deposits, deposit amount, deposit amt, money in, paid in, received, in',
    'haben, gutschrift, einnahmen, credit eur, recettes, abono, abonos, haber, ingreso, ingresos, accredito, accrediti, avere, entrate, bij, bijschrijving, ontvangsten',
  ),
  fee: words('fee, fees, transaction fee, gebuhr, gebuhren, frais, comision, commissione, kosten'),
  net: words('net, net amount'),
  currency: words('currency, ccy, currency code, wahrung, devise, divisa, moneda, munt, muntsoort, valuta'),
  payee: words(
    'payee, payee name, merchant, merchant name, counterparty, counterparty name, name, description, transaction description, original description, details, transaction details, narrative, particulars, transaction, memo',
    'beguenstigter zahlungspflichtiger, begunstigter zahlungspflichtiger, auftraggeber begunstigter, auftraggeber empfanger, name zahlungsbeteiligter, zahlungsempfanger, empfanger, begunstigter, zahlungspflichtiger, verwendungszweck, buchungstext',
    'tiers, beneficiaire, libelle, libelle operation, intitule, beneficiario, concepto, descripcion, descrizione, descrizione operazione, causale',
    'naam omschrijving, naam tegenpartij, tegenpartij, naam, omschrijving',
  ),
  memo: words(
    'memo, note, notes, message, extended details, additional information, additional info, description, transaction description, details, transaction details, narrative, particulars',
    'verwendungszweck, vwz, buchungstext, communication, libelle, commentaire, concepto, observaciones, causale, descrizione, note operazione, mededelingen, omschrijving 1, omschrijving',
  ),
  reference: words(
    'reference, reference number, reference no, bank reference, transaction reference, ref, transaction id, id, fitid, check number, check, check no, cheque number, cheque no, check or slip',
    'kundenreferenz, referenz, mandatsreferenz, referencia, riferimento, kenmerk, transactiereferentie, volgnr',
  ),
  type: words(
    'type, transaction type, trans type, code, umsatzart, vorgang, type operation, tipo, tipo operazione, mutatiesoort, transactietype, buchungstext',
  ),
  balance: words(
    'balance, running balance, running bal, account balance, ledger balance, balance after transaction, kontostand, saldo, saldo nach buchung, solde, saldo contable, saldo contabile, saldo na mutatie, saldo na trn',
  ),
  status: words('status, state, transaction status, info'),
  direction: words(
    'af bij, debit credit, credit debit, credit debit indicator, debit credit indicator, dr cr, cr dr, d c, debit or credit, soll haben, sens, debe haber, dare avere',
  ),
};

/** Words in a cell of a `direction` column (or of a type column that holds nothing else) that mean money out or in. */
export const OUT_WORDS: ReadonlySet<string> = new Set(
  words('debit, d, dr, dbit, af, soll, s, debe, dare, out, withdrawal'),
);
export const IN_WORDS: ReadonlySet<string> = new Set(
  words('credit, c, cr, crdt, bij, haben, h, haber, avere, in, deposit'),
);

/** Words of a status column for what has moved money. Whatever else stands there has not (yet). */
export const SETTLED_WORDS: ReadonlySet<string> = new Set(
  words(
    'completed, complete, cleared, posted, settled, booked, processed, success, successful, succeeded, paid, available, executed, credit, debit',
    'abgeschlossen, gebucht, umsatz gebucht, soll, haben, termine, effectue, execute, comptabilise, completado, completada, contabilizado, completato, completata, contabilizzato, voltooid, afgerond, verwerkt',
  ),
);

/** True for a cell of a status column that says that money has moved. */
export function isSettled(cell: string): boolean {
  // Nearly always the first look is enough, and it spares a hundred thousand normalisations.
  return SETTLED_WORDS.has(cell.toLowerCase()) || SETTLED_WORDS.has(headingKey(cell));
}

/** Words that begin a line of totals or balances. */
const SUMMARY =
  /^(?:(?:grand |sub ?)?totals?|closing|opening|ending|beginning|balance|statement|account summary|end of|saldo|solde|summe|gesamt|endsaldo|anfangssaldo|kontostand|eindsaldo|beginsaldo|totaal|totale|suma|somme)(?: |$)/;

export function isSummary(cell: string): boolean {
  return cell.length < 200 && SUMMARY.test(headingKey(cell));
}
