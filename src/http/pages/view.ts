import { html } from 'hono/html';
import { page } from './_page.ts';

/**
 * A report is text and drawings in one page: styles in its elements (mail programs keep no others), and nothing else.
 * No script runs, nothing is fetched, nothing leads anywhere; only the dashboard may frame it.
 */
export const VIEW_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox',
  ].join('; '),
  'x-frame-options': 'SAMEORIGIN',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
} as const;

/** In place of a report whose ticket was used, or came late. */
export const GONE_PAGE = page(
  'This page was open before',
  html`<p>A report opens once, within a minute of asking for it. Ask for it again in the dashboard.</p>`,
);
