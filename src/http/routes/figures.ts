import { explainLevel } from '../../app/explain.ts';
import type { Figure } from '../../model/figure.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { json, problems, route } from '../_route.ts';
import { figureShown, levelShown } from '../_shown/figure.ts';
import { knownEntity } from '../_shown/words.ts';
import { explanation, explanationQuery, figureParams, figures, figuresQuery } from '../contract/index.ts';

const LIST = route('reader', {
  method: 'get',
  path: '/api/figures',
  operationId: 'listFigures',
  summary: 'Every figure of every report, by words of its id and label',
  tags: ['figures'],
  request: { query: figuresQuery },
  responses: { 200: json(figures, 'The figures, in the order of their ids'), ...problems(404, 422) },
});

const EXPLAIN = route('reader', {
  method: 'get',
  path: '/api/figures/{id}',
  operationId: 'explainFigure',
  summary: 'A figure with its receipt: the rows, the formula or the place that it comes from',
  tags: ['figures'],
  request: { params: figureParams, query: explanationQuery },
  responses: { 200: json(explanation, 'The figure, computed again'), ...problems(404, 422) },
});

/** More than any figure has in a portfolio of a few dozen businesses; the page opens what is further down by itself. */
const MOST_INPUTS = 200;

export const figuresRoutes: Routes = (api, { bridge: { facts } }) => {
  api.openapi(LIST, async (context) => {
    const { q, entity, limit, cursor } = context.req.valid('query');
    const answer = await facts.withFigures(async ({ asOf, book, declared, facts: { snapshot } }) => {
      if (entity !== undefined) knownEntity(entity, declared.portfolio);
      const found = matching(book.all(), wordsOf(q), entity);
      const after = cursor === undefined ? '' : idIn(cursor);
      // One more than asked for tells whether there is another page.
      const rest = found.filter(({ id }) => id > after).slice(0, limit + 1);
      const page = rest.slice(0, limit);
      const last = rest.length > limit ? page.at(-1) : undefined;
      const next = last ? { cursor: cursorOf(last.id) } : {};
      return { asOf, snapshot, figures: page.map(figureShown), of: found.length, ...next };
    });
    return context.json(answer, 200);
  });
  api.openapi(EXPLAIN, async (context) => {
    const { id } = context.req.valid('param');
    const limits = { rows: context.req.valid('query').rows, inputs: MOST_INPUTS };
    const answer = await facts.withFigures(async ({ book, facts: { afresh, snapshot } }) =>
      levelShown(await explainLevel(id, book, afresh, limits), snapshot),
    );
    return context.json(answer, 200);
  });
};

const wordsOf = (q = ''): readonly string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** Those with every word, in the order of their ids, whatever was put into the book first. */
function matching(all: readonly Figure[], words: readonly string[], entity?: string): readonly Figure[] {
  return all
    .filter(({ id, label }) => {
      // A figure of what changed names its entity behind the day: `since.2026-03-31.jada.cash`.
      if (entity !== undefined && !id.split('.').includes(entity)) return false;
      const text = `${id} ${label}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The id of the last figure shown: figures that are added or go meanwhile make no other come twice. */
const cursorOf = (id: string): string => Buffer.from(id).toString('base64url');

function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (cursorOf(id) !== cursor)
    throw new HttpProblem(400, 'bad-cursor', 'the cursor is none of this list; begin without one');
  return id;
}
