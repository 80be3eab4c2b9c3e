import { html } from 'hono/html';
import { page, pagePolicy } from './_page.ts';

/** In place of a dashboard whose files are not there. */
export const UNBUILT_PAGE = page(
  'The dashboard is not built',
  html`<p>
    The server works; the files of its dashboard are missing. In the program’s own folder, <code>npm run build</code>
    makes them. Then load this page again.
  </p>`,
);

export const UNBUILT_POLICY = pagePolicy("'none'");
