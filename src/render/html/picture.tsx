import { raw } from 'hono/html';
import type { Block } from '../../model/report.ts';
import { chartText, renderChart } from '../chart.ts';
import { categoryText } from '../chart/points.ts';
import { plain } from '../outside.ts';
import type { Figures } from '../sentence.ts';
import { INNER } from './style.ts';
import { DataTable } from './table.tsx';
import { Note } from './words.tsx';

export type Chart = Extract<Block, { kind: 'chart' }>;

/** How charts get into the page: as pictures of the mail, as SVG in the page itself, or (no pictures) as tables. */
export type ChartMode = 'cid' | 'svg' | 'table';

/** Content-ID of a chart's picture (RFC 2392). */
export function chartCid(chart: Chart): string {
  return `chart-${chart.id}@quarterdeck`;
}

/** The chart's points as a table block, for programs that show no picture. */
export function chartTable(chart: Chart): Extract<Block, { kind: 'table' }> {
  const { categories, series } = chart.chart;
  return {
    kind: 'table',
    id: chart.id,
    title: chart.title,
    columns: [{ label: '', align: 'left' }, ...series.map(({ label }) => ({ label, align: 'right' as const }))],
    rows: categories.map((category, at) => ({
      cells: [
        { kind: 'label', text: categoryText(category) },
        ...series.map(({ points }) => {
          const id = points[at];
          return id === undefined
            ? ({ kind: 'unknown', why: 'no point was given' } as const)
            : ({ kind: 'figure', id } as const);
        }),
      ],
    })),
  };
}

export function Picture({
  chart,
  figures,
  mode,
}: {
  readonly chart: Chart;
  readonly figures: Figures;
  readonly mode: ChartMode;
}) {
  return (
    <>
      {drawn(chart, figures, mode)}
      <Note sentence={chart.note} figures={figures} />
    </>
  );
}

function drawn(chart: Chart, figures: Figures, mode: ChartMode) {
  const title = plain(chart.title);
  switch (mode) {
    case 'cid':
      return (
        <img
          src={`cid:${chartCid(chart)}`}
          width={INNER}
          alt={`${title}. ${chartText(chart.chart, figures)}`}
          style="display:block;width:100%;height:auto;border:0;border-radius:6px;font-size:13px;line-height:18px"
        />
      );
    case 'svg': {
      const svg = (theme: 'light' | 'dark'): string =>
        renderChart(chart.chart, figures, { width: INNER, theme, title });
      return (
        <>
          <div class="ol" style="overflow-x:auto">
            {raw(svg('light'))}
          </div>
          <div class="od" style="overflow-x:auto">
            {raw(svg('dark'))}
          </div>
        </>
      );
    }
    case 'table':
      return (
        <DataTable
          block={chartTable(chart)}
          figures={figures}
          limits={{ rows: Infinity, rest: '' }}
        />
      );
  }
}
