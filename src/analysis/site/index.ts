import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, scopeOf, slug } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { siteKey } from './address-key.ts';
import { answersUntil, readSite, type Placed, type SiteRows } from './rows.ts';
import { walk, type Step } from './walk.ts';

export type { Step } from './walk.ts';

/** The way from one start page to buying. */
export interface Funnel {
  readonly of: EntityCoverage;
  readonly site: string;
  /** Address of the page on which visitors arrive. */
  readonly start: string;
  readonly steps: readonly FunnelStep[];
  /** Links and forms on the way; of these, those that lead nowhere, and those that nobody has looked at. */
  readonly walked: Figure;
  readonly broken: Figure;
  readonly unseen: Figure;
  /**
   * 'sound': a form, a payment, a phone or another site is reached; 'mail-only': nothing but an address to write to;
   * 'broken': the ends that there are do not work; 'unseen': nobody has looked at them; 'none': no call to action.
   */
  readonly end: 'sound' | 'mail-only' | 'broken' | 'unseen' | 'none';
}

export interface FunnelStep extends Step {
  /** Redirects on the way of the step; undefined without any. */
  readonly redirects: Figure | undefined;
}

export interface EntitySite {
  readonly of: EntityCoverage;
  /** Pages, links and looks at addresses on file. */
  readonly pages: Figure;
  readonly links: Figure;
  readonly answers: Figure;
  readonly funnels: readonly Funnel[];
}

/** What visitors of a site meet on the way to buying. */
export interface Site {
  readonly entities: readonly EntitySite[];
}

/** Entities that declare `pages:`; one that has a site and no pages on file is a gap, one without a site is not asked. */
export async function site(ground: Ground): Promise<Reading<Site>> {
  const all = ground.coverage.entities;
  const declared = all.filter(({ entity }) => entity.pages.length > 0);
  const gaps = all.filter(({ entity }) => entity.pages.length === 0 && entity.sites.length > 0).map(noPages);
  const entities: EntitySite[] = [];
  for (const of of declared) entities.push(await entitySite(ground, of));
  const told = [...gaps, ...entities.flatMap(gapsOf)];
  return entities.length > 0 ? seen({ entities }, told) : notSeen(...(gaps.length > 0 ? gaps : [NONE]));
}

async function entitySite(ground: Ground, of: EntityCoverage): Promise<EntitySite> {
  const { entity } = of;
  const sites = entity.pages.map(({ site: address }) => address);
  const rows = await readSite(ground.facts, entity.id, sites, ground.asOf);
  const number = (id: string, label: string, table: string, value: number, where = '1 = 1'): Figure =>
    ground.book.rows(figureId(scopeOf(entity), 'site', id), `${entity.name}, ${label}`, count(label), BigInt(value), {
      query: `SELECT CAST(1 AS BIGINT) AS amount, url AS payee, file, line, source FROM ${table}\nWHERE entity = ${sqlText(entity.id)} AND ${where}\nORDER BY file, line`,
      measure: 'rows',
      sign: 1,
    });
  const seenBy = `status IS NOT NULL AND ${answersUntil(ground.asOf)}`;
  return {
    of,
    pages: number('pages', 'page', 'pages', rows.numbers.pages),
    links: number('links', 'link', 'page_links', rows.numbers.links),
    answers: number('answers', 'answer', 'site_answers', rows.numbers.answers, seenBy),
    funnels: entity.pages.map((spec, index) => funnelOf(ground, of, rows, spec, index)),
  };
}

function funnelOf(
  ground: Ground,
  of: EntityCoverage,
  rows: SiteRows,
  { site: address, start: path }: EntityCoverage['entity']['pages'][number],
  index: number,
): Funnel {
  const { entity } = of;
  const start = new URL(path, address.endsWith('/') ? address : `${address}/`).href;
  const steps = walk(rows, start);
  const id = figureId(scopeOf(entity), 'site', index === 0 ? 'way' : `way-${index + 1}`);
  const number = (part: string, label: string, own: readonly Step[]): Figure =>
    placesFigure(ground, { id: figureId(id, part), label: `${entity.name}, ${label}`, of: 'step' }, 'page_links', own);
  return {
    of,
    site: address,
    start,
    steps: steps.map((step) => ({
      ...step,
      redirects: redirectsOf(ground, figureId(id, 'redirects'), entity.name, step),
    })),
    walked: number('steps', 'steps on the way to buying', steps),
    broken: number(
      'broken',
      'broken steps',
      steps.filter(({ state }) => state === 'broken'),
    ),
    unseen: number(
      'unseen',
      'steps that nobody has looked at',
      steps.filter(({ state }) => state === 'unseen'),
    ),
    end: rows.pages.has(siteKey(start)) ? endOf(steps) : 'unseen',
  };
}

/** Where the way ends: an end that works outweighs those that nobody has looked at, and these outweigh broken ones. */
function endOf(steps: readonly Step[]): Funnel['end'] {
  const ends = steps.filter(({ leads }) => leads !== 'page');
  if (ends.some(({ state, leads }) => state === 'sound' && leads !== 'mail')) return 'sound';
  if (ends.some(({ state }) => state === 'unseen')) return 'unseen';
  if (steps.some(({ state }) => state === 'broken')) return 'broken';
  return ends.length > 0 ? 'mail-only' : 'none';
}

interface Counted {
  readonly id: string;
  readonly label: string;
  readonly of: string;
}

/** The number of rows that stand at these places; a step is named by its place and target. */
function placesFigure(
  { book }: Ground,
  { id, label, of }: Counted,
  table: 'page_links',
  steps: readonly Step[],
): Figure {
  const places = new Map(
    steps.map(({ link }) => [JSON.stringify([link.file, link.line, link.kind, link.target]), link]),
  );
  const where = [...places.values()].map(
    ({ file, line, kind, target }) =>
      `(file = ${sqlText(file)} AND line = ${line} AND kind = ${sqlText(kind)} AND target = ${sqlText(target)})`,
  );
  const query = `SELECT DISTINCT CAST(1 AS BIGINT) AS amount, url AS payee, kind, target, file, line, source FROM ${table}\nWHERE ${where.length === 0 ? '1 = 0' : where.join('\n  OR ')}\nORDER BY file, line`;
  return book.rows(id, label, count(of), BigInt(places.size), { query, measure: 'rows', sign: 1 });
}

function redirectsOf({ book }: Ground, id: string, name: string, { reached, link }: Step): Figure | undefined {
  if (!reached || reached.redirects.length === 0) return undefined;
  const where = reached.redirects.map(({ file, line }: Placed) => `(file = ${sqlText(file)} AND line = ${line})`);
  const query = `SELECT DISTINCT CAST(1 AS BIGINT) AS amount, url AS payee, file, line, source FROM site_answers\nWHERE ${where.join('\n  OR ')}\nORDER BY file, line`;
  const label = `${name}, redirects to ${link.target}`.slice(0, 200);
  const named = figureId(id, slug(`${siteKey(link.url)} ${link.target}`).slice(0, 120));
  return book.rows(named, label, count('redirect'), BigInt(reached.redirects.length), {
    query,
    measure: 'rows',
    sign: 1,
  });
}

function noPages({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.pages`,
    entity: entity.id,
    source: `the pages of ${entity.sites.join(', ')} as files (\`pages:\` in the portfolio)`,
    wouldTell: 'whether a visitor who wants to buy can',
    suffers: ['WEB-05'],
  };
}

function gapsOf({ of: { entity }, funnels }: EntitySite): CoverageGap[] {
  return funnels.flatMap(({ start, end, steps }, index) => {
    const gap = (source: string): CoverageGap[] => [
      {
        id: `${entity.id}.site.${index === 0 ? 'way' : `way-${index + 1}`}`,
        entity: entity.id,
        source,
        wouldTell: 'whether a visitor who wants to buy can',
        suffers: ['WEB-05'],
      },
    ];
    if (steps.length === 0) return gap(`calls to action on ${start}: none was found`);
    if (end === 'none')
      return gap(`a form, payment, telephone or mail behind the calls to action of ${start}: none was found`);
    if (end !== 'unseen') return [];
    const unseen = steps.flatMap(({ state, link }) => (state === 'unseen' ? [link.leadsTo || link.target] : []));
    return gap(`answers of ${unseen.slice(0, 3).join(', ')} (a sheet of site answers)`);
  });
}

const NONE: CoverageGap = {
  id: 'group.pages',
  entity: 'group',
  source: 'pages of a site as files (`pages:` in the portfolio)',
  wouldTell: 'whether visitors who want to buy can',
  suffers: ['WEB-05'],
};
