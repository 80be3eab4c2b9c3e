import { expect, test } from 'vitest';
import { verifyFigures } from '../../../src/analysis/index.ts';
import type { Row } from '../../../src/model/facts.ts';
import { page } from '../../../src/sources/page/reader.ts';
import { closedRuns, only, type TestRun } from '../../analysis/_run.ts';

const SITE = 'https://shop.example.com';
const runs = closedRuns({ looks: ['business'] });

type Pages = Readonly<Record<string, string>>;
type Answers = readonly (readonly [url: string, status: number, location?: string, checked?: string])[];

/** Pages by their path, and answers, as the readers give them. */
async function runOf(pages: Pages, answers: Answers = []): Promise<TestRun> {
  const read = Object.entries(pages).map(([path, html]) => {
    const file = `site${path}index.html`;
    const { tables } = page.read(Buffer.from(html), file, { url: `${SITE}${path}` });
    const placed = { source: `hash of ${file}`, file, entity: 'shop', subject: SITE };
    const place = (rows: Iterable<Row> | undefined): Row[] => [...(rows ?? [])].map((row) => ({ ...placed, ...row }));
    return { pages: place(tables?.pages), links: place(tables?.page_links) };
  });
  const looks = answers.map(([url, status, location = '', checked = '2026-04-29'], at) => ({
    source: 'hash of answers',
    file: 'answers.csv',
    entity: 'shop',
    subject: '',
    line: BigInt(at + 2),
    url: new URL(url, SITE).href,
    status: BigInt(status),
    location,
    checked,
  }));
  const entities = [
    { id: 'shop', name: 'Shop', kind: 'junk-removal', sites: [SITE], pages: [{ site: SITE, folder: 'site' }] },
    { id: 'flat', name: 'Flat', kind: 'rental-property' },
  ];
  const tables = {
    pages: read.flatMap((one) => one.pages),
    page_links: read.flatMap((one) => one.links),
    site_answers: looks,
  };
  return runs('2026-04-30', { entities }, '', [], { tables });
}

const found = (run: TestRun): string[] =>
  run.outcome('WEB-05').findings.map(({ severity, claim }) => `${severity}: ${run.words(claim)}`);
const ways = (run: TestRun): string[] =>
  (run.analysis.facts.site.value?.entities ?? []).flatMap(({ funnels }) =>
    funnels.flatMap(({ steps }) =>
      steps.map(
        ({ page: from, link, leads, state }) => `${from.slice(SITE.length)} ${link.target || '-'} ${leads} ${state}`,
      ),
    ),
  );

const HOME = '<nav><a href="/">Shop</a></nav><p><a href="/quote/">Get a quote</a></p>';
const FORM = (attributes: string): string => `<form method="post" ${attributes}><button>Send</button></form>`;
const PHONE = '<a href="tel:+16195550117">(619) 555-0117</a>';

test('a way that ends in a form of a page that is there passes', async () => {
  const run = await runOf({ '/': HOME, '/quote/': FORM('action="/thanks/"'), '/thanks/': '<p>Thank you' });
  expect(run.outcome('WEB-05')).toMatchObject({ state: 'passed', gaps: [] });
  expect(ways(run)).toEqual(['/ /quote/ page sound', '/quote/ /thanks/ form sound']);
  expect(run.value('shop.site.way.steps')).toBe('2');
  expect(await verifyFigures(run.book.all(), run.facts)).toEqual([]);
});

test('a form whose address answers 404 is broken, though a telephone is at hand', async () => {
  const run = await runOf({ '/': HOME + PHONE, '/quote/': FORM('action="/api/quote"') + PHONE }, [
    ['/', 200],
    ['/quote/', 200],
    ['/api/quote', 404],
  ]);
  expect(found(run)).toEqual([
    'critical: Shop: on the way / → “Get a quote” → /quote/, the form “Send” sends to /api/quote, which answers HTTP 404 (site/quote/index.html:1).',
  ]);
  expect(only(run.outcome('WEB-05'))).toMatchObject({ subject: '/quote/ → /api/quote', size: 'shop.site.way.broken' });
  expect(await verifyFigures(run.book.all(), run.facts)).toEqual([]);
});

test.each([
  [
    'a link to no page',
    { '/': '<a href="/order/">Order now</a>' },
    'the link “Order now” leads to /order/, which is no page of the site (site/index.html:1).',
  ],
  [
    'a form without an address',
    { '/': HOME, '/quote/': FORM('') },
    'the form “Send” has no address to send to (site/quote/index.html:1).',
  ],
  ['a link to nothing', { '/': '<a href="#">Book now</a>' }, 'the link “Book now” leads nowhere (site/index.html:1).'],
])('%s is broken', async (_name, pages: Pages, words) => {
  const run = await runOf(pages);
  expect(found(run)).toEqual([expect.stringMatching(/^critical: Shop: on the way \//)]);
  expect(found(run)[0]).toContain(words);
});

test('a dead payment link is broken; one that nobody has looked at is not seen', async () => {
  const pages = { '/': '<a href="https://buy.stripe.com/abc">Buy now</a>' };
  const dead = await runOf(pages, [['https://buy.stripe.com/abc', 410]]);
  expect(found(dead)).toEqual([expect.stringContaining('which answers HTTP 410')]);
  const unseen = await runOf(pages);
  expect(unseen.outcome('WEB-05')).toMatchObject({ state: 'not-seen', gaps: ['shop.site.way'] });
  const alive = await runOf(pages, [['https://buy.stripe.com/abc', 200]]);
  expect(alive.outcome('WEB-05').state).toBe('passed');
});

test('two redirects are medium, one is none; a circle leads nowhere', async () => {
  const pages = { '/': HOME, '/offer/': FORM('action="/offer/"') };
  const chain: Answers = [
    ['/quote/', 301, '/quotes/'],
    ['/quotes/', 302, '/offer/'],
  ];
  const two = await runOf(pages, chain);
  expect(found(two)).toEqual([
    'medium: Shop: on the way /, the link “Get a quote” takes 2 to get there (site/index.html:1).',
  ]);
  expect(await verifyFigures(two.book.all(), two.facts)).toEqual([]);
  expect((await runOf(pages, [['/quote/', 301, '/offer/']])).outcome('WEB-05').state).toBe('passed');
  const circle = await runOf(pages, [
    ['/quote/', 301, '/a/'],
    ['/a/', 301, '/quote/'],
  ]);
  expect(found(circle)).toEqual([expect.stringContaining('which redirects to no page')]);
});

test('nothing but a mail address is medium; a telephone beside it is an end', async () => {
  const mail = '<a href="mailto:a@shop.example.com">Write to us</a>';
  expect(found(await runOf({ '/': mail }))).toEqual([
    'medium: Shop: from / a visitor who wants to buy can only write a mail.',
  ]);
  expect((await runOf({ '/': mail + PHONE })).outcome('WEB-05').state).toBe('passed');
});

test('a form that a script sends is neither sound nor broken', async () => {
  const script = '<script>form.addEventListener("submit", send)</script>';
  const run = await runOf({ '/': HOME, '/quote/': FORM('') + script });
  expect(run.outcome('WEB-05').state).toBe('not-seen');
});

test('looks of later, a form that only takes what is posted, and links without a call count for nothing', async () => {
  const run = await runOf({ '/': `${HOME}<a href="/gone/">About</a>`, '/quote/': FORM('action="/api/quote"') }, [
    ['/api/quote', 405],
    ['/quote/', 500, '', '2026-05-02'],
  ]);
  expect(run.outcome('WEB-05').state).toBe('passed');
  expect(run.value('shop.site.answers')).toBe('1');
});

test('a start page without a call to action, and a site without pages on file, are not seen', async () => {
  expect((await runOf({ '/': '<a href="/">Home</a>' })).outcome('WEB-05').state).toBe('not-seen');
  const entities = [{ id: 'shop', name: 'Shop', kind: 'junk-removal', sites: [SITE] }];
  const run = await runs('2026-04-30', { entities }, '');
  expect(run.outcome('WEB-05')).toMatchObject({ state: 'not-seen', gaps: ['shop.pages'] });
});
