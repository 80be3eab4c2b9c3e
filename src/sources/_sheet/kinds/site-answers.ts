import { day, keys, text, whole } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** What a look at web addresses gave, as crawlers and link checkers write it. */
export const siteAnswers: SheetKind = {
  kind: 'site-answers',
  table: 'site_answers',
  record: 'an address',
  fields: {
    url: text('url, address, page, page url, link, source url, target url, adresse, enlace, lien'),
    status: whole(
      'status code, http status, http status code, response code, http code, code, status, statuscode, codigo de estado, code de reponse',
    ),
    location: text(
      'location, redirect url, redirects to, redirect, redirect target, final url, leads to, weiterleitung, ziel, redirige a, redirection',
    ),
    checked: day(
      'checked, checked on, checked at, crawled, crawled at, crawl date, crawl timestamp, date, timestamp, gepruft, gepruft am, datum, comprobado, fecha, verifie le',
    ),
  },
  columns: [['url'], ['status']],
  cells: [['url']],
  tells: [
    ['url', 'status', 'location'],
    ['url', 'status', 'checked'],
  ],
  telling: keys('status code, http status, http status code, response code, http code, statuscode'),
  never: keys('channel, amount, customer, client, unit, tenant'),
};
