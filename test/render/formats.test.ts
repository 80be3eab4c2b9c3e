import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../src/core/decimal.ts';
import { formats } from '../../src/render/index.ts';
import { renderJson, JSON_SCHEMA } from '../../src/render/json.ts';
import { renderMail } from '../../src/render/mail.ts';
import { escapeMarkdown, renderMarkdown } from '../../src/render/markdown.ts';
import { subjectText } from '../../src/render/subject.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { expectGolden } from '../golden.ts';
import { anyText, ATTACKS, withText } from './hostile.ts';
import { sampleReport } from './sample.ts';

const report = sampleReport();

describe('golden files of the sample report', () => {
  it.each(formats.map((format) => [format.name, format] as const))('%s', async (_, format) => {
    expectGolden(`render/sample.${format.extension}`, await format.render(report));
  });

  it('terminal', () => {
    expectGolden('render/sample.ansi', renderTerminal(report, { color: true, width: 100 }));
  });

  it('mail', async () => {
    const { subject, html } = await renderMail(report);
    expectGolden('render/sample-mail.html', html);
    expect(subject).toBe('CFO report, San Diego ventures: runway 4.9 months, burn up to $8,790 a month');
  });
});

describe('JSON', () => {
  interface Json {
    readonly schema: string;
    readonly blocks: readonly { readonly id: string; readonly kind: string }[];
    readonly figures: Readonly<
      Record<
        string,
        { readonly value: string | null; readonly unknown?: string; readonly receipt: { readonly kind: string } }
      >
    >;
  }
  const json = JSON.parse(renderJson(report)) as Json;

  it('carries every figure exactly, with its receipt', () => {
    expect(json.schema).toBe(JSON_SCHEMA);
    expect(Object.keys(json.figures)).toEqual(Object.keys(report.figures).toSorted());
    for (const [id, figure] of Object.entries(report.figures)) {
      const value = json.figures[id]?.value;
      expect(typeof value === 'string' ? parseDecimal(value) : undefined).toEqual(figure.value);
      expect(json.figures[id]?.receipt.kind).toBe(figure.receipt.kind);
    }
  });

  it('says null and why for what is not known', () => {
    expect(json.figures['group.receivables']).toMatchObject({
      value: null,
      unknown: 'no invoices export was given',
      text: 'not known',
    });
  });

  it('keeps kind, id and order of the blocks', () => {
    expect(json.blocks.map(({ kind, id }) => `${kind} ${id}`)).toEqual(
      report.blocks.map(({ kind, id }) => `${kind} ${id}`),
    );
  });

  it('is the same text whatever the order in which figures were made', () => {
    const turned = { ...report, figures: Object.fromEntries(Object.entries(report.figures).toReversed()) };
    expect(renderJson(turned)).toBe(renderJson(report));
  });

  it('gives texts from outside back as they came', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect((JSON.parse(renderJson(withText(report, text))) as { title: string }).title).toBe(text);
      }),
      { numRuns: 20 },
    );
  });
});

describe('Markdown', () => {
  it('cuts nothing', () => {
    const long = renderMarkdown(sampleReport(900));
    expect(long.split('\n').filter((line) => /^\| \d+ \w{3} \d{4} \|/.test(line))).toHaveLength(900);
  });

  it('reads nothing in a text from outside as its own', () => {
    expect(escapeMarkdown('| **b** [x](javascript:y) <i> `c` https://example.com')).toBe(
      String.raw`\| \*\*b\*\* \[x\](javascript:y) \<i\> \`c\` https\://example.com`,
    );
    expect(escapeMarkdown('# 1')).toBe(String.raw`\# 1`);
    expect(escapeMarkdown('1. first')).toBe(String.raw`\1. first`.replace(String.raw`\1.`, String.raw`\1.`));
    expect(escapeMarkdown('a\n\n# b')).toBe(String.raw`a \# b`);
  });

  it('keeps its lines and its cells whatever the texts are', () => {
    const shape = (text: string): readonly string[] =>
      text
        .split('\n')
        .map(
          (line) =>
            (/^(?:\||#+ |- | {2}- |\*\*|$)/.exec(line)?.[0] ?? '') +
            line.replaceAll(/\\./g, '').replaceAll(/[^|]/g, ''),
        );
    const harmless = shape(renderMarkdown(withText(report, 'Harbour Fuel')));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shape(renderMarkdown(withText(report, text)))).toEqual(harmless);
      }),
      { numRuns: 60, examples: ATTACKS.map((attack): [string] => [attack]) },
    );
  });
});

describe('the subject', () => {
  it('is one line, cut at a word where names make it too long', () => {
    const subject = subjectText(withText(report, `Harbour\r\nBcc: all@example.com ${'Fuel and Ice '.repeat(40)}`));
    expect(subject).not.toMatch(/[\r\n]/);
    expect([...subject].length).toBeLessThanOrEqual(180);
    expect(subject).toMatch(/\w…$/);
  });
});

describe('the parts of a mail', () => {
  it('carry each chart as a picture that the page asks for', async () => {
    const { html, images } = await renderMail(report);
    const wanted = [...html.matchAll(/src="cid:([^"]+)"/g)].map((match) => match[1]);
    expect(images.map(({ cid }) => cid)).toEqual(wanted);
    expect(images.every(({ bytes }) => bytes.length > 5000 && bytes.length < 100_000)).toBe(true);
  });

  it('show charts as tables where the rasterizer does not load', async () => {
    const { html, images } = await renderMail(report, () => Promise.reject(new Error('no binary for this platform')));
    expect(images).toEqual([]);
    expect(html).not.toContain('<img');
    expect(html).toContain('Sep 2025');
  });
});
