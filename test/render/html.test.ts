import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';
import { describe, expect, it } from 'vitest';
import { MAIL_BUDGET, renderHtml } from '../../src/render/html.tsx';
import { tally } from '../../src/render/locale.ts';
import { plain } from '../../src/render/outside.ts';
import { anyText, ATTACKS, withText } from './hostile.ts';
import { sampleReport } from './sample.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function elements(html: string): readonly Element[] {
  const errors: ParserError[] = [];
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if (isElement(node)) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html, { onParseError: (error) => errors.push(error) }));
  expect(errors.map(({ code }) => code)).toEqual([]);
  return found;
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** Elements with their attributes' names; `bdi` stands or falls with the script of a word. */
function skeleton(html: string): readonly string[] {
  return elements(html)
    .filter(({ tagName }) => tagName !== 'bdi')
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

describe('the page', () => {
  const report = sampleReport();
  const html = renderHtml(report, { charts: 'cid', budget: MAIL_BUDGET });
  const all = elements(html);

  it('is in the order of a screen: title, answer, tiles, chart, what to do first, tables, gaps, sources', () => {
    const headings = all.filter(({ tagName }) => /^h[12]$/.test(tagName)).map(textOf);
    expect(headings).toEqual([
      'CFO report',
      'Key figures',
      'Net cash outflow by month',
      'Do these first',
      'Break-even of charters',
      '13-week cash forecast',
      'Capital plan',
      'What this report could not see',
      'Method',
      'Sources',
      'Receipts',
    ]);
  });

  it('begins with a hidden preheader that says the answer', () => {
    const body = all.find(({ tagName }) => tagName === 'body');
    const first = body?.childNodes.find(isElement);
    expect(first && attribute(first, 'style')).toContain('display:none');
    expect(first && textOf(first)).toMatch(/^Cash lasts 4.9 months at a burn of \$7,205 to \$8,790 a month/);
  });

  it('lays out by tables, with widths that Word reads, and no flex or grid', () => {
    expect(html).not.toMatch(/display:\s*(?:flex|grid)/);
    expect(html).toContain('<!--[if mso]><table role="presentation" width="640"');
    const layout = all.filter(
      ({ tagName, attrs }) => tagName === 'table' && attrs.some(({ value }) => value === 'presentation'),
    );
    expect(layout.every((table) => attribute(table, 'width') !== undefined)).toBe(true);
  });

  it('loads nothing from anywhere and runs nothing', () => {
    expect(all.filter(({ tagName }) => ['script', 'link', 'iframe', 'object', 'form'].includes(tagName))).toEqual([]);
    const sources = all.flatMap((element) =>
      [attribute(element, 'src') ?? [], attribute(element, 'href') ?? []].flat(),
    );
    expect(sources).toEqual(['cid:burn-wide@quarterdeck', 'cid:burn-narrow@quarterdeck']);
    expect(html).not.toMatch(/url\(/);
  });

  it('gives pictures an alternative text that states the figures and what is not known', () => {
    const alt = all.filter(({ tagName }) => tagName === 'img').map((image) => attribute(image, 'alt'));
    expect(alt[0]).toContain('May 2025 $6,980; Jun 2025 $7,410');
    expect(alt[0]).toContain('Sep 2025 not known');
    expect(alt[0]).toContain('Higher burn: $8,790');
  });

  it('names the id of each figure that it shows', () => {
    const titles = all.flatMap((element) => attribute(element, 'title') ?? []);
    expect(titles).toContain('group.burn.low – group.burn.high');
    expect(titles).toContain('group.week-13.closing');
    expect(textOf(all[0] ?? parse(''))).toContain('group.runway.months 4.9\u00a0months');
  });

  it('shows severity by shape and word, not by colour alone', () => {
    const text = all.filter(({ tagName }) => tagName === 'span').map(textOf);
    for (const chip of ['■ Critical', '▲ High', '● Medium', '○ Low', '– Info']) {
      expect(text.some((one) => one.replaceAll('\u00a0', ' ').trim() === chip)).toBe(true);
    }
  });

  it('marks header cells, and sets totals off', () => {
    const heads = all.filter(({ tagName }) => tagName === 'th');
    expect(heads.every((cell) => attribute(cell, 'scope') === 'col')).toBe(true);
    const total = all.find((element) => element.tagName === 'tr' && textOf(element).startsWith('Break-even6'));
    expect(total && attribute(total, 'style')).toContain('border-top:2px');
  });

  it('carries a dark theme for programs that ask and for Outlook.com', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    expect(html).toContain('[data-ogsc] .cd{');
  });

  it('draws charts in the page where there is no mail to carry pictures', () => {
    const tags = elements(renderHtml(report, { charts: 'svg' })).map(({ tagName }) => tagName);
    expect(tags.filter((tag) => tag === 'svg')).toHaveLength(4);
    expect(tags).not.toContain('img');
  });

  it('fails rather than show a figure that the report does not carry', () => {
    expect(() => renderHtml({ ...report, figures: {} }, { charts: 'table' })).toThrow(/names figure .* does not carry/);
  });
});

describe('the budget of a mail', () => {
  const report = sampleReport(1500);
  const html = renderHtml(report, { charts: 'cid', budget: MAIL_BUDGET });

  it('is kept by a report that would be four times too large', () => {
    expect(Buffer.byteLength(renderHtml(report, { charts: 'cid' }))).toBeGreaterThan(4 * MAIL_BUDGET);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MAIL_BUDGET);
    expect(Buffer.byteLength(html)).toBeGreaterThan(MAIL_BUDGET * 0.9);
  });

  it('cuts the longest tables only, says how many rows are left, and where they are', () => {
    const text = elements(html)
      .filter(({ tagName }) => tagName === 'p')
      .map(textOf);
    const line = text.find((one) => one.includes('more rows'));
    const shown = elements(html).filter((element) => /^\d+\u00a0\w{3}\u00a020\d\d$/.test(textOf(element))).length;
    expect(line).toBe(`${tally(1500 - shown, 'more row')}: quarterdeck report cfo --format md`);
    expect(text.filter((one) => one.includes('more row'))).toHaveLength(1);
  });

  it('does not cut a row or two, where the line that says so takes as much room', () => {
    const nearly = sampleReport(60);
    const size = (rows: number): number => Buffer.byteLength(renderHtml(sampleReport(rows), { charts: 'cid' }));
    const text = (budget: number): string =>
      textOf(elements(renderHtml(nearly, { charts: 'cid', budget }))[0] ?? parse(''));
    // One byte less than the whole: the ids of tables go, and no row.
    expect(text(size(60) - 1)).not.toContain('more row');
    const cut = Array.from({ length: 20 }, (_, at) => text(size(60) * (0.9 - at / 50))).join('');
    expect(cut).toMatch(/\d more rows/);
    expect(cut).not.toMatch(/\D[1-3] more rows?:/);
  });

  it('never cuts findings, plans or gaps, nor a total', () => {
    const small = renderHtml(report, { charts: 'cid', budget: 1000 });
    const text = textOf(elements(small)[0] ?? parse(''));
    for (const words of [
      'fedcba0987654321',
      'Second captain for weekends',
      'DangerousCentaur: invoices export',
      'Break-even of charters',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain('6 more rows');
    expect(elements(small).some((element) => textOf(element) === 'Break-even6\u00a0charters')).toBe(true);
    expect(text).toContain('Ids of the figures in tables: quarterdeck report cfo --format json');
  });
});

describe('text from outside', () => {
  const report = sampleReport(3);
  const harmless = skeleton(renderHtml(withText(report, 'Harbour Fuel'), { charts: 'table' }));

  it('never adds, ends or changes an element or an attribute, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const html = renderHtml(withText(report, text), { charts: 'table' });
        expect(skeleton(html)).toEqual(harmless);
      }),
      { numRuns: 60, examples: ATTACKS.map((attack): [string] => [attack]) },
    );
  });

  it('is all still there to read', () => {
    const attack = '"><img src=x onerror=alert(1)>';
    const all = elements(renderHtml(withText(report, attack), { charts: 'table' }));
    expect(textOf(all.find(({ tagName }) => tagName === 'h1') ?? parse(''))).toBe(attack);
  });

  it('cannot turn the text around it, or hide in it', () => {
    const html = renderHtml(withText(report, '\u202egpj.exe \u001b[2J \u2066x'), { charts: 'svg' });
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(html).not.toContain('\u001b');
    expect(html).toContain('\\u202egpj.exe \\x1b[2J \\u2066x');
  });

  it('is isolated where it runs right to left', () => {
    expect(renderHtml(withText(report, 'שלום'), { charts: 'table' })).toContain('<bdi>שלום</bdi>');
  });

  it('becomes one line, with lone surrogates made whole', () => {
    expect(plain('a\r\n\tb\ud800')).toBe('a b\ufffd');
  });

  it('shows the code of what is no character', () => {
    expect(plain('a\ufffe\ufdd0\u{10fffe}b')).toBe('a\\ufffe\\ufdd0\\u10fffeb');
  });
});
