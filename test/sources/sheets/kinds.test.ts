import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readerFor, readers } from '../../../src/sources/index.ts';
import { problemsOf } from '../_shown.ts';
import { kindOf, readSheet, rowsIn, table } from './_sheet.ts';

test('a rent roll: a unit without a tenant is vacant where no column says how it stands', () => {
  const roll = readSheet(`
    Rent roll,,,,
    As of 30 April 2026,,,,
    Unit,Tenant,Status,Since,Monthly Rent,Market Rent
    3028-A,Dana,Current,2024-06-01,"$2,450.00","$2,600.00"
    3028-B,,Vacant,2026-02-15,,"$1,900"
    3028-C,Luis,On notice,,1800.00,-
    Total,,,,4250.00,4500.00
  `);
  expect(problemsOf(roll)).toEqual(['7:1 summary-line']);
  expect(table(roll, 'rent_roll', 'unit tenant status since $rent $market_rent')).toEqual([
    '3028-A | Dana | occupied | 2024-06-01 | 2450.00 | 2600.00',
    '3028-B |  | vacant | 2026-02-15 | ? | 1900.00',
    '3028-C | Luis | notice | ? | 1800.00 | ?',
  ]);
  const short = readSheet('Wohnung;Mieter;Kaltmiete (EUR)\nEG links;Familie Koch;1.012,50\nDG;leer;\n1. OG;;\n');
  expect(short.kind).toBe('rent-roll');
  expect(table(short, 'rent_roll', 'unit tenant status $rent currency')).toEqual([
    'EG links | Familie Koch | occupied | 1012.50 | EUR',
    'DG |  | vacant | ? | EUR',
    '1. OG |  | vacant | ? | EUR',
  ]);
});

test('leases: an end left open, days of the month with their ending, month to month', () => {
  const sheet = readSheet(`
    Unit,Tenant,Lease Start,Lease End,Rent,Due Day,Grace Days,Deposit,Renewal,Market Rent,Market Source
    3028-A,Dana,06/01/2024,05/31/2026,2450,1st,5 days,2450,offered,2600,Zumper
    3028-C,Luis,03/15/2021,,1800,1,,,Month-to-month,,
  `);
  expect(sheet.problems).toEqual([]);
  expect(
    table(sheet, 'leases', 'unit starts ends $rent due_day grace_days $deposit renewal $market_rent market_source'),
  ).toEqual([
    '3028-A | 2024-06-01 | 2026-05-31 | 2450.00 | 1 | 5 | 2450.00 | offered | 2600.00 | Zumper',
    '3028-C | 2021-03-15 | ? | 1800.00 | 1 | ? | ? | month-to-month | ? | ',
  ]);
});

test('maintenance: a ticket is open until a day says otherwise', () => {
  const sheet = readSheet(`
    Ticket;Einheit;Beschreibung;Gemeldet;Erledigt;Priorität;Handwerker;Kosten
    T-1;EG;Heizung;13.01.2026;20.01.2026;hoch;Wärme GmbH;1.234,56
    T-2;DG;"Dach; tropft";02.02.2026;;;;
  `);
  expect(table(sheet, 'maintenance', 'ticket unit description opened closed priority vendor $cost')).toEqual([
    'T-1 | EG | Heizung | 2026-01-13 | 2026-01-20 | hoch | Wärme GmbH | 1234.56',
    'T-2 | DG | Dach; tropft | 2026-02-02 | ? |  |  | ?',
  ]);
});

test('payments of a loan: a payment’s parts and what is owed after it', () => {
  const sheet = readSheet(`
    Loan Number,Payment Date,Payment Amount,Principal,Interest,Escrow,Principal Balance
    LN-7,04/01/2026,"$2,310.44",612.10,1398.34,300.00,"$411,020.77"
    LN-7,04/13/2026,"(1,200.00)",,,"(1,200.00)","$411,020.77"
  `);
  expect(table(sheet, 'loan_payments', 'loan date $payment $interest $principal $escrow $balance')).toEqual([
    'LN-7 | 2026-04-01 | 2310.44 | 1398.34 | 612.10 | 300.00 | 411020.77',
    'LN-7 | 2026-04-13 | -1200.00 | ? | ? | -1200.00 | 411020.77',
  ]);
});

test('quotes, jobs and what jobs cost', () => {
  const quotes = readSheet(`
    Quote,Customer,Route,Sent,Valid Until,Last Follow-up,Answered,Status,Amount,NM
    Q-1,Bea,San Diego – Cabo,2026-03-02,2026-03-30,2026-03-09,,Open,"9,800.00","1,250 nm"
    Q-2,Chen,,2026-03-20,,,2026-03-22,Accepted,4200.00,90
  `);
  expect(quotes.kind).toBe('quotes');
  expect(
    table(quotes, 'quotes', 'reference subject sent valid_until followed_up answered status $amount nautical_miles'),
  ).toEqual([
    'Q-1 | San Diego – Cabo | 2026-03-02 | 2026-03-30 | 2026-03-09 | ? | open | 9800.00 | 1250',
    'Q-2 |  | 2026-03-20 | ? | ? | 2026-03-22 | won | 4200.00 | 90',
  ]);
  const jobs = readSheet(`
    Job,Customer,Vessel,Route,Captain,Departs,Arrives,NM,Price,Estimated Cost,Deposit Due,Deposit Received,Deposit Received On,Status
    YD-12,Bea,Halcyon,San Diego – Cabo,Luis,2026-05-02,2026-05-08,750,9800,6200,4900,4900,2026-04-20,Scheduled
    YD-13,Chen,Mistral,Cabo – La Paz,Ana,2026-05-20,,,4200,,2100,,,Cancelled
  `);
  expect(jobs.kind).toBe('jobs');
  expect(
    table(
      jobs,
      'jobs',
      'reference captain departs arrives $price $estimate $deposit $deposit_received deposit_on status',
    ),
  ).toEqual([
    'YD-12 | Luis | 2026-05-02 | 2026-05-08 | 9800.00 | 6200.00 | 4900.00 | 4900.00 | 2026-04-20 | planned',
    'YD-13 | Ana | 2026-05-20 | ? | 4200.00 | ? | 2100.00 | ? | ? | cancelled',
  ]);
  const costs = readSheet('Job,Date,Category,Vendor,Amount\nYD-12,2026-05-03,Fuel,Harbour Fuel,812.4\n');
  expect(table(costs, 'job_costs', 'job date kind payee $amount')).toEqual([
    'YD-12 | 2026-05-03 | fuel | Harbour Fuel | 812.40',
  ]);
});

test('credentials: of which kind a paper is follows from its name, else it keeps its own words', () => {
  const sheet = readSheet(`
    Holder,Document,Issued,Expires
    Luis,USCG Master 100 GT licence,2022-05-01,2027-05-01
    Luis,ENG1 medical,2025-01-10,2026-05-05
    Halcyon,Hull insurance,,2026-06-30
    Halcyon,Flaggenzertifikat,2020-01-01,2030-01-01
    Ana,STCW Basic Safety,2023-01-01,
  `);
  expect(table(sheet, 'credentials', 'holder kind title expires')).toEqual([
    'Luis | licence | USCG Master 100 GT licence | 2027-05-01',
    'Luis | medical | ENG1 medical | 2026-05-05',
    'Halcyon | insurance | Hull insurance | 2026-06-30',
    'Halcyon | registration | Flaggenzertifikat | 2030-01-01',
    'Ana |  | STCW Basic Safety | ?',
  ]);
});

test('agreements: "none" is no agreement, and a model that is not known is named', () => {
  const sheet = readSheet(`
    Client,Agreement,Signed,Ends,Billing model,Hourly rate,Retainer,Floor rate
    Acme,papers/acme.pdf,2025-01-15,2026-12-31,Time & materials,$95.00,,$80
    Bandao,none,,,,,,
    Cyan,MSA,2024-02-01,,barter,,"1,500.00",
  `);
  expect(problemsOf(sheet)).toEqual(['4:22 sheet-value-unknown']);
  expect(table(sheet, 'agreements', 'client agreement signed ends billing_model $rate $retainer $floor_rate')).toEqual([
    'Acme | papers/acme.pdf | 2025-01-15 | 2026-12-31 | hourly | 95.00 | ? | 80.00',
    'Bandao |  | ? | ? |  | ? | ? | ?',
    'Cyan | MSA | 2024-02-01 | ? |  | ? | 1500.00 | ?',
  ]);
});

test('client costs, channels and what a site answered', () => {
  const costs = readSheet('Client,Payee,Memo,Invoice item\nAcme,NETLIFY,acme-site,Hosting\nAcme,GoDaddy,,Domain\n');
  expect(table(costs, 'client_costs', 'client payee memo item')).toEqual([
    'Acme | NETLIFY | acme-site | Hosting',
    'Acme | GoDaddy |  | Domain',
  ]);
  const channels = readSheet(`
    Channel,Type,Listed,URL,Priced,Calendar,Tracked,Commission
    Sailo,OTA,no,,,,,15 %
    Direct,Website,✓,https://jada.example.com,Y,n,,
    sailo,OTA,yes,,,,,
  `);
  expect(problemsOf(channels)).toEqual(['4:1 sheet-duplicate']);
  expect(table(channels, 'channels', 'channel kind listed url priced calendar tracked fee_percent')).toEqual([
    'Sailo | ota | no |  |  |  |  | 15',
    'Direct | direct | yes | https://jada.example.com | yes | no |  | ?',
  ]);
  const answers = readSheet(
    'Address,Status Code,Redirect URL,Crawl Date\nhttps://x.example.com/,301,https://x.example.com/a,2026-04-29 10:00\nhttps://x.example.com/b,,,\n',
  );
  expect(table(answers, 'site_answers', 'url status location checked')).toEqual([
    'https://x.example.com/ | 301 | https://x.example.com/a | 2026-04-29',
    'https://x.example.com/b | ? |  | ?',
  ]);
});

test('deals: HubSpot says by the stage what became of one', () => {
  const sheet = readSheet(`
    Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company,Create Date,Last Activity Date
    9001,Gala,Closed Won,2026-03-01,Mara,"12,000",Opera,2026-01-10,2026-02-27
    9002,Picnic,Appointment Scheduled,2026-06-01,Mara,,Parks,2026-04-01,
    9003,Jazz,closed lost,,,800,Club,2025-11-01,2025-12-01
  `);
  expect(table(sheet, 'deals', 'reference customer created last_contact expected status stage $amount person')).toEqual(
    [
      'Gala | Opera | 2026-01-10 | 2026-02-27 | 2026-03-01 | won | Closed Won | 12000.00 | Mara',
      'Picnic | Parks | 2026-04-01 | ? | 2026-06-01 | open | Appointment Scheduled | ? | Mara',
      'Jazz | Club | 2025-11-01 | 2025-12-01 | ? | lost | closed lost | 800.00 | ',
    ],
  );
});

test('UTF-16 with a mark, a BOM, windows-1252: the bytes are what they are', () => {
  const text = 'Channel;Listed;Note\r\nDirekt;ja;Gebühr über 5 €\r\n';
  for (const bytes of [
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(text.replace('€', '\u0080'), 'latin1'),
  ]) {
    const read = readerFor(bytes, 'kanaele.csv', undefined, 'sheet')?.read(bytes, 'kanaele.csv', {});
    expect([...(read?.tables?.channels ?? [])]).toMatchObject([{ listed: 'yes', note: 'Gebühr über 5 €' }]);
  }
});

test('the owner’s word goes before the headings: columns, currency, order of dates, decimal mark, delimiter', () => {
  const text = 'when|who|what for|how long\n03/04/2026|Acme|Calls|1,500\n';
  const options = {
    sheet_columns: { date: 'when', client: 'who', description: 'what for', hours: 'how long' },
    date_order: 'dmy',
    decimal: ',',
    delimiter: '|',
  } as const;
  expect(kindOf(text)).toBeUndefined();
  const sheet = readSheet(text, { kind: 'time', ...options });
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'time_entries', 'date client description seconds')).toEqual(['2026-04-03 | Acme | Calls | 5400']);
  const wrong = readSheet(text, { kind: 'time', sheet_columns: { date: 'day', client: 'who', shift: 'what for' } });
  expect(problemsOf(wrong)).toEqual(['1:1 sheet-field-unknown', '1:1 column-unknown']);
});

test('what leaves room for doubt says so; amounts without a currency have none', () => {
  const sheet = readSheet('Job,Date,Kind,Amount\nYD-1,03/04/2026,fuel,"1,500"\n', {});
  expect(problemsOf(sheet)).toEqual(['2:6 date-order-ambiguous', '2:22 decimal-mark-ambiguous']);
  const bare = readerFor(Buffer.from('x'), 'x.csv', 'job-costs')?.read(
    Buffer.from('Job,Date,Kind,Amount\nYD-1,2026-04-13,fuel,12.50\n'),
    'x.csv',
    {},
  );
  expect(bare?.problems.map(({ code }) => code)).toEqual(['currency-missing']);
  expect([...(bare?.tables?.job_costs ?? [])]).toMatchObject([{ amount: 1250n, currency: 'XXX' }]);
});

const home = fileURLToPath(new URL('../../..', import.meta.url));

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

test('no statement, book or sheet of bookings is taken for a sheet of another kind', () => {
  const others = readers.filter(({ role }) => role !== 'sheet').map(({ kind }) => kind);
  const seeds = [...filesIn(join(home, 'test/fuzz/seeds'))].filter((path) =>
    others.includes(path.split('/').at(-2) ?? ''),
  );
  const cases = [...filesIn(join(home, 'test/errors/sources'))].filter((path) =>
    others.includes(path.split('.').at(-1) ?? ''),
  );
  const found = [...seeds, ...cases].flatMap((path) => {
    const kind = readerFor(readFileSync(path), path, undefined, 'sheet')?.kind;
    return kind === undefined ? [] : [`${path}: ${kind}`];
  });
  expect(seeds.length + cases.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

test('every kind has a seed for the fuzzer, and is certain of it', () => {
  const sheets = readers.filter(({ role }) => role === 'sheet');
  expect(sheets).toHaveLength(15);
  for (const { kind } of sheets) {
    for (const path of filesIn(join(home, 'test/fuzz/seeds', kind))) {
      const bytes = readFileSync(path);
      expect([path, readerFor(bytes, path)?.kind]).toEqual([path, kind]);
      const result = readerFor(bytes, path)?.read(bytes, path, { currency: 'USD' });
      expect([path, result?.problems.filter(({ severity }) => severity === 'error')]).toEqual([path, []]);
      expect(rowsIn(result ?? readSheet(''), Object.keys(result?.tables ?? {})[0] as 'leases').length).toBeGreaterThan(
        0,
      );
    }
  }
});
