import { html, raw } from 'hono/html';
import type { MailParts } from '../../model/dispatch.ts';
import { FONT, INK, OUTLOOK_CLOSE, OUTLOOK_OPEN, STYLES } from '../../render/html/style.ts';

export interface SignInWords {
  readonly url: string;
  /** The portfolio's name. */
  readonly portfolio: string;
  readonly name?: string | undefined;
  readonly minutes: number;
}

/** What a sign-in mail says: the same in text and in HTML. */
export async function signInMail({ url, portfolio, name, minutes }: SignInWords): Promise<MailParts> {
  const subject = `Sign in to ${oneLine(portfolio)}`;
  const hello = name === undefined ? 'Hello,' : `Hello ${oneLine(name)},`;
  const lead = `here is the link that signs you in to the reports of ${oneLine(portfolio)}.`;
  const rules = `It works once, for ${minutes} minutes, and only in the browser in which you asked for it.`;
  const otherwise = 'If you did not ask for it, you need not do anything: without that browser nobody can use it.';
  const text = [hello, lead, url, `${rules} ${otherwise}`].join('\n\n');
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        ${STYLES.map((style) => raw(`<style>${style}</style>`))}
      </head>
      <body class="pg" style="margin:0;padding:0;background:${INK.page}">
        <table class="pg" role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor="${INK.page}">
          <tr>
            <td align="center" style="padding:16px 0">
              ${raw(OUTLOOK_OPEN)}
              <table
                class="cd t"
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                bgcolor="${INK.card}"
                style="max-width:640px;table-layout:fixed;overflow-wrap:anywhere;background:${INK.card};color:${INK.text};text-align:left;${FONT}"
              >
                <tr>
                  <td class="pad" style="padding:28px 24px 32px">
                    <h1 style="margin:0;font-size:24px;line-height:30px;font-weight:600">${subject}</h1>
                    <p style="margin:16px 0 0;font-size:15px;line-height:22px">${hello}<br />${lead}</p>
                    <p style="margin:24px 0">
                      <a
                        href="${url}"
                        style="display:inline-block;padding:12px 20px;background:${BUTTON.background};color:${BUTTON.text};font-size:15px;line-height:20px;font-weight:600;text-decoration:none"
                        >Sign in</a
                      >
                    </p>
                    <p style="margin:0;font-size:15px;line-height:22px">${rules}</p>
                    <p class="m" style="margin:16px 0 0;font-size:13px;line-height:19px;color:${INK.muted}">
                      ${otherwise}
                    </p>
                    <p class="m" style="margin:16px 0 0;font-size:13px;line-height:19px;color:${INK.muted}">
                      If the button opens another browser, copy this address to the one in which you asked:<br />${url}
                    </p>
                  </td>
                </tr>
              </table>
              ${raw(OUTLOOK_CLOSE)}
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  return { subject, text: `${text}\n`, html: page.toString(), images: [] };
}

/** The dashboard's accent: dark enough under white text in either theme (WCAG 1.4.3). */
const BUTTON = { background: '#075985', text: '#FFFFFF' } as const;

/** A name from the portfolio within a line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
