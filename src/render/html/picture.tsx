import { raw } from 'hono/html';
import { chartText, renderChart, type Theme } from '../chart.ts';
import { chartTable, type Chart } from '../content.ts';
import { plain } from '../outside.ts';
import type { Figures } from '../sentence.ts';
import { CHART_WIDTHS, type ChartSize } from './style.ts';
import { DataTable } from './table.tsx';
import { Note } from './words.tsx';

/** How charts get into the page: as pictures of the mail, as SVG in the page itself, or (no pictures) as tables. */
export type ChartMode = 'cid' | 'svg' | 'table';

/** Content-ID of a chart's picture (RFC 2392). */
export function chartCid(chart: Chart, size: ChartSize): string {
  return `${chart.id}-${size}@quarterdeck`;
}

const IMAGE = 'display:block;width:100%;height:auto;border:0;border-radius:6px;font-size:13px;line-height:18px';

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
    case 'cid': {
      const alt = `${title}. ${chartText(chart.chart, figures)}`;
      return (
        <>
          <img class="cw" src={`cid:${chartCid(chart, 'wide')}`} width={CHART_WIDTHS.wide} alt={alt} style={IMAGE} />
          {raw('<!--[if !mso]><!-->')}
          <img
            class="cn"
            src={`cid:${chartCid(chart, 'narrow')}`}
            width={CHART_WIDTHS.narrow}
            alt={alt}
            style={`${IMAGE};display:none;mso-hide:all`}
          />
          {raw('<!--<![endif]-->')}
        </>
      );
    }
    case 'svg': {
      const svg = (size: ChartSize, theme: Theme): string =>
        renderChart(chart.chart, figures, { width: CHART_WIDTHS[size], theme, title });
      return (Object.keys(CHART_WIDTHS) as ChartSize[]).map((size) => (
        <div class={size === 'wide' ? 'cw' : 'cn'} style={size === 'wide' ? undefined : 'display:none'}>
          <div class="ol">{raw(svg(size, 'light'))}</div>
          <div class="od">{raw(svg(size, 'dark'))}</div>
        </div>
      ));
    }
    case 'table':
      return <DataTable block={chartTable(chart)} figures={figures} limits={{ rows: Infinity, rest: '', ids: true }} />;
  }
}
