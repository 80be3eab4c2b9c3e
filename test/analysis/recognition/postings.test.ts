import { expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { openedBusinesses } from './_sheet.ts';

const open = openedBusinesses();

const BANK = `
  2026-02-10,Charter for Bea JDA-1041,1850.00
  2026-03-05,Charter for Chen,900.00
  2026-03-20,Charter JDA-1043,1850.00
  2026-03-25,Charter refund JDA-1043,-925.00
  2026-04-02,Charter for Chen,1100.00
  2026-04-03,Charter walk-in,300.00
  2026-04-20,Charter JDA-1044,500.00
`;
const BOOKINGS = `
  JDA-1041,Bea,2026-02-10,2026-03-18,,1850.00,Confirmed
  JDA-1042,Chen,2026-03-01,2026-05-02,2026-05-04,2000.00,Confirmed
  JDA-1043,Dana,2026-03-20,2026-04-11,,1850.00,Cancelled
  JDA-1044,Edith,2026-04-20,2026-04-19,,500.00,Confirmed
`;
const SPLIT = ['deposit_percent: 45'];
const ADJUSTMENTS = `SELECT date, account, amount, memo, line FROM adjustments ORDER BY date, txn DESC, account`;

test('with a policy, money for services ahead is moved to the deposits on the day it comes, and released on the day of service', async () => {
  const { table } = await open({
    asOf: '2026-04-30',
    policy: 'point-in-time',
    bank: BANK,
    bookings: BOOKINGS,
    sheet: SPLIT,
  });
  expect(await table(ADJUSTMENTS)).toEqual([
    '2026-02-10 | Income:Charters | 185000 | Not earned yet: JDA-1041 | 2',
    '2026-02-10 | Liabilities:Contract Liabilities | -185000 | Not earned yet: JDA-1041 | 2',
    '2026-03-05 | Income:Charters | 90000 | Not earned yet: JDA-1042 | 3',
    '2026-03-05 | Liabilities:Contract Liabilities | -90000 | Not earned yet: JDA-1042 | 3',
    '2026-03-18 | Income:Charters | -185000 | Earned: JDA-1041 | 2',
    '2026-03-18 | Liabilities:Contract Liabilities | 185000 | Earned: JDA-1041 | 2',
    '2026-03-20 | Income:Charters | 185000 | Not earned yet: JDA-1043 | 4',
    '2026-03-20 | Liabilities:Contract Liabilities | -185000 | Not earned yet: JDA-1043 | 4',
    '2026-03-25 | Income:Charters | -92500 | Earned: JDA-1043 | 4',
    '2026-03-25 | Liabilities:Contract Liabilities | 92500 | Earned: JDA-1043 | 4',
    '2026-03-25 | Income:Charters | -92500 | Given back: JDA-1043 | 5',
    '2026-03-25 | Liabilities:Contract Liabilities | 92500 | Given back: JDA-1043 | 5',
    '2026-04-02 | Income:Charters | 110000 | Not earned yet: JDA-1042 | 6',
    '2026-04-02 | Liabilities:Contract Liabilities | -110000 | Not earned yet: JDA-1042 | 6',
    '2026-05-04 | Income:Charters | -90000 | Earned: JDA-1042 | 3',
    '2026-05-04 | Liabilities:Contract Liabilities | 90000 | Earned: JDA-1042 | 3',
    '2026-05-04 | Income:Charters | -110000 | Earned: JDA-1042 | 6',
    '2026-05-04 | Liabilities:Contract Liabilities | 110000 | Earned: JDA-1042 | 6',
  ]);
});

test('every adjustment balances, has the columns of a posting and the place of its payment', async () => {
  const { table } = await open({
    asOf: '2026-04-30',
    policy: 'point-in-time',
    bank: BANK,
    bookings: BOOKINGS,
    sheet: SPLIT,
  });
  expect(await table('SELECT txn FROM adjustments GROUP BY txn HAVING SUM(amount) <> 0 OR COUNT(*) <> 2')).toEqual([]);
  expect(
    await table('SELECT * FROM (SELECT * FROM postings UNION ALL SELECT * FROM adjustments) a WHERE file IS NULL'),
  ).toEqual([]);
  expect(await table('SELECT DISTINCT category, file FROM adjustments')).toEqual(['recognition | bank.csv']);
  expect(await table('SELECT COUNT(*) FROM adjustments a JOIN postings p ON p.txn = a.txn')).toEqual(['0']);
});

test('the contract liability rolls forward by month, and the account shows the same', async () => {
  const run = await open({ asOf: '2026-04-30', policy: 'point-in-time', bank: BANK, bookings: BOOKINGS, sheet: SPLIT });
  const months = run.analysis.facts.recognition.value?.streams[0]?.rollForward?.months ?? [];
  const parts = ['opening', 'new', 'earned', 'refunded', 'closing', 'against', 'difference'] as const;
  const shown = months.slice(-3).map((row) => [row.month, ...parts.map((part) => run.value(row[part].id))].join(' '));
  expect(shown).toEqual([
    '2026-02 0.00 1850.00 0.00 0.00 1850.00 1850.00 0.00',
    '2026-03 1850.00 2750.00 -2775.00 -925.00 900.00 900.00 0.00',
    '2026-04 900.00 1100.00 0.00 0.00 2000.00 2000.00 0.00',
  ]);
  expect(run.value('jada.ahead.charters')).toBe('2000.00');
});

test('money for services ahead is restricted cash, with a policy and without one', async () => {
  for (const policy of ['point-in-time', undefined]) {
    const given = { asOf: '2026-04-30', bank: BANK, bookings: BOOKINGS, sheet: SPLIT };
    const { value } = await open(policy === undefined ? given : { ...given, policy });
    expect([value('jada.cash'), value('jada.deposits'), value('jada.cash.unrestricted')]).toEqual([
      '5575.00',
      '2000.00',
      '3575.00',
    ]);
  }
});

test('what a rule books to the account of deposits is counted once', async () => {
  const bank = `
    2026-03-05,ADVANCE Chen,900.00
    2026-04-02,Charter for Chen,1100.00
    2026-04-04,ADVANCE Bea JDA-1041,500.00
  `;
  const given = { asOf: '2026-04-30', bank, bookings: BOOKINGS, sheet: SPLIT };
  const posted = await open({ ...given, policy: 'point-in-time' });
  expect(posted.value('jada.deposits')).toBe('2000.00');
  expect(await posted.table(ADJUSTMENTS)).toContain('2026-04-04 | Income:Charters | -50000 | Earned: JDA-1041 | 4');
  const unposted = await open({ ...given, stream: ['deposits: Liabilities:Contract Liabilities'] });
  expect([unposted.value('jada.deposits.moved'), unposted.value('jada.deposits.ahead')]).toEqual([
    '1400.00',
    '1100.00',
  ]);
});

test('a policy earns over time what is spread over days, and each figure holds against its receipt', async () => {
  const bank = '2026-04-01,Charter JDA-1042,2000.00';
  const bookings = 'JDA-1042,Chen,2026-03-01,2026-04-29,2026-05-01,2000.00,Confirmed';
  const run = await open({ asOf: '2026-04-30', policy: 'over-time', bank, bookings });
  expect(run.value('jada.ahead.charters')).toBe('666.67');
  expect(run.value('jada.deposits')).toBe('666.67');
  expect(await verifyFigures(run.book.all(), run.facts.afresh)).toEqual([]);
});

test('a booking that a later export has, too, counts once, as the later one has it', async () => {
  const run = await open({
    asOf: '2026-04-30',
    policy: 'point-in-time',
    bank: '2026-03-05,Charter JDA-1042,2000.00',
    bookings: 'JDA-1042,Chen,2026-03-01,2026-04-02,,2000.00,Confirmed',
    files: { 'bookings-2.csv': 'Booking ID,Customer,Start Date,Total\nJDA-1042,Chen,2026-05-02,2000.00\n' },
  });
  expect(run.problems).toEqual([]);
  expect(run.value('jada.ahead.charters')).toBe('2000.00');
});

test('books that are kept tell what is deferred; revenue that they booked early is found all the same', async () => {
  const journal = [
    '2026-03-02 Bea JDA-1041',
    '    Assets:Bank                            $1850.00',
    '    Liabilities:Contract Liabilities',
    '2026-03-05 Chen JDA-1042',
    '    Assets:Bank                            $2000.00',
    '    Income:Charters',
    '2026-04-18 Bea JDA-1041',
    '    Liabilities:Contract Liabilities       $1850.00',
    '    Income:Charters',
    '2026-04-20 Dana',
    '    Assets:Bank                             $400.00',
    '    Liabilities:Contract Liabilities',
    '2026-04-22 Dana',
    '    Liabilities:Contract Liabilities        $100.00',
    '    Assets:Bank',
    '',
  ].join('\n');
  const run = await open({
    asOf: '2026-04-30',
    policy: 'point-in-time',
    stream: ['deposits: Liabilities:Contract Liabilities'],
    entity: ['books:', '  - { file: books.journal, kind: journal }'],
    bank: '2026-03-02,Charter,1.00',
    bookings: `
      JDA-1041,Bea,2026-03-01,2026-04-18,,1850.00,Confirmed
      JDA-1042,Chen,2026-03-01,2026-05-02,,2000.00,Confirmed`,
    files: { 'books.journal': journal },
  });
  const [stream] = run.analysis.facts.recognition.value?.streams ?? [];
  const parts = ['opening', 'new', 'earned', 'refunded', 'closing', 'against', 'difference'] as const;
  const months = stream?.rollForward?.months.slice(-2) ?? [];
  expect(months.map((row) => parts.map((part) => run.value(row[part].id)).join(' '))).toEqual([
    '0.00 1850.00 0.00 0.00 1850.00 1850.00 0.00',
    '1850.00 400.00 -1850.00 -100.00 300.00 300.00 0.00',
  ]);
  expect(stream?.early?.rows.map(({ reference, service }) => `${reference} ${service}`)).toEqual([
    'JDA-1042 2026-05-02',
  ]);
  expect(await run.table('SELECT * FROM adjustments')).toEqual([]);
  expect(run.value('jada.deposits')).toBe('2300.00');
});
