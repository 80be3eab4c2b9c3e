import { choice, CURRENCY, day, keys, money, text } from '../field.ts';
import { headingKey } from '../../_table/heading-key.ts';
import { wordsIn, type Cells, type SheetKind } from '../kind.ts';

const WON = /\b(?:won|gewonnen|ganado|ganada|gagne|gagnee)\b/;
const LOST = /\b(?:lost|verloren|perdido|perdida|perdu|perdue|abandoned|disqualified)\b/;

/** Programs that have no status say it by the stage: `Closed Won`. */
function row(cells: Cells): Cells {
  const stage = headingKey(wordsIn(cells, 'stage'));
  const told = WON.test(stage) ? 'won' : LOST.test(stage) ? 'lost' : stage === '' ? '' : 'open';
  return { status: wordsIn(cells, 'status') || told };
}

/** Sales in the making. */
export const deals: SheetKind = {
  kind: 'deals',
  table: 'deals',
  record: 'a deal',
  fields: {
    reference: text(
      'deal, deal id, deal name, deal no, opportunity, opportunity id, opportunity name, lead, lead id, record id, reference, ref, id, number, no, title, chance, verkaufschance, oportunidad, opportunite, affaire',
    ),
    customer: text(
      'customer, customer name, client, client name, company, company name, associated company, organization, organisation, account, account name, contact, contact name, contact person, associated contact, prospect, kunde, kundin, firma, interessent, cliente, empresa, prospecto, client, entreprise, name',
    ),
    created: day(
      'created, created on, created at, create date, created date, date created, deal created, opened, date added, added, first contact, erstellt, erstellt am, angelegt am, creado, fecha de creacion, cree le, date de creation',
    ),
    last_contact: day(
      'last contact, last contacted, last contact date, last activity, last activity date, last touch, letzter kontakt, letzte aktivitat, ultimo contacto, ultima actividad, dernier contact, derniere activite',
    ),
    expected: day(
      'expected, expected on, expected close, expected close date, close date, closing date, erwartet, erwartet am, erwarteter abschluss, abschlussdatum, cierre previsto, fecha de cierre, cloture prevue, date de cloture',
    ),
    stage: text('stage, deal stage, pipeline stage, stage name, phase, verkaufsphase, etapa, etape'),
    status: choice(
      {
        open: 'open, active, in progress, new, pending, working, qualified, proposal, negotiation, offen, aktiv, laufend, abierto, abierta, ouvert, en cours',
        won: 'won, closed won, booked, signed, yes, gewonnen, ganado, ganada, gagne',
        lost: 'lost, closed lost, declined, dead, abandoned, disqualified, no, verloren, perdido, perdida, perdu',
      },
      'status, state, outcome, result, deal status, won lost, ergebnis, estado, statut',
    ),
    amount: money(
      'amount, value, deal value, deal amount, deal size, expected revenue, price, total, wert, betrag, volumen, auftragswert, importe, valor, montant, valeur',
    ),
    currency: CURRENCY,
    person: text(
      'owner, deal owner, opportunity owner, lead owner, salesperson, sales rep, rep, assigned to, responsible, person, verantwortlich, zustandig, inhaber, vendedor, responsable, proprietaire',
    ),
  },
  columns: [
    ['reference', 'customer'],
    ['status', 'stage'],
  ],
  cells: [['reference', 'customer']],
  tells: [
    ['stage', 'amount'],
    ['stage', 'status'],
    ['stage', 'created'],
    ['status', 'expected', 'amount'],
    ['status', 'last_contact', 'created', 'amount'],
  ],
  telling: keys(
    'deal id, deal name, deal stage, deal owner, opportunity, opportunity name, opportunity id, pipeline stage, expected close, expected close date, verkaufschance',
  ),
  never: keys(
    'valid until, quote no, quote number, quote id, angebotsnummer, check in, invoice number, departure, captain',
  ),
  key: 'reference',
  row,
};
