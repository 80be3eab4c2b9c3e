/**
 * What a figure counts, by its id: what rules of the owner are checked for when the portfolio is read, before any figure
 * is made. `*` stands for one part of an id: an entity, a month. An id that none fits is not judged.
 */
export type FigureType = 'money' | 'months' | 'percent' | 'ratio' | 'hours' | 'count';

const MONEY = [
  'group.cash',
  'group.cash.*',
  'group.burn.*',
  'group.deposits',
  'group.revenue.*',
  'group.expenses.*',
  'group.forecast.*.closing',
  'group.receivables.open',
  'group.receivables.over-60',
  '*.cash',
  '*.cash.unrestricted',
  '*.deposits',
  '*.burn.*',
  '*.net.*',
  '*.revenue.*',
  '*.expenses.*',
  '*.fixed-costs.*',
  '*.rental.noi',
  '*.rental.debt-service',
  '*.rental.delinquent',
  '*.rental.vacancy-loss',
  '*.delivery.margin-per-mile',
  '*.delivery.margin-per-day',
  '*.delivery.quotes.open-value',
  '*.clients.effective-rate',
  '*.clients.unbilled',
  '*.clients.overdue',
  '*.receivables.open',
  '*.receivables.over-60',
] as const;

const OTHERS = {
  'group.runway.months': 'months',
  '*.rental.occupancy': 'percent',
  '*.rental.economic-occupancy': 'percent',
  '*.rental.cap-rate': 'percent',
  '*.rental.dscr': 'ratio',
  '*.rental.maintenance.open': 'count',
  '*.delivery.win-rate': 'percent',
  '*.delivery.margin': 'percent',
  '*.delivery.jobs': 'count',
  '*.delivery.quotes.open': 'count',
  '*.clients.realisation': 'percent',
  '*.clients.hours': 'hours',
  '*.clients.count': 'count',
  '*.clients.without-terms': 'count',
  '*.receivables.dso': 'count',
} as const satisfies Readonly<Record<string, FigureType>>;

export const FIGURE_TYPES: Readonly<Record<string, FigureType>> = {
  ...OTHERS,
  ...Object.fromEntries(MONEY.map((pattern) => [pattern, 'money' as const])),
};

const PATTERNS = Object.entries(FIGURE_TYPES).map(
  ([pattern, type]) => [new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`), type] as const,
);

/** What a figure of this id counts; undefined where the id alone does not tell. */
export function figureType(id: string): FigureType | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(id))?.[1];
}
