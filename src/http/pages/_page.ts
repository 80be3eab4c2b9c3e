import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/* Pages that stand by themselves: no script, nothing fetched, one style whose hash the policy names. */

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; background: #f8fafc; color: #0f172a }
main { max-width: 34rem; margin: 12vh auto 0; padding: 0 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem }
code { font-size: .95em; background: #e2e8f0; padding: .1em .35em; border-radius: .25rem }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0 1.25rem; border: 0; border-radius: .5rem; background: #0f172a; color: #fff; cursor: pointer }
button:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px }
@media (prefers-color-scheme: dark) {
  :root { background: #0b1120; color: #e2e8f0 }
  code { background: #1e293b }
  button { background: #e2e8f0; color: #0b1120 }
  button:focus-visible { outline-color: #56b4e9 }
}
`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** `forms`: where a form of the page may lead. */
export const pagePolicy = (forms: "'none'" | "'self'"): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`;

/** What `html` makes of a template: a text whose values are escaped. */
export type Markup = ReturnType<typeof html>;

/** A page in plain HTML. What is put into `content` by `html` is escaped there. */
export function page(title: string, content: Markup): string {
  const text = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `;
  // A promise only where a value is one.
  return (text as HtmlEscapedString).toString();
}
