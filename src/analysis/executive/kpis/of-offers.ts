import { figureId } from '../../ids.ts';
import type { KpiPlace, Measure } from './kpi.ts';

/** Won ÷ (won + lost) of the deals and quotes that were settled in the last twelve full months. */
export const winRate: Measure = ({ ground, scopes, id, label }: KpiPlace) => {
  const { book } = ground;
  const [scope = ''] = scopes;
  const won = book.find(figureId(scope, 'pipeline', 'won'));
  const lost = book.find(figureId(scope, 'pipeline', 'lost'));
  if (!won || !lost) return undefined;
  const unit = { kind: 'count', of: 'deal' } as const;
  const settled = book.formula(figureId(id, 'settled'), `${label}: settled`, unit, 'sum', [won, lost], {
    text: 'won + lost',
  });
  return book.formula(id, label, { kind: 'percent' }, 'percent', [won, settled], { text: 'won ÷ settled' });
};
