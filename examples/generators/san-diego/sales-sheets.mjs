import { sheet } from '../lib/sheet.mjs';
import { american } from '../lib/text.mjs';

/** Where the yacht is sold, and what is in the sales lists of the yacht and of the concerts. */
export function salesSheets() {
  return new Map([
    ['sales/jada/channels.csv', channels()],
    ['sales/jada/pipeline.csv', jadaDeals()],
    ['sales/queen/pipeline.csv', queenDeals()],
  ]);
}

function channels() {
  return sheet('Channel,Type,Listed,URL,Priced,Calendar,Tracked,Fee %,Notes', [
    ['Direct', 'Direct', 'yes', 'https://jada.example.com', 'yes', 'no', 'no', '0', 'Card fees apart'],
    ['Google Business Profile', 'Search', 'yes', 'https://maps.example.com/jada', 'no', 'no', '', '0', ''],
    ['E-mail list', 'Email', 'yes', '', 'yes', '', '', '0', 'Guests of earlier years'],
    ['Instagram', 'Social', 'yes', 'https://social.example.com/jada', 'no', '', '', '0', ''],
    ['Hotel concierges', 'Referral', '', '', '', '', '', '10', ''],
    ['Sailo', 'OTA', 'no', '', '', '', '', '10', ''],
    ['GetMyBoat', 'OTA', 'no', '', '', '', '', '11.5', ''],
    ['Viator', 'OTA', 'no', '', '', '', '', '20', 'Asks for certificates first'],
    ['GetYourGuide', 'OTA', 'no', '', '', '', '', '25', 'Asks for certificates first'],
  ]);
}

/** As HubSpot exports deals. */
function jadaDeals() {
  const header = 'Record ID,Deal Name,Associated Company,Deal Stage,Amount,Create Date,Last Activity Date,Close Date,Deal owner';
  /** @type {readonly (readonly [string, string, string, string, string, string, string])[]} */
  const deals = [
    ['Team day', 'Pacific Rim Dental Lab', 'Closed lost', '1850.00', '2025-10-06', '2025-11-03', '2025-11-07'],
    ['Holiday party on the water', 'Bayside Architects', 'Closed won', '2200.00', '2025-10-20', '2025-11-17', '2025-11-18'],
    ['Parade of Lights', 'Torrey Title', 'Closed lost', '3700.00', '2025-10-29', '2025-11-24', '2025-11-26'],
    ['Client sail', 'Mesa Capital', 'Closed lost', '1850.00', '2026-01-14', '2026-02-02', '2026-02-20'],
    ['Wedding weekend, two sails', 'Priya', 'Closed lost', '3700.00', '2026-01-30', '2026-02-24', '2026-03-05'],
    ['Three company days', 'Harborline Software', 'Closed won', '5550.00', '2026-02-18', '2026-04-13', '2026-04-16'],
    ['Photo shoot', 'Studio Nine', 'Closed lost', '1650.00', '2026-03-09', '2026-03-23', '2026-03-30'],
  ];
  return sheet(
    header,
    deals.map(([name, company, stage, amount, created, last, closed], at) => [String(9_100_041 + at * 17), name, company, stage, amount, `${created} 10:05`, `${last} 16:40`, closed, 'Sergio']),
    { end: '\r\n' },
  );
}

/** A sheet of one's own: US dates. */
function queenDeals() {
  const header = 'Lead,Customer,Status,Value,First Contact,Last Contact,Expected,Owner';
  /** @type {readonly (readonly [string, string, string, string, string, string, string])[]} */
  const deals = [
    ['Liberty Hall Market', 'Three market evenings', 'Won', '3900.00', '2025-07-14', '2025-08-05', '2025-09-12'],
    ['South Bay Winery', 'Harvest dinner', 'Won', '1450.00', '2025-08-20', '2025-09-04', '2025-10-18'],
    ['Old Town Museum', 'Patio concert', 'Lost', '1300.00', '2025-09-22', '2025-10-15', '2025-11-21'],
    ['Hotel Embarcadero', 'New Year’s Eve', 'Lost', '2400.00', '2025-10-02', '2025-11-20', '2025-12-31'],
    ['Gaslamp Rooftop Club', 'Spring opening', 'Won', '1500.00', '2026-01-19', '2026-02-06', '2026-03-20'],
    ['La Jolla Garden Society', 'Garden tour', 'Won', '1400.00', '2026-01-28', '2026-02-25', '2026-04-11'],
    ['Coronado Credit Union', 'Members’ evening', 'Lost', '1600.00', '2026-02-10', '2026-03-12', '2026-04-24'],
  ];
  return sheet(
    header,
    deals.map(([customer, event, status, value, first, last, expected]) => [event, customer, status, value, american(first), american(last), american(expected), 'Sergio']),
  );
}
