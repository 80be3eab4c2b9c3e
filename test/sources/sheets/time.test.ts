import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemsOf } from '../_shown.ts';
import { kindOf, readSheet, rowsIn, table } from './_sheet.ts';

const COLUMNS = 'date person client project seconds billable invoiced $rate $amount currency';

test('Toggl’s detailed report: the day is that of the start, the amount in the currency of its heading', () => {
  const sheet = readSheet(
    `
    User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)
    Mara,mara@example.com,Acme,Website,,"Home page, second draft",Yes,2026-03-31,22:30:00,2026-04-01,00:00:30,01:30:30,design,142.50
    ,luis@example.com,,Inner,Mail,,No,2026-04-01,09:00:00,2026-04-01,09:15:00,00:15:00,,0.00
  `,
    { currency: 'EUR' },
  );
  expect(sheet.kind).toBe('time');
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'time_entries', COLUMNS)).toEqual([
    '2026-03-31 | Mara | Acme | Website | 5430 | yes |  | ? | 142.50 | USD',
    '2026-04-01 | luis@example.com |  | Inner | 900 | no |  | ? | 0.00 | USD',
  ]);
  expect(rowsIn(sheet, 'time_entries').map(({ description, task }) => [description, task])).toEqual([
    ['Home page, second draft', ''],
    ['', 'Mail'],
  ]);
});

test('Harvest’s time report: first and last names, the currency by its name, what is invoiced', () => {
  const sheet = readSheet(`
    Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL
    2026-03-02,Garage Leroy,Brochure,GL-01,Design,Cover,3.55,3.75,Yes,Yes,Yes,Tomas,Roux,Designer,Yes,95.00,337.25,45.00,157.50,Euro - EUR,
    2026-03-03,Garage Leroy,Brochure,GL-01,Meetings,,1,1,No,No,Yes,Tomas,Roux,Designer,Yes,,,50.00,50.00,Euro - EUR,
  `);
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'time_entries', COLUMNS)).toEqual([
    '2026-03-02 | Tomas Roux | Garage Leroy | Brochure | 12780 | yes | yes | 95.00 | 337.25 | EUR',
    '2026-03-03 | Tomas Roux | Garage Leroy | Brochure | 3600 | no | no | ? | ? | EUR',
  ]);
});

test('Clockify’s detailed report: hours and minutes go before hours with two digits, which round them', () => {
  const sheet = readSheet(`
    "Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (EUR)","Billable Amount (EUR)","Date of creation"
    "Shop","Bandao","Call","","Hannes","","h@example.com","","Yes","22/04/2026","10:00","22/04/2026","10:13","0:13","0.22","60.00","13.00","22/04/2026"
  `);
  expect(sheet.problems).toEqual([]);
  expect(table(sheet, 'time_entries', COLUMNS)).toEqual([
    '2026-04-22 | Hannes | Bandao | Shop | 780 | yes |  | 60.00 | 13.00 | EUR',
  ]);
});

test('the same with semicolons, decimal commas, a title above and German words', () => {
  const sheet = readSheet(`
    Ausführlicher Bericht;;;;;;;

    Projekt;Kunde;Beschreibung;Benutzer;Abrechenbar;Startdatum;Dauer (dezimal);Stundensatz (EUR)
    Beratung;Molkerei;"Einführung
    vor Ort";Ana;Ja;03.03.2026;1,25;1.096,00
    Beratung;Molkerei;Reise;Ana;Nein;04.03.2026;0,50;
    Gesamt;;;;;;1,75;
  `);
  expect(problemsOf(sheet)).toEqual(['7:1 summary-line']);
  expect(sheet.layout).toMatchObject({ delimiter: 'semicolon', decimal: ', (found in the amounts)' });
  expect(table(sheet, 'time_entries', COLUMNS)).toEqual([
    '2026-03-03 | Ana | Molkerei | Beratung | 4500 | yes |  | 1096.00 | ? | EUR',
    '2026-03-04 | Ana | Molkerei | Beratung | 1800 | no |  | ? | ? | EUR',
  ]);
  expect(rowsIn(sheet, 'time_entries')[0]).toMatchObject({ line: 4n, description: 'Einführung vor Ort' });
});

test.each([
  ['1:05', 3900n],
  ['100:00:01', 360_001n],
  ['1h 30m', 5400n],
  ['1 hr 5 mins', 3900n],
  ['45 min', 2700n],
  ['2 Std. 15 Min.', 8100n],
  ['1.5', 5400n],
  ['1.5 h', 5400n],
  ['0.33', 1188n],
  ['0', 0n],
])('%s lasts %d seconds', (cell, seconds) => {
  const sheet = readSheet(`Date,Client,Project,Hours\n2026-03-02,Acme,Site,${cell}`);
  expect(sheet.problems).toEqual([]);
  expect(rowsIn(sheet, 'time_entries')[0]?.['seconds']).toBe(seconds);
});

test.each([
  ['', 'sheet-cell-missing'],
  ['-', 'sheet-cell-missing'],
  ['1:75', 'sheet-number-invalid'],
  ['-1', 'sheet-number-invalid'],
  ['a while', 'sheet-number-invalid'],
])('a duration of "%s" is none: the entry is set aside', (cell, code) => {
  const sheet = readSheet(`Date,Client,Project,Hours\n2026-03-02,Acme,Site,${cell}`);
  expect(problemsOf(sheet)).toEqual([`2:22 ${code}`]);
  expect(rowsIn(sheet, 'time_entries')).toEqual([]);
});

test('every record is a row or a problem, and durations are what was written', () => {
  const entry = fc.record({
    seconds: fc.nat(400_000),
    form: fc.constantFrom('clock', 'decimal', 'spelt'),
    bad: fc.boolean(),
    client: fc.constantFrom('Acme', 'Total Energies', '', '"Roe, Inc"'),
  });
  const clock = (n: number): string =>
    [n / 3600, (n / 60) % 60, n % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
      const lines = entries.map(({ seconds, form, bad, client }) => {
        const hundredths = seconds % 3600;
        const cell =
          form === 'clock'
            ? clock(seconds)
            : form === 'spelt'
              ? `${Math.floor(seconds / 60)}m ${seconds % 60}s`
              : `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
        const expected = form === 'decimal' ? hundredths * 36 : seconds;
        return { text: `${bad ? '2026-02-30' : '2026-02-28'},${client},Site,${cell}`, bad, expected };
      });
      const sheet = readSheet(`Date,Client,Project,Hours\n${lines.map(({ text }) => text).join('\n')}\n`, {
        decimal: '.',
        date_order: 'ymd',
      });
      const good = lines.filter(({ bad }) => !bad);
      expect(rowsIn(sheet, 'time_entries').map(({ seconds }) => Number(seconds))).toEqual(
        good.map(({ expected }) => expected),
      );
      expect(sheet.problems.map(({ at }) => at.line)).toEqual(
        lines.flatMap(({ bad }, index) => (bad ? [index + 2] : [])),
      );
    }),
    { numRuns: 60 },
  );
});

// Wall time, and so generous: a hundred thousand take under two seconds on an idle machine, a quadratic reader minutes.
test('twenty thousand entries take no time that grows with their square', () => {
  const head = 'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,Duration,Tags,Amount (USD)\n';
  const line = (n: number): string =>
    `Mara,m@example.com,Client ${n % 40},Site,Task ${n % 7},"Entry ${n}, of many",Yes,2026-0${1 + (n % 9)}-1${n % 10},09:00:00,0${n % 9}:1${n % 6}:00,,1${n % 100}.50\n`;
  const text = head + Array.from({ length: 20_000 }, (_, n) => line(n)).join('');
  const started = performance.now();
  const sheet = readSheet(text);
  expect(rowsIn(sheet, 'time_entries')).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('a timesheet of one’s own is known by client and project; a statement is none', () => {
  expect(kindOf('Tag;Kunde;Projekt;Stunden\n02.03.2026;Molkerei;Etiketten;2,5')).toBe('time');
  expect(kindOf('Fecha,Cliente,Proyecto,Horas\n02/03/2026,Acme,Sitio,2.5')).toBe('time');
  expect(kindOf('Date,Description,Amount\n2026-03-02,x,1.00')).toBeUndefined();
});
