import { firstDay, lastDay, monthOf, type Month } from '../core/date.ts';
import { decimal } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import { burnRules, matchesAny } from './flows.ts';
import { count, figureId, money, monthLabel, monthsBack } from './ids.ts';
import type { Ground } from './input.ts';
import { integer, text } from './ledger.ts';
import { convert } from './rates.ts';
import { heldAccounts } from './recognition/streams.ts';
import { turnFigure, type RecurringItem } from './recurring.ts';
import { between, inMonth, OF_THE_PERIOD, oneOf, postingsQuery, tagged } from './sql.ts';
import { sumOfKnown } from './sums.ts';

/** What trade that neither recurs nor is scheduled brings and costs in a week, in the base currency. */
export interface RunRate {
  readonly in: Figure;
  readonly out: Figure;
}

interface MonthFlow {
  readonly month: Month;
  readonly currency: string;
  readonly amount: bigint;
}

const LONG = 6;
const SHORT = 3;
const WEEKS_IN_SHORT = 13;

/**
 * The run rate a week: all receipts (or payments) of the last three and six full months, less the recurring ones, over
 * 13 and 26 weeks. One-offs, transfers and customers' deposits are no trade. Receipts take the lower of the two,
 * payments the higher.
 */
export async function runRate(ground: Ground, items: readonly RecurringItem[]): Promise<RunRate> {
  const months = monthsBack(ground.full, LONG);
  const make = async (direction: 'in' | 'out'): Promise<Figure> => {
    const accounts = accountsOf(ground, direction);
    const where = [
      oneOf('account', accounts),
      direction === 'in' ? 'amount < 0' : 'amount > 0',
      OF_THE_PERIOD,
      `NOT (${tagged('one-off')})`,
    ];
    const flows = await readFlows(ground, where, months);
    const counted = items.filter((item) => item.direction === direction && accounts.includes(item.account));
    const monthly = months.map((month) => restOf(ground, direction, month, where, flows, counted));
    return weekly(ground, direction, monthly);
  };
  return { in: await make('in'), out: await make('out') };
}

/** Only income is counted on as money in. Money out is cost, refunds, the owner's draws and what is paid back on debts. */
function accountsOf(ground: Ground, direction: 'in' | 'out'): string[] {
  const { portfolio } = ground.declared;
  const rules = burnRules(portfolio);
  const statements = new Set(ground.coverage.entities.flatMap((of) => of.accounts.map(({ account }) => account)));
  const deposits = new Set(portfolio.entities.flatMap(heldAccounts));
  const patterns =
    direction === 'in' ? ['Income:*'] : ['Income:*', 'Expenses:*', ...rules.owner_draws, ...rules.loan_principal];
  const accounts = [...new Set(ground.ledger.sums.map((sum) => sum.account))];
  return accounts.filter(
    (account) => !statements.has(account) && !deposits.has(account) && matchesAny(patterns, account),
  );
}

async function readFlows(ground: Ground, where: readonly string[], months: readonly Month[]): Promise<MonthFlow[]> {
  const period = between(firstDay(months[0] ?? ground.full), lastDay(ground.full));
  const rows = await ground.facts.query(`
    SELECT CAST(date_trunc('month', date) AS DATE) AS month, currency, CAST(SUM(amount) AS BIGINT) AS amount
    FROM postings
    WHERE ${[period, ...where].join('\n  AND ')}
    GROUP BY CAST(date_trunc('month', date) AS DATE), currency
    ORDER BY 1, 2`);
  return rows.map((row) => ({
    month: text(row['month']).slice(0, 7),
    currency: text(row['currency']),
    amount: integer(row['amount']),
  }));
}

/** What a month brought (or cost) besides what recurs. */
function restOf(
  ground: Ground,
  direction: 'in' | 'out',
  month: Month,
  where: readonly string[],
  flows: readonly MonthFlow[],
  items: readonly RecurringItem[],
): Figure {
  const { book } = ground;
  const base = ground.declared.portfolio.base_currency;
  const id = figureId('group.run-rate', direction, month);
  const word = wordOf(direction);
  const all = allOf(ground, direction, month, where, flows);
  const regular = items.flatMap((item) =>
    item.turns
      .filter((turn) => monthOf(turn.date) === month)
      .map((turn) => convert(ground, turnFigure(ground, item, turn), base)),
  );
  return book.formula(id, `Other ${word}, ${monthLabel(month)}`, money(base), 'difference', [all, ...regular], {
    text: `all ${word} of the month − recurring ones`,
  });
}

const wordOf = (direction: 'in' | 'out'): string => (direction === 'in' ? 'receipts' : 'payments');

function allOf(
  ground: Ground,
  direction: 'in' | 'out',
  month: Month,
  where: readonly string[],
  flows: readonly MonthFlow[],
): Figure {
  const { book } = ground;
  const base = ground.declared.portfolio.base_currency;
  const own = flows.filter((flow) => flow.month === month);
  const currencies = [...new Set([base, ...own.map((flow) => flow.currency)])].toSorted();
  const id = figureId('group.run-rate', direction, month, 'all');
  const label = `All ${wordOf(direction)}, ${monthLabel(month)}`;
  const leaves = currencies.map((currency) => {
    const query = postingsQuery([inMonth(month), ...where, `currency = ${sqlText(currency)}`]);
    const sum = own.find((flow) => flow.currency === currency)?.amount ?? 0n;
    const leaf = book.rows(figureId(id, currency.toLowerCase()), `${label}, ${currency}`, money(currency), sum, {
      query,
      measure: 'amount',
      sign: direction === 'in' ? -1 : 1,
    });
    return convert(ground, leaf, base);
  });
  return sumOfKnown(ground, { id, label, currency: base }, leaves, `all currencies in ${base}`);
}

function weekly({ book, declared }: Ground, direction: 'in' | 'out', monthly: readonly Figure[]): Figure {
  const unit = money(declared.portfolio.base_currency);
  const scope = figureId('group.run-rate', direction);
  const word = wordOf(direction);
  const mean = (part: string, over: readonly Figure[], weeks: number): Figure => {
    const total = book.formula(figureId(scope, part), `Other ${word} of ${over.length} months`, unit, 'sum', over, {
      text: 'sum of the months',
    });
    const by = book.constant(
      figureId('method.weeks', String(weeks)),
      `Weeks in ${over.length} months`,
      count('week'),
      decimal(weeks),
      `${weeks} weeks stand for ${over.length} months`,
    );
    return book.formula(
      figureId(scope, part, 'a-week'),
      `Other ${word} a week, mean of ${over.length} months`,
      unit,
      'quotient',
      [total, by],
      { text: 'sum of the months ÷ weeks' },
    );
  };
  const means = [
    mean('3-months', monthly.slice(-SHORT), WEEKS_IN_SHORT),
    mean('6-months', monthly, 2 * WEEKS_IN_SHORT),
  ];
  const [operation, which] = direction === 'in' ? (['minimum', 'lower'] as const) : (['maximum', 'higher'] as const);
  return book.formula(figureId(scope, 'a-week'), `Other ${word} a week`, unit, operation, means, {
    text: `the ${which} of the 3-month and the 6-month mean`,
  });
}
