import { expect, test } from 'vitest';
import { page } from '../../../src/sources/page/reader.ts';
import { readText } from '../_read.ts';

const URL = 'https://shop.example.com/offers/';

/** `line kind target → leads to | words | call`, without what is empty. */
function linksOf(html: string, url: string | undefined = URL): string[] {
  const rows = [...(readText(page, html, { url }).tables?.page_links ?? [])];
  return rows.map((row) =>
    [
      `${row['line']} ${row['kind']}${row['method'] === '' ? '' : ` ${row['method']}`} ${row['target'] || '-'} → ${row['leads_to'] || '-'}`,
      ...(row['text'] === '' ? [] : [row['text']]),
      ...(row['call_to_action'] === 'yes' ? ['call'] : []),
    ].join(' | '),
  );
}

test('where a page leads, with lines', () => {
  const html = `
    <!doctype html>
    <title>Offers &amp; prices</title>
    <link rel="stylesheet" href="/style.css">
    <script src="https://cdn.example.com/a.js"></script>
    <a href="../book/#when">Book <b>your</b> sail</a>
    <a href="about.html"><img src="crew.jpg" alt="The crew"></a>
    <a href="tel:+16195550117">(619) 555-0117</a>
    <form action="/api/quote" method="POST">
      <button type="button">Add a photo</button>
      <button>Get a quote</button>
    </form>
    <iframe src="//tickets.example.net/w"></iframe>
    <form><input type="submit" value="Search"></form>
  `;
  expect(linksOf(html)).toEqual([
    '3 style /style.css → https://shop.example.com/style.css',
    '4 script https://cdn.example.com/a.js → https://cdn.example.com/a.js',
    '5 link ../book/#when → https://shop.example.com/book/ | Book your sail | call',
    '6 image crew.jpg → https://shop.example.com/offers/crew.jpg',
    '6 link about.html → https://shop.example.com/offers/about.html | The crew',
    '7 link tel:+16195550117 → - | (619) 555-0117 | call',
    '8 form post /api/quote → https://shop.example.com/api/quote | Get a quote | call',
    '12 frame //tickets.example.net/w → https://tickets.example.net/w',
    '13 form get - → - | Search',
  ]);
  expect([...(readText(page, html, { url: URL }).tables?.pages ?? [])]).toEqual([
    { line: 1n, url: URL, title: 'Offers & prices' },
  ]);
});

test('what is hidden or commented out leads nowhere', () => {
  const html = `
    <!-- <a href="/old/">Book</a> -->
    <div hidden><div><a href="/a/">Book</a></div><a href="/b/">Book</a></div>
    <a href="/c/" style="display: none">Book</a>
    <template><a href="/d/">Book</a></template>
    <noscript><img src="/pixel.gif"></noscript>
    <script>document.write('<a href="/e/">Book</a>')</script>
    <textarea><a href="/f/">Book</a></textarea>
    <a href="/shown/">Book</a>
  `;
  expect(linksOf(html)).toEqual(['8 link /shown/ → https://shop.example.com/shown/ | Book | call']);
});

test('a base is honoured; without an address of the page only whole ones lead anywhere', () => {
  expect(linksOf('<base href="/en/"><a href="book">Book</a>')).toEqual([
    '1 link book → https://shop.example.com/en/book | Book | call',
  ]);
  const { tables } = page.read(
    Buffer.from('<a href="/book">x</a><a href="https://a.example.com/b#c">y</a>'),
    'a.html',
    {},
  );
  expect([...(tables?.page_links ?? [])].map((row) => row['leads_to'])).toEqual(['', 'https://a.example.com/b']);
});

test.each([
  ['Jetzt buchen', true],
  ['Angebot anfordern', true],
  ['Réserver une table', true],
  ['Solicitar presupuesto', true],
  ['Prenota ora', true],
  ['Check availability', true],
  ['Contact', true],
  ['Start free trial', true],
  ['Facebook', false],
  ['Bookkeeping', false],
  ['Our story', false],
  ['Search', false],
  ['Sign up for our newsletter', false],
])('"%s" calls to action: %s', (words, calls) => {
  expect(linksOf(`<a href="/x">${words}</a>`)[0]?.endsWith('| call')).toBe(calls);
});

test('forms that a button, a host or a script takes care of', () => {
  const html = `
    <form method=post><button formaction="/pay">Pay</button></form>
    <form method=post data-netlify="true"><button>Send</button></form>
    <form onsubmit="go()"><button>Send</button></form>
    <script>fetch('/api')</script>
  `;
  expect(linksOf(html)).toEqual([
    '1 form post /pay → https://shop.example.com/pay | Pay | call',
    '2 form post . → https://shop.example.com/offers/ | Send | call',
    '3 form get javascript:onsubmit → - | Send | call',
    '4 script - → - | submit',
  ]);
});

test('a page without an end, and pages that are told by their name or their beginning', () => {
  expect(linksOf('<form action="/a"><button>Order</button><a href="/b">Book')).toEqual([
    '1 link /b → https://shop.example.com/b | Book | call',
    '1 form get /a → https://shop.example.com/a | Order | call',
  ]);
  expect(page.recognises(Buffer.from('x'), 'index.htm')).toBe(1);
  expect(page.recognises(Buffer.from('<!DOCTYPE html>\n<p>'), 'x')).toBe(0.5);
  expect(page.recognises(Buffer.from('Date,Amount\n'), 'x.csv')).toBe(0);
});
