import type { ForecastKind } from '../../model/forecast.ts';

/**
 * How each kind of forecast is made today. The version is raised whenever the same facts would give another forecast:
 * what was made before is then graded, and marked as made in another way.
 */
export const FORECAST_METHODS: Readonly<Record<ForecastKind, { readonly name: string; readonly version: number }>> = {
  /** cash-forecast.ts: direct method over 13 weeks. */
  'closing-cash': { name: '13-week direct method', version: 1 },
  /** targets.ts and path.ts: from the trailing mean in equal steps to each target, times the season. */
  revenue: { name: 'path to targets', version: 1 },
};

export const KIND_NAMES: Readonly<Record<ForecastKind, string>> = {
  'closing-cash': 'Closing cash',
  revenue: 'Revenue path',
};
