import { html } from 'hono/html';
import { masked } from '../_mask.ts';
import { page, pagePolicy } from './_page.ts';

/** The form goes to the page's own address, which holds the token. */
export const UNSUBSCRIBE_POLICY = pagePolicy("'self'");

interface Leaving {
  readonly address: string;
  readonly list: string;
}

export function askPage({ address, list }: Leaving): string {
  return page(
    'Leave this list?',
    html`<p>${masked(address)} will get no more mail of the list “${list}”.</p>
      <form method="post">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <button>Unsubscribe</button>
      </form>`,
  );
}

export function leftPage({ address, list }: Leaving): string {
  return page(
    'You have left the list',
    html`<p>${masked(address)} gets no more mail of the list “${list}”. What is on its way already may still arrive.</p>
      <p>Was it a mistake? Answer any earlier mail of the list, and ask to be put back.</p>`,
  );
}

export const BAD_TOKEN_PAGE = page(
  'This link does not work',
  html`<p>
    It is not whole, or not from us. Open it again from the mail itself, or answer that mail and ask to be taken off the
    list.
  </p>`,
);
