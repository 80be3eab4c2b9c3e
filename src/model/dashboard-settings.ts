import * as z from 'zod';
import { email, formed, id, matching, text } from './scalars.ts';
import { ROLES } from './session.ts';

/* Who may use the dashboard and where it is, and when reports go out by themselves: `dashboard` and `schedule` of a portfolio. */

/** An origin, without a path: what a browser sends as `Origin`. */
const origin = formed('bad-origin', 'a web address without a path, such as https://reports.example.com', isOrigin);

function isOrigin(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const url = new URL(written);
  return url.origin === written && (url.protocol === 'https:' || isLoopback(url));
}

/** Without TLS only on this machine. */
function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export const dashboard = z.strictObject({
  url: origin
    .optional()
    .describe(
      'Where people reach it: links in mails lead there. https, but for this machine; else where the server listens',
    ),
  users: z
    .array(
      z.strictObject({
        id: id.describe('As it stands in the records of what was sent: user:<id>'),
        name: text.optional(),
        email,
        role: z.enum(ROLES).default('reader').describe('A reader sees; an admin sends and reads reports, too'),
      }),
    )
    .default([]),
  preview: z.boolean().default(false).describe('Admins may read reports in the browser; each reading goes on record'),
  origins: z.array(origin).default([]).describe('Other web sites whose pages may call the API (CORS)'),
});

export const schedule = z.array(
  z.strictObject({
    id,
    report: id.describe('A report type, executive for all executive reports, or all'),
    list: id.optional().describe('Only this list'),
    cron: matching(
      'bad-cron',
      'five fields: minute, hour, day of the month, month, day of the week, such as "0 7 1 * *"',
      /^\S+(?: +\S+){4}$/,
      100,
    ).describe('When, in the portfolio’s time zone: minute hour day month weekday'),
  }),
);

export type DashboardSettings = z.output<typeof dashboard>;
export type Schedule = z.output<typeof schedule>[number];
