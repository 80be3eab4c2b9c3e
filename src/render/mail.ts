import type { MailImage, MailParts } from '../model/dispatch.ts';
import type { Report } from '../model/report.ts';
import { loadRasterizer, type Rasterizer } from './chart-png.ts';
import { abridged } from './appendix.ts';
import { renderChart } from './chart.ts';
import type { Chart } from './content.ts';
import { fitsCut, MAIL_BUDGET, renderHtml } from './html.tsx';
import { chartCid } from './html/picture.tsx';
import { CHART_WIDTHS, type ChartSize } from './html/style.ts';
import { plain } from './outside.ts';
import { subjectText } from './subject.ts';
import { renderText } from './text.ts';

/** Screens of phones and of good monitors have two device pixels or more to a CSS pixel. */
const SCALE = 2;

function images(chart: Chart, report: Report, rasterizer: Rasterizer): readonly MailImage[] {
  return (Object.keys(CHART_WIDTHS) as ChartSize[]).map((size) => {
    const options = { width: CHART_WIDTHS[size], theme: 'light', title: plain(chart.title) } as const;
    const bytes = rasterizer.png(renderChart(chart.chart, report.figures, options), SCALE);
    const fileName = `${chart.id}${size === 'wide' ? '' : `-${size}`}.png`;
    return { cid: chartCid(chart, size), fileName, contentType: 'image/png', bytes };
  });
}

/**
 * The report as the parts of a mail. Where the native rasterizer does not load (a platform that it has no binary
 * for), the charts go as tables: a report without pictures is better than none.
 */
export async function renderMail(report: Report, load: () => Promise<Rasterizer> = loadRasterizer): Promise<MailParts> {
  const charts = report.blocks.flatMap((block) => (block.kind === 'chart' ? [block] : []));
  const rasterizer = charts.length === 0 ? undefined : await load().catch(() => undefined);
  const mode = rasterizer ? 'cid' : 'table';
  const whole = renderHtml(report, { charts: mode });
  const fits = Buffer.byteLength(whole) <= MAIL_BUDGET;
  const options = { charts: mode, budget: MAIL_BUDGET } as const;
  const shown = fits ? report : abridged(report, (one) => fitsCut(one, options));
  const html = fits ? whole : renderHtml(shown, options);
  return {
    subject: subjectText(report),
    text: renderText(shown),
    html,
    images: rasterizer ? charts.flatMap((chart) => images(chart, report, rasterizer)) : [],
  };
}
