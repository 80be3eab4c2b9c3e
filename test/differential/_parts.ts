import type { Commodity } from './_meaning.ts';

type Look = Pick<Commodity, 'symbol' | 'side' | 'spaced'>;

/** What commodities may be called, and on which side they then stand. */
export const LOOKS: readonly Look[] = [
  { symbol: '$', side: 'left', spaced: false },
  { symbol: 'EUR', side: 'right', spaced: true },
  { symbol: '€', side: 'right', spaced: false },
  { symbol: 'GBP', side: 'left', spaced: true },
  { symbol: 'A', side: 'right', spaced: true },
  { symbol: 'fund 2', side: 'right', spaced: true },
  { symbol: 'R-1', side: 'left', spaced: false },
  { symbol: 'Čaj', side: 'right', spaced: false },
];

/** A bare number. To ledger it is no commodity: its balance is that of all commodities. */
export const BARE: Look = { symbol: '', side: 'right', spaced: false };

export const ACCOUNTS = [
  'assets:bank:checking',
  'assets:bank',
  'assets:cash box',
  'Assets:Bank:Checking',
  'expenses:food & drink',
  'expenses:food',
  'expenses:büro:miete',
  'income:sales',
  'liabilities:card 1',
  'equity:opening/closing',
  'x',
];

/** What an alias may replace, as written in the directive, and its replacement. */
export const ALIASES = [
  ['x', 'suspense'],
  ['expenses:food', 'costs:eating'],
  ['assets:bank', 'assets:giro bank'],
  ['costs', 'spending'],
  ['/bank/', 'house'],
  ['/^income:(.*)$/', String.raw`revenue:\1`],
  ['/(o)o/', String.raw`\1u`],
] as const;

export const DESCRIPTIONS = [
  'Bakery',
  '',
  'Coop | weekly, shopping',
  'Café Zoë "two"',
  'rent 2024-05 @ home = dear',
  "O'Neil & sons (7) *",
];

export const CODES = ['', '', '', '101', 'INV 7/a', 'ü'];
