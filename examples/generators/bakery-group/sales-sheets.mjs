import { sheet } from '../lib/sheet.mjs';

const SEMICOLONS = { delimiter: ';', end: '\r\n' };

/** Sales in the making, and where the bakery sells. */
export function salesSheets() {
  return new Map([
    ['vertrieb/hotels.csv', hotels()],
    ['vertrieb/canal-clients.csv', canalClients()],
    ['vertrieb/ofenplan-deals.csv', deals()],
    ['vertrieb/kanaele.csv', channels()],
  ]);
}

function hotels() {
  return sheet(
    'Verkaufschance;Kunde;Status;Angelegt am;Letzter Kontakt;Erwartet am;Wert;Zuständig',
    [
      ['Frühstück am Markt', 'Hotel am Markt', 'gewonnen', '14.01.2024', '20.02.2024', '01.03.2024', '1.980,00', 'Anton'],
      ['Brötchen am Wochenende', 'Pension Rosenhof', 'verloren', '02.09.2025', '06.10.2025', '01.11.2025', '640,00', 'Anton'],
      ['Frühstück am Kanal', 'Hotel Kanalblick', 'offen', '12.01.2026', '25.03.2026', '15.05.2026', '1.450,00', 'Anton'],
      ['Kuchen zu Tagungen', 'Tagungshaus Linden', 'offen', '19.02.2026', '27.03.2026', '01.06.2026', '820,00', 'Marlene'],
    ],
    SEMICOLONS,
  );
}

function canalClients() {
  return sheet(
    'Affaire;Client;Statut;Créé le;Dernier contact;Clôture prévue;Montant;Responsable',
    [
      ['Pauses de dix heures', 'Lycée Saint-Luc', 'gagné', '05/02/2024', '11/03/2024', '02/04/2024', '1120,00', 'Jules'],
      ['Soirs de spectacle', 'Théâtre du Pont', 'ouvert', '03/02/2026', '24/03/2026', '04/05/2026', '560,00', 'Jules'],
    ],
    SEMICOLONS,
  );
}

/** As HubSpot exports deals. */
function deals() {
  return sheet('Record ID,Deal Name,Associated Company,Deal Stage,Amount,Create Date,Last Activity Date,Close Date,Deal owner', [
    ['20411', 'Willow, Team', 'Willow Bagels & Rye', 'Closed won', '8640.00', '2025-11-12 09:20', '2025-12-18 15:02', '2025-12-19', 'Nora'],
    ['20436', 'Two Rivers, Team', 'Two Rivers Bakery', 'Closed lost', '8640.00', '2025-12-02 11:41', '2026-01-20 10:10', '2026-01-23', 'Nora'],
    ['20467', 'Lakeview, Team', 'Lakeview Bagels', 'Presentation scheduled', '8640.00', '2026-02-10 14:05', '2026-03-26 16:30', '2026-04-30', 'Nora'],
    ['20481', 'Prairie Oven, Team for three shops', 'Prairie Oven', 'Contract sent', '25920.00', '2026-02-24 08:55', '2026-03-30 17:45', '2026-04-24', 'Nora'],
  ]);
}

function channels() {
  return sheet(
    'Kanal;Art;Gelistet;Adresse;Preise;Kalender;Gemessen;Gebühr %;Notiz',
    [
      ['Laden', 'direkt', 'ja', '', 'ja', '', 'ja', '0', ''],
      ['Bestellung im Netz', 'direkt', 'ja', 'https://lindenhof.example.com', 'ja', 'ja', 'ja', '0', 'Festtorten'],
      ['Stammkunden per E-Mail', 'E-Mail', 'ja', '', 'ja', '', 'ja', '0', ''],
    ],
    SEMICOLONS,
  );
}
