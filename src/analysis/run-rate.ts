import { firstDay, lastDay, type Month } from '../core/date.ts';
import { decimal } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import { burnRules, matchesAny } from './flows.ts';
import { count, figureId, money, monthLabel, monthsBack } from './ids.ts';
import type { Ground } from './input.ts';
import { integer, text } from './ledger.ts';
import { convert } from './rates.ts';
import { rowsOfItems, type RecurringItem } from './recurring.ts';
import { between, inMonth, OF_THE_PERIOD, oneOf, postingsQuery, tagged } from './sql.ts';

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
 * The run rate a week: the rest of the last three and six full months, once recurring items, one-offs, transfers and
 * restricted deposits are taken out, over 13 and 26 weeks. Receipts take the lower of the two, payments the higher.
 */
export async function runRate(ground: Ground, items: readonly RecurringItem[]): Promise<RunRate> {
  const months = monthsBack(ground.full, LONG);
  const make = async (direction: 'in' | 'out'): Promise<Figure> => {
    const where = conditions(ground, items, direction, months);
    const flows = await readFlows(ground, where, months);
    return weekly(ground, direction, months, where, flows);
  };
  return { in: await make('in'), out: await make('out') };
}

function conditions(ground: Ground, items: readonly RecurringItem[], direction: 'in' | 'out', months: readonly Month[]): string[] {
  const [from, to] = [firstDay(months[0] ?? ground.full), lastDay(ground.full)];
  const recurring = rowsOfItems(items.filter((item) => item.direction === direction), from, to);
  return [
    ...kinds(ground, direction),
    OF_THE_PERIOD,
    `NOT (${tagged('one-off')})`,
    ...(recurring.length > 0 ? [`NOT (${recurring.join('\n    OR ')})`] : []),
  ];
}

/** Only income is counted on as money in. Money out is cost, the owner's draws and what is paid back on debts. */
function kinds(ground: Ground, direction: 'in' | 'out'): string[] {
  if (direction === 'in') return ["account LIKE 'Income:%'", 'amount < 0'];
  const { portfolio } = ground.declared;
  const rules = burnRules(portfolio);
  const statements = new Set(ground.coverage.entities.flatMap((of) => of.accounts.map(({ account }) => account)));
  const deposits = new Set(portfolio.entities.flatMap((entity) => entity.customer_deposits));
  const accounts = [...new Set(ground.ledger.sums.map((sum) => sum.account))].filter(
    (account) =>
      !statements.has(account) &&
      !deposits.has(account) &&
      (account.startsWith('Expenses:') || account.startsWith('Income:') || matchesAny([...rules.owner_draws, ...rules.loan_principal], account)),
  );
  return [oneOf('account', accounts), 'amount > 0'];
}

async function readFlows(ground: Ground, where: readonly string[], months: readonly Month[]): Promise<MonthFlow[]> {
  const period = between(firstDay(months[0] ?? ground.full), lastDay(ground.full));
  const rows = await ground.facts.query(`
    SELECT CAST(date_trunc('month', date) AS DATE) AS month, currency, CAST(SUM(amount) AS BIGINT) AS amount
    FROM postings
    WHERE ${[period, ...where].join('\n  AND ')}
    GROUP BY CAST(date_trunc('month', date) AS DATE), currency
    ORDER BY 1, 2`);
  return rows.map((row) => ({ month: text(row['month']).slice(0, 7), currency: text(row['currency']), amount: integer(row['amount']) }));
}

function weekly(ground: Ground, direction: 'in' | 'out', months: readonly Month[], where: readonly string[], flows: readonly MonthFlow[]): Figure {
  const { book } = ground;
  const base = ground.declared.portfolio.base_currency;
  const scope = figureId('group.run-rate', direction);
  const word = direction === 'in' ? 'receipts' : 'payments';
  const monthly = months.map((month) => monthFigure(ground, scope, word, direction, month, where, flows));
  const mean = (part: string, over: readonly Figure[], weeks: number): Figure => {
    const total = book.formula(figureId(scope, part), `Other ${word} of ${over.length} months`, money(base), 'sum', over, { text: 'sum of the months' });
    const by = book.constant(figureId('method.weeks', String(weeks)), `Weeks in ${over.length} months`, count('week'), decimal(weeks), `${weeks} weeks stand for ${over.length} months`);
    return book.formula(figureId(scope, part, 'a-week'), `Other ${word} a week, mean of ${over.length} months`, money(base), 'quotient', [total, by], { text: 'sum of the months ÷ weeks' });
  };
  const means = [mean('3-months', monthly.slice(-SHORT), WEEKS_IN_SHORT), mean('6-months', monthly, 2 * WEEKS_IN_SHORT)];
  const [operation, which] = direction === 'in' ? (['minimum', 'lower'] as const) : (['maximum', 'higher'] as const);
  return book.formula(figureId(scope, 'a-week'), `Other ${word} a week`, money(base), operation, means, { text: `the ${which} of the 3-month and the 6-month mean` });
}

function monthFigure(ground: Ground, scope: string, word: string, direction: 'in' | 'out', month: Month, where: readonly string[], flows: readonly MonthFlow[]): Figure {
  const base = ground.declared.portfolio.base_currency;
  const own = flows.filter((flow) => flow.month === month);
  const currencies = [...new Set([base, ...own.map((flow) => flow.currency)])].toSorted();
  const leaves = currencies.map((currency) => {
    const id = figureId(scope, month, currency.toLowerCase());
    const query = postingsQuery([inMonth(month), ...where, `currency = ${sqlText(currency)}`]);
    const sum = own.find((flow) => flow.currency === currency)?.amount ?? 0n;
    const label = `Other ${word}, ${monthLabel(month)}, ${currency}`;
    return convert(ground, ground.book.rows(id, label, money(currency), sum, { query, measure: 'amount', sign: direction === 'in' ? -1 : 1 }), base);
  });
  const known = leaves.filter((leaf) => leaf.value !== undefined);
  return ground.book.formula(figureId(scope, month), `Other ${word}, ${monthLabel(month)}`, money(base), 'sum', known, { text: `all currencies in ${base}` });
}
