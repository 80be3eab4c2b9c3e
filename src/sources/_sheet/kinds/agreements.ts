import { choice, CURRENCY, day, keys, money, text } from '../field.ts';
import { wordsIn, type SheetKind } from '../kind.ts';

/** What people write where there is no agreement. */
const NONE = /^(?:no|none|nothing|n\/?a|-|–|—|missing|keiner?|keine|fehlt|nein|ninguno|aucun)$/i;

/** Terms with each client. */
export const agreements: SheetKind = {
  kind: 'agreements',
  table: 'agreements',
  record: 'a client’s terms',
  fields: {
    client: text(
      'client, client name, customer, customer name, company, account, kunde, kundin, kundenname, mandant, cliente, client',
    ),
    billing_model: choice(
      {
        hourly:
          'hourly, per hour, by the hour, time and materials, time materials, t m, tm, stundlich, stunden, nach aufwand, aufwand, por hora, horas, horaire, regie',
        fixed:
          'fixed, fixed fee, fixed price, flat, flat fee, per project, project, festpreis, pauschal, precio fijo, proyecto, forfait, prix fixe',
        retainer:
          'retainer, monthly, monthly retainer, subscription, monatlich, monatspauschale, iguala, mensual, abonnement, mensuel',
        value:
          'value, value based, performance, success fee, commission, revenue share, erfolgsbasiert, valor, a la performance',
        '': 'none, no, unknown, missing, keines, keine, ninguno, aucun',
      },
      'billing model, billing type, billing, model, pricing model, pricing, fee model, fee type, abrechnungsmodell, abrechnung, abrechnungsart, modelo de facturacion, facturacion, mode de facturation',
    ),
    floor_rate: money(
      'floor rate, floor, minimum rate, lowest rate, rate floor, mindestsatz, untergrenze, tarifa minima, taux plancher',
    ),
    retainer: money(
      'retainer, monthly retainer, retainer per month, retainer amount, monthly fee, monatspauschale, pauschale, iguala, cuota mensual, forfait mensuel',
    ),
    rate: money(
      'rate, hourly rate, agreed rate, rate per hour, price per hour, stundensatz, satz, tarifa, tarifa por hora, taux horaire, taux',
    ),
    agreement: text(
      'agreement, contract, agreement file, contract file, msa, engagement letter, document, file, vertrag, vereinbarung, rahmenvertrag, contrato, acuerdo, contrat',
    ),
    signed: day(
      'signed, signed on, date signed, signature date, effective, effective date, start, start date, since, unterschrieben, unterschrieben am, unterzeichnet, unterzeichnet am, seit, firmado, firmado el, signe le',
    ),
    ends: day(
      'ends, ends on, end, end date, expires, expires on, until, term end, endet, endet am, ende, gultig bis, laufzeit bis, hasta, fin',
    ),
    currency: CURRENCY,
  },
  columns: [['client'], ['billing_model', 'rate', 'agreement', 'retainer']],
  cells: [['client']],
  tells: [
    ['client', 'billing_model'],
    ['client', 'agreement', 'signed'],
    ['client', 'rate', 'floor_rate'],
    ['client', 'agreement', 'rate'],
  ],
  never: keys('hours, duration, duration h, date, invoice number, rechnungsnummer, stunden, dauer'),
  spans: [['signed', 'ends']],
  row: (cells) => {
    const named = wordsIn(cells, 'agreement');
    return { agreement: NONE.test(named) ? '' : named };
  },
};
