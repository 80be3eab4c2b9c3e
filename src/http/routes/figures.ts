import { explainLevel } from '../../app/explain.ts';
import type { Figure } from '../../model/figure.ts';
import type { Routes } from '../_api.ts';
import { json, problems, route } from '../_route.ts';
import { inOrder, pageOf } from '../_shown/figure-order.ts';
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
  responses: {
    200: json(
      figures,
      'The figures: of the whole group, of each business, of the method; totals before what they are made of; what is not known last',
    ),
    ...problems(404, 422),
  },
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
    const { q, entity, known, limit, cursor } = context.req.valid('query');
    const answer = await facts.withFigures(async ({ asOf, book, declared, facts: { snapshot } }) => {
      if (entity !== undefined) knownEntity(entity, declared.portfolio);
      const matching = book.all().filter(matches(wordsOf(q), entity));
      const found = matching.filter((figure) => known === undefined || isKnown(figure) === (known === 'yes'));
      const placed = inOrder(found, ['group', ...declared.portfolio.entities.map(({ id }) => id)]);
      const { figures: page, cursor: next } = pageOf(placed, limit, cursor);
      const unknown = found.filter((figure) => !isKnown(figure)).length;
      return {
        asOf,
        snapshot,
        figures: page.map(figureShown),
        of: found.length,
        unknown,
        ...(next === undefined ? {} : { cursor: next }),
      };
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

const isKnown = ({ value }: Figure): boolean => value !== undefined;

/** Those with every word. */
function matches(words: readonly string[], entity?: string): (figure: Figure) => boolean {
  return ({ id, label }) => {
    // A figure of what changed names its entity behind the day: `since.2026-03-31.jada.cash`.
    if (entity !== undefined && !id.split('.').includes(entity)) return false;
    const text = `${id} ${label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
