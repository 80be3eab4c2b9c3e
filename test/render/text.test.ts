import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { renderText } from '../../src/render/text.ts';
import { columnParts, columnWidths, rowLines, tableWidth, withColumns } from '../../src/render/text/columns.ts';
import { displayWidth, padEnd, padStart, wrap } from '../../src/render/text/width.ts';
import { anyText, ATTACKS, withText } from './hostile.ts';
import { sampleReport } from './sample.ts';

const report = sampleReport();

/** The lines between a section's underline and the next blank line. */
function section(text: string, title: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(title) + 2;
  return lines.slice(start, lines.indexOf('', start));
}

describe('columns that a text takes', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['가나', 4],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['−$1,200', 7],
    ['ｱﾊﾟｰﾄ', 5],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('pads by columns, not by characters', () => {
    expect(padEnd('日本', 6)).toBe('日本  ');
    expect(padStart('日本', 6)).toBe('  日本');
  });

  it('wraps at spaces, and within a word only where it has to', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('日本日本', 5)).toEqual(['日本', '日本']);
    expect(wrap('group.burn.2026-04', 14)).toEqual(['group.burn.', '2026-04']);
    expect(wrap('', 10)).toEqual(['']);
  });

  it('never wraps wider than it may, and loses no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('columns of a table', () => {
  const columns = [{ align: 'left' }, { align: 'right' }] as const;

  it('make room by wrapping words; numbers stay whole', () => {
    const rows = [['a label that is far too long for its line', '$1,234,567.00']];
    const widths = columnWidths({ columns, head: [], rows }, 30);
    expect(tableWidth(widths)).toBeLessThanOrEqual(30);
    expect(widths[1]).toBe(13);
    expect(rowLines(rows[0] ?? [], columns, widths)[0]).toMatch(/ {2}\$1,234,567\.00$/);
  });

  it('come in parts where they are too many, each with the names of the rows', () => {
    const months = Array.from({ length: 14 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`);
    const wide = {
      columns: [{ align: 'left' }, ...months.map(() => ({ align: 'right' }) as const)] as const,
      head: ['Entity', ...months],
      rows: [['Expert Yacht Delivery', ...months.map(() => '($11,456)')]],
    };
    const parts = columnParts(wide, 76);
    expect(parts.length).toBe(3);
    expect(parts.every(([first]) => first === 0)).toBe(true);
    expect(parts.flatMap((part) => part.slice(1))).toEqual(months.map((_, at) => at + 1));
    for (const part of parts) {
      const cut = withColumns(wide, part);
      const lines = rowLines(cut.rows[0] ?? [], cut.columns, columnWidths(cut, 76));
      expect(displayWidth(lines[0] ?? '')).toBeLessThanOrEqual(76);
      expect(lines[0]).toContain('($11,456)');
    }
  });

  it('end where their column ends, whatever is in the cells', () => {
    const cells = fc.array(
      fc.tuple(fc.string({ unit: 'grapheme', maxLength: 50 }), fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(cells, (drawn) => {
        const rows = drawn.map(([text, amount]) => [text, `$${amount}`]);
        const widths = columnWidths({ columns, head: [], rows }, 60);
        for (const row of rows) {
          const [first = ''] = rowLines(row, columns, widths);
          expect(displayWidth(first)).toBe(tableWidth(widths));
          expect(first.endsWith(row[1] ?? '')).toBe(true);
        }
      }),
    );
  });
});

describe('plain text', () => {
  const text = renderText(report);

  it('runs to 76 columns', () => {
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(76);
    expect(text).not.toMatch(/[ \t]$/m);
  });

  it('aligns every column of a table', () => {
    const [head = '', rule = '', ...rows] = section(text, '13-week cash forecast');
    expect(head).toMatch(/^Week of +Opening +In +Out +Closing$/);
    expect(rule).toMatch(/^-+$/);
    expect(rows).toHaveLength(13);
    for (const row of rows) expect(displayWidth(row)).toBe(displayWidth(head));
    expect(new Set(rows.map((row) => row.indexOf('($'))).size).toBe(1);
  });

  it('numbers the findings and underlines the sections', () => {
    expect(text).toContain('Do these first\n--------------\n1. ■ Critical');
    expect(text).toContain('5. – Info');
  });

  it('draws a chart in bars, and says what is not known', () => {
    const bars = section(text, 'Net cash outflow by month');
    expect(bars).toHaveLength(12);
    expect(bars[4]).toMatch(/^Sep 2025 +not known +\|$/);
    expect(bars[0]?.indexOf('|')).toBe(bars[11]?.indexOf('|'));
  });

  it('draws negative bars to the left of zero', () => {
    const blocks: Report['blocks'] = [
      {
        kind: 'chart',
        id: 'c',
        title: 'Chart',
        chart: {
          kind: 'bar',
          categories: ['in', 'out'],
          series: [{ label: 'x', points: ['group.week-01.in', 'group.week-01.out'] }],
        },
      },
    ];
    const [money, spent] = section(renderText({ ...report, blocks }), 'Chart');
    expect(money?.indexOf('|')).toBe(spent?.indexOf('|'));
    expect(money).toMatch(/\|█+/);
    expect(spent).toMatch(/█+\|$/);
  });

  it('shows several series as a table', () => {
    const points = ['group.week-01.in', 'group.week-02.in'];
    const series = [
      { label: 'One', points },
      { label: 'Two', points: points.slice(0, 1) },
    ];
    const blocks: Report['blocks'] = [
      { kind: 'chart', id: 'c', title: 'Chart', chart: { kind: 'line', categories: ['2026-04', '2026-05'], series } },
    ];
    expect(section(renderText({ ...report, blocks }), 'Chart')).toEqual([
      '             One        Two',
      '---------------------------',
      'Apr 2026  $1,200     $1,200',
      'May 2026  $1,812  not known',
    ]);
  });

  it('says so where there is nothing', () => {
    const blocks: Report['blocks'] = [
      { kind: 'findings', id: 'f', title: 'F', findings: [] },
      { kind: 'gaps', id: 'g', title: 'G', gaps: [] },
      { kind: 'plan', id: 'p', title: 'P', items: [] },
      { kind: 'sources', id: 's', title: 'S', sources: [] },
      { kind: 'table', id: 't', title: 'T', columns: [{ label: 'A', align: 'left' }], rows: [] },
    ];
    const empty = renderText({ ...report, blocks });
    for (const words of [
      'No check found anything',
      'every source that was declared was read',
      'Nothing is planned',
      'No source was read',
      'No rows.',
    ]) {
      expect(empty).toContain(words);
    }
  });

  it('keeps its lines and its width whatever the texts from outside are', () => {
    fc.assert(
      fc.property(anyText, (words) => {
        const hostile = renderText(withText(report, words));
        // eslint-disable-next-line no-control-regex -- control characters are what this test is about
        expect(hostile).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(Math.max(...hostile.split('\n').map(displayWidth))).toBeLessThanOrEqual(78);
      }),
      { numRuns: 60, examples: ATTACKS.map((attack): [string] => [attack]) },
    );
  });
});

describe('the terminal', () => {
  it('shows the same text, with colours where they are wanted', () => {
    const coloured = renderTerminal(report, { color: true, width: 76 });
    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(renderText(report));
    expect(renderTerminal(report, { color: false, width: 76 })).toBe(renderText(report));
  });

  it('follows the width of the window, within reason', () => {
    const widest = (width: number): number =>
      Math.max(...renderTerminal(report, { color: false, width }).split('\n').map(displayWidth));
    expect(widest(400)).toBeLessThanOrEqual(100);
    expect(widest(400)).toBeGreaterThan(76);
    expect(widest(60)).toBeLessThanOrEqual(60);
  });
});
