import type { Report } from '../model/report.ts';
import { renderHtml } from './html.tsx';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';

/** A way to write a report as one text. */
export interface Format {
  readonly name: string;
  readonly mediaType: string;
  readonly extension: string;
  render(report: Report): string;
}

/** Every format of `quarterdeck report --format`, `eml` aside: that is `renderMail` and the delivery room's composer. */
export const formats = [
  {
    name: 'html',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    render: (report) => renderHtml(report, { charts: 'svg' }),
  },
  { name: 'text', mediaType: 'text/plain; charset=utf-8', extension: 'txt', render: renderText },
  { name: 'md', mediaType: 'text/markdown; charset=utf-8', extension: 'md', render: renderMarkdown },
  { name: 'json', mediaType: 'application/json', extension: 'json', render: renderJson },
] as const satisfies readonly Format[];

export { renderMail } from './mail.ts';
export { renderTerminal } from './terminal.ts';
