import type { Report } from '../model/report.ts';

/** A way to write a report as one text. */
export interface Format {
  readonly name: string;
  readonly mediaType: string;
  readonly extension: string;
  /** Loads its renderer first: whoever prints JSON does not wait for the HTML's libraries. */
  render(report: Report): Promise<string>;
}

/** Every format of `quarterdeck report --format`, `eml` aside: that is `renderMail` and the delivery room's composer. */
export const formats = [
  {
    name: 'html',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    render: async (report) => (await import('./html.tsx')).renderHtml(report, { charts: 'svg' }),
  },
  {
    name: 'text',
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    render: async (report) => (await import('./text.ts')).renderText(report),
  },
  {
    name: 'md',
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
    render: async (report) => (await import('./markdown.ts')).renderMarkdown(report),
  },
  {
    name: 'json',
    mediaType: 'application/json',
    extension: 'json',
    render: async (report) => (await import('./json.ts')).renderJson(report),
  },
] as const satisfies readonly Format[];
