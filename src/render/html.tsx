import type { Report } from '../model/report.ts';
import { wholeReport } from './content.ts';
import { Page } from './html/page.tsx';
import type { ChartMode } from './html/picture.tsx';

/** Gmail clips a message's HTML above some 102 KB and shows the rest only on a click: findings must not go there. */
export const MAIL_BUDGET = 90_000;

export interface HtmlOptions {
  readonly charts: ChartMode;
  /** Bytes that the page may have; where it has more, the longest tables show fewer rows and say so. */
  readonly budget?: number;
}

/** Ends of elements that a line break may follow: text from outside holds none, its `<` are escaped. */
const LINE_ENDS = /<\/(?:tr|p|h[1-3]|style|head|svg)>/g;

interface Cut {
  readonly rows: number;
  readonly ids: boolean;
}

function pageWith(report: Report, charts: ChartMode, cut: Cut): string {
  const page = <Page report={report} options={{ charts, limits: { ...cut, rest: wholeReport(report) } }} />;
  // No component here waits for anything; one that did would make a promise of the page.
  if (page instanceof Promise) throw new Error('the page is not ready');
  return `<!DOCTYPE html>\n${page.toString().replaceAll(LINE_ENDS, '$&\n')}\n`;
}

function longestTable(report: Report): number {
  const lengths = report.blocks.map((block) => {
    if (block.kind === 'table') return block.rows.length;
    return block.kind === 'sources' ? block.sources.length : 0;
  });
  return Math.max(0, ...lengths);
}

/** Of a table that is cut, at least so many rows stay: fewer say nothing. */
const LEAST_ROWS = 12;

/** Whether the report keeps to the budget when its tables are cut, and none too short. */
export function fitsCut(report: Report, { charts, budget = Infinity }: HtmlOptions): boolean {
  return Buffer.byteLength(pageWith(report, charts, { rows: LEAST_ROWS, ids: false })) <= budget;
}

/**
 * The report as one HTML page. Over the budget, tables first lose their figures' ids, and then no table shows more than
 * the greatest number of rows that keeps the page within it: the longest are cut. Findings, plans and gaps are never
 * cut, even if the page then stays over.
 */
export function renderHtml(report: Report, { charts, budget = Infinity }: HtmlOptions): string {
  const fits = (page: string): boolean => Buffer.byteLength(page) <= budget;
  const whole = pageWith(report, charts, { rows: Infinity, ids: true });
  if (fits(whole)) return whole;
  let [low, high] = [0, longestTable(report)];
  let best = pageWith(report, charts, { rows: 0, ids: false });
  while (low < high) {
    const rows = Math.ceil((low + high) / 2);
    const page = pageWith(report, charts, { rows, ids: false });
    if (fits(page)) [low, best] = [rows, page];
    else high = rows - 1;
  }
  return best;
}
