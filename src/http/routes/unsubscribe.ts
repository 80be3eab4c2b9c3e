import type { Context } from 'hono';
import * as z from 'zod';
import type { Door, Env, Routes } from '../_api.ts';
import { route } from '../_route.ts';
import { askPage, BAD_TOKEN_PAGE, leftPage, UNSUBSCRIBE_POLICY } from '../pages/unsubscribe.ts';

const html = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } });
const query = z.object({ token: z.string().max(3000).describe('Of the mail’s List-Unsubscribe header') });
const answers = { 200: html('A page'), 400: html('The token is none of ours') };

const ASK = route('anyone', {
  method: 'get',
  path: '/unsubscribe',
  operationId: 'askToUnsubscribe',
  summary: 'A page with a button that takes a reader off a list; asking for it changes nothing',
  tags: ['mail'],
  request: { query },
  responses: answers,
});

const LEAVE = route('anyone', {
  method: 'post',
  path: '/unsubscribe',
  operationId: 'unsubscribe',
  summary: 'Takes a reader off a list: the button of the page, or one click in a mail program (RFC 8058)',
  tags: ['mail'],
  request: { query },
  responses: answers,
});

/** Mail programs show a page, or nothing; people see it: no problem details here. */
export const unsubscribeRoutes: Routes = (api, { bridge }) => {
  const said = (context: Context<Env>, page: string, status: 200 | 400) =>
    context.html(page, status, { 'content-security-policy': UNSUBSCRIBE_POLICY, 'x-frame-options': 'DENY' });
  const bad = (context: Context<Env>) => said(context, BAD_TOKEN_PAGE, 400);

  api.openapi(
    ASK,
    (context) => {
      const leaving = readerOf(bridge, context.req.valid('query').token);
      return leaving ? said(context, askPage(leaving), 200) : bad(context);
    },
    (result, context) => (result.success ? undefined : bad(context)),
  );
  // The token is the permission. What the body says changes nothing, so that a bare POST is enough.
  api.openapi(
    LEAVE,
    async (context) => {
      const leaving = readerOf(bridge, context.req.valid('query').token);
      if (!leaving) return bad(context);
      const { records } = bridge.ledger;
      await records.suppression.add({ ...leaving, reason: 'unsubscribed', at: bridge.effects.now() });
      return said(context, leftPage(leaving), 200);
    },
    (result, context) => (result.success ? undefined : bad(context)),
  );
};

/** Undefined for a token that nobody here signed, whatever it is made of. */
function readerOf({ ledger }: Door['bridge'], token: string) {
  return ledger.records.unsubscribe.read(token);
}
