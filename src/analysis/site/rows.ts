import type { Facts } from '../../model/facts.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { IsoDate } from '../../core/date.ts';
import { integer, text } from '../ledger.ts';
import { hostOf, plainAddress, siteKey } from './address-key.ts';

export interface Placed {
  readonly file: string;
  readonly line: number;
}

export interface Page extends Placed {
  readonly url: string;
  readonly title: string;
}

export interface PageLink extends Placed {
  /** Of the page. */
  readonly url: string;
  readonly kind: string;
  readonly target: string;
  readonly leadsTo: string;
  readonly text: string;
  readonly callToAction: boolean;
  readonly method: string;
}

export interface Answer extends Placed {
  readonly url: string;
  readonly status: number;
  readonly location: string;
}

/** What one entity's pages and the looks at its addresses tell. */
export interface SiteRows {
  /** By `siteKey`. */
  readonly pages: ReadonlyMap<string, Page>;
  /** By the page's `siteKey`, in the order of the page. */
  readonly links: ReadonlyMap<string, readonly PageLink[]>;
  /** By address; the last look counts. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Sites of which the folder holds every page. */
  readonly hosts: ReadonlySet<string>;
  readonly numbers: { readonly pages: number; readonly links: number; readonly answers: number };
}

/** The looks at addresses up to a day; later ones are plans. */
export function answersUntil(asOf: IsoDate): string {
  return `(checked IS NULL OR checked <= ${sqlDate(asOf)})`;
}

export async function readSite(
  facts: Facts,
  entity: string,
  sites: readonly string[],
  asOf: IsoDate,
): Promise<SiteRows> {
  const own = `entity = ${sqlText(entity)}`;
  const pages = (await facts.query(`SELECT file, line, url, title FROM pages WHERE ${own} ORDER BY file, line`)).map(
    (row): Page => ({ ...placeOf(row), url: text(row['url']), title: text(row['title']) }),
  );
  const links = (
    await facts.query(`SELECT file, line, url, kind, target, leads_to, text, call_to_action, method FROM page_links
      WHERE ${own} ORDER BY file, line, kind, target, text`)
  ).map((row): PageLink => ({
    ...placeOf(row),
    url: text(row['url']),
    kind: text(row['kind']),
    target: text(row['target']),
    leadsTo: text(row['leads_to']),
    text: text(row['text']),
    callToAction: text(row['call_to_action']) === 'yes',
    method: text(row['method']),
  }));
  const answers = (
    await facts.query(`SELECT file, line, url, status, location FROM site_answers
      WHERE ${own} AND status IS NOT NULL AND ${answersUntil(asOf)} ORDER BY checked NULLS FIRST, file, line`)
  ).map((row): Answer => ({
    ...placeOf(row),
    url: text(row['url']),
    status: Number(integer(row['status'])),
    location: text(row['location']),
  }));
  return {
    pages: new Map(pages.toReversed().map((page) => [siteKey(page.url), page])),
    links: byPage(links),
    answers: new Map(answers.map((answer) => [plainAddress(answer.url), answer])),
    hosts: new Set(sites.map(hostOf)),
    numbers: { pages: pages.length, links: links.length, answers: answers.length },
  };
}

function byPage(links: readonly PageLink[]): ReadonlyMap<string, readonly PageLink[]> {
  const found = new Map<string, PageLink[]>();
  for (const link of links) {
    const key = siteKey(link.url);
    const own = found.get(key);
    if (own) own.push(link);
    else found.set(key, [link]);
  }
  return found;
}

function placeOf(row: Readonly<Record<string, unknown>>): Placed {
  return { file: String(row['file']), line: Number(row['line']) };
}
