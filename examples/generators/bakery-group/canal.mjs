import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { deliveryBill, inSeason, MONTHS, weekdaysOf } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */

const MONTHLY = [
  { on: 29, payee: 'Salaires du mois', cents: 815_000, book: 'Expenses:Salaires', memo: 'Virement collectif' },
  { on: 5, payee: 'ONSS cotisations', cents: 262_000, book: 'Expenses:Cotisations sociales', memo: '' },
  { on: 2, payee: 'Régie foncière du Canal', cents: 195_000, book: 'Expenses:Loyer', memo: 'Loyer magasin' },
  { on: 20, payee: 'SPF Finances TVA', cents: 71_000, book: 'Expenses:TVA', memo: 'Acompte mensuel' },
  { on: 16, payee: 'Assurances Senne', cents: 19_800, book: 'Expenses:Assurances', memo: '' },
  { on: 12, payee: 'Kassenwerk GmbH', cents: 5_900, book: 'Expenses:Logiciels', memo: 'Caisse; abonnement' },
  { on: 30, payee: 'Retrait associé Jules', cents: 200_000, book: 'Equity:Owner:Retraits', memo: '' },
];

const WHOLESALE = [
  { on: 8, payee: 'Hôtel du Pont SA', cents: 189_000 },
  { on: 11, payee: 'Lycée Saint-Luc', cents: 112_000 },
];

/** @param {Accounts} accounts */
export function canal({ canal: bank }) {
  const random = new Random('canal');
  MONTHS.forEach((month, index) => {
    for (const date of weekdaysOf(month, [1, 3, 5])) bank.post(date, inSeason(random.cents(1090, 1290), month), 'Worldline versement', { book: 'Income:Ventes magasin', memo: `Lot ${random.digits(7)}` });
    for (const date of weekdaysOf(month, [2])) bank.post(date, inSeason(random.cents(820, 980, 500), month), 'Versement espèces', { book: 'Income:Ventes magasin' });
    for (const buyer of WHOLESALE) bank.post(day(month, buyer.on), inSeason(buyer.cents, month), buyer.payee, { book: 'Income:Ventes en gros', memo: `Facture ${month}` });
    for (const item of MONTHLY) bank.post(day(month, item.on), -item.cents, item.payee, { book: item.book, memo: item.memo });
    bank.post(day(month, 18), -random.cents(1180, 1390), 'Énergie Bruxelles', { book: 'Expenses:Énergie', memo: 'Gaz et électricité' });
    for (const date of weekdaysOf(month, [3])) bank.post(date, -inSeason(random.cents(500, 590), month), 'Moulin de la Senne', { book: 'Expenses:Farine' });
    for (const date of weekdaysOf(month, [5])) bank.post(date, -inSeason(random.cents(250, 310), month), 'Beurre & Crème SPRL', { book: 'Expenses:Beurre' });
    bank.post(day(month, 6), -deliveryBill(index), 'Bäckerei Lindenhof', { book: 'Expenses:Livraisons de Lindenhof', memo: `Pâtons ${month}` });
    if (index % 8 === 3) bank.post(day(month, 24), -random.cents(30, 140), `Paiement carte ${random.digits(6)}`, { book: 'uncategorised' });
    if (month === '2025-02') bank.post('2025-02-19', -642_000, 'Fours Dubreuil SA', { book: 'Expenses:Fours', memo: 'Remplacement du four à sole', tags: ['one-off'] });
  });
}
