import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { ChartSpec } from '../../src/model/report.ts';
import { loadRasterizer } from '../../src/render/chart-png.ts';
import { chartText, renderChart, type ChartOptions } from '../../src/render/chart.ts';
import { anyText, ATTACKS, withText } from './hostile.ts';
import { sampleReport } from './sample.ts';

const report = sampleReport();
const { figures } = report;
const options: ChartOptions = { width: 592, theme: 'light', title: 'Net outflow' };

function chartOf(blocks: (typeof report)['blocks']): ChartSpec {
  const block = blocks.find(({ kind }) => kind === 'chart');
  if (block?.kind !== 'chart') throw new Error('the sample has a chart');
  return block.chart;
}

const bars = chartOf(report.blocks);
const weeks = Array.from({ length: 13 }, (_, at) => `group.week-${String(at + 1).padStart(2, '0')}`);
const lines: ChartSpec = {
  kind: 'line',
  categories: weeks.map((_, at) => `2026-05-${String(at + 4).padStart(2, '0')}`),
  series: [
    { label: 'Closing', points: weeks.map((week) => `${week}.closing`) },
    { label: 'Out', points: weeks.map((week) => `${week}.out`) },
  ],
  reference: { label: 'Floor', figure: 'group.cash.floor' },
};

const DRAWN = new Set(['svg', 'title', 'desc', 'rect', 'line', 'text', 'path', 'circle']);

function count(svg: string, tag: string): number {
  return svg.split(`<${tag} `).length - 1;
}

describe('charts', () => {
  it('are pictures with a title and a description that states the figures', () => {
    const svg = renderChart(bars, figures, options);
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    expect(svg).toContain('<title>Net outflow</title>');
    expect(svg).toContain('<desc>Net outflow: May 2025 $6,980;');
  });

  it('leave a gap where a point is not known, never a bar of nothing', () => {
    const svg = renderChart(bars, figures, options);
    const colour = svg.split('fill="#0072B2"').length - 1;
    expect(colour).toBe(11);
    expect(svg).toContain('>?</text>');
  });

  it('break a line at a gap', () => {
    const svg = renderChart({ ...bars, kind: 'line' }, figures, options);
    const path = /<path d="([^"]+)"/.exec(svg)?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it('draw negative values below the zero line', () => {
    const svg = renderChart({ ...lines, kind: 'bar', series: lines.series.slice(1) }, figures, options);
    const zero = Number(/<line [^>]*y1="([\d.]+)"[^>]*stroke="#94A3B8"/.exec(svg)?.[1]);
    const tops = [...svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)"[^>]*fill="#0072B2"/g)].map((match) =>
      Number(match[1]),
    );
    expect(tops).toHaveLength(13);
    expect(tops.every((top) => top >= zero)).toBe(true);
  });

  it('name lines and levels at their ends, apart from each other', () => {
    const svg = renderChart(lines, figures, options);
    for (const words of ['Closing', '$37.3K', 'Out', '−$2K', 'Floor', '$30K'])
      expect(svg).toContain(`>${words}</text>`);
    expect(count(svg, 'circle')).toBe(26);
    expect(svg).toContain('stroke-dasharray');
  });

  it('say in a key what grouped bars are', () => {
    const svg = renderChart({ ...lines, kind: 'bar' }, figures, options);
    expect(svg).toContain('>Closing</text>');
    expect(svg).toContain('>Out</text>');
  });

  it('thin the labels of the categories where there is no room, keeping the last', () => {
    const narrow = renderChart(bars, figures, { ...options, width: 300 });
    expect(narrow).toContain('>Apr</text>');
    expect(narrow).not.toContain('>Mar</text>');
  });

  it.each([200, 343, 592, 1200])('stay within a width of %i', (width) => {
    for (const spec of [bars, lines]) {
      const svg = renderChart(spec, figures, { ...options, width });
      const right = [...svg.matchAll(/ x2?="([\d.]+)"/g)].map((match) => Number(match[1]));
      expect(Math.max(...right)).toBeLessThanOrEqual(width);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('draw nothing at all without failing', () => {
    const empty = renderChart({ kind: 'bar', categories: [], series: [] }, figures, options);
    const unknown = renderChart(
      { kind: 'line', categories: ['x'], series: [{ label: 'x', points: ['group.receivables'] }] },
      figures,
      options,
    );
    expect(empty + unknown).not.toMatch(/NaN|Infinity/);
    expect(unknown).toContain('x: x not known.');
  });

  it('describe a long series by its first, last, lowest and highest point', () => {
    const points = Array.from({ length: 5 }, () => weeks.map((week) => `${week}.closing`)).flat();
    const spec: ChartSpec = {
      kind: 'line',
      categories: points.map((_, at) => `day ${at}`),
      series: [{ label: 'Cash', points }],
    };
    expect(chartText(spec, figures)).toMatch(/^Cash: first day 0 .*; last day 64 .*; lowest .*; highest .*\.$/);
  });

  it('have colours of their own in the dark', () => {
    expect(renderChart(bars, figures, { ...options, theme: 'dark' })).toContain('#56B4E9');
  });
});

describe('pictures', () => {
  it('are the same bytes each time, at twice the size, and made with the bundled font', async () => {
    const rasterizer = await loadRasterizer();
    const svg = renderChart(bars, figures, options);
    const png = rasterizer.png(svg, 2);
    const view = Buffer.from(png);
    expect(view.subarray(1, 4).toString()).toBe('PNG');
    expect([view.readUInt32BE(16), view.readUInt32BE(20)]).toEqual([1184, 520]);
    expect(sha256(rasterizer.png(svg, 2))).toBe(sha256(png));
    const wordless = rasterizer.png(svg.replaceAll(/<text.*?<\/text>/g, ''), 2);
    expect(png.length).toBeGreaterThan(wordless.length * 1.5);
  });

  it('are well-formed whatever the labels say', async () => {
    const rasterizer = await loadRasterizer();
    fc.assert(
      fc.property(anyText, (text) => {
        const hostile = withText(report, text);
        const svg = renderChart(chartOf(hostile.blocks), hostile.figures, { ...options, width: 120, title: text });
        expect(rasterizer.png(svg, 0.2).length).toBeGreaterThan(0);
        const tags = new Set([...svg.matchAll(/<([^\s/>]+)/g)].map((match) => match[1]));
        expect([...tags].filter((tag) => !DRAWN.has(tag ?? ''))).toEqual([]);
      }),
      { numRuns: 40, examples: ATTACKS.map((attack): [string] => [attack]) },
    );
  });
});
