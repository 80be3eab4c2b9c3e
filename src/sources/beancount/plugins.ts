/** Plugins that only check: books are the same without them. */
const CHECKS: ReadonlySet<string> = new Set(
  [
    'check_average_cost',
    'check_closing',
    'check_commodity',
    'check_drained',
    'coherent_cost',
    'commodity_attr',
    'leafonly',
    'noduplicates',
    'nounused',
    'onecommodity',
    'pedantic',
    'sellgains',
    'unique_prices',
    // Prices are told from postings without it.
    'implicit_prices',
  ].map((name) => `beancount.plugins.${name}`),
);

/** Plugins that open accounts at their first use. */
const OPENS: ReadonlySet<string> = new Set(['beancount.plugins.auto_accounts', 'beancount.plugins.auto']);

/** What leaving a plugin out means for the books: nothing, accounts that need no opening, or who knows. */
export function pluginOf(name: string): 'checks' | 'opens' | 'other' {
  if (OPENS.has(name)) return 'opens';
  return CHECKS.has(name) ? 'checks' : 'other';
}
