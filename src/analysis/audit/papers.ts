import { firstDay, lastDay, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, money, monthsBack, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { between, EXPENSES, OF_THE_PERIOD, postingsQuery } from '../sql.ts';

export interface UnpaperedExpenses {
  readonly of: EntityCoverage;
  /** Expenses from the limit up, of twelve full months; of these, those without a document. */
  readonly due: Figure;
  readonly missing: Figure;
  readonly amount: Figure;
  readonly limit: Figure;
  /** The dearest payees without a document. */
  readonly payees: readonly string[];
}

export interface Papers {
  readonly entities: readonly UnpaperedExpenses[];
}

/** Documents are asked for from this amount up, in whole units of the entity's currency (IRS Pub. 463: 75 dollars). */
const LIMIT = 75;
const PAYEES_SHOWN = 3;

/** ACC-10: expenses of 75 and more without a document whose name tells the day and the amount. */
export async function papers(ground: Ground): Promise<Reading<Papers>> {
  const entities: UnpaperedExpenses[] = [];
  const gaps: CoverageGap[] = [];
  for (const of of ground.coverage.entities.filter(({ accounts }) => accounts.length > 0)) {
    if (of.entity.receipts.length === 0) gaps.push(noFolder(of));
    else entities.push(await unpapered(ground, of, ground.documents?.get(of.entity.id) ?? []));
  }
  return entities.length > 0 ? seen({ entities }, gaps) : notSeen(...gaps);
}

async function unpapered(ground: Ground, of: EntityCoverage, names: readonly string[]): Promise<UnpaperedExpenses> {
  const { book, facts, full } = ground;
  const { entity, currency } = of;
  const window = monthsBack(full, 12);
  const limit = BigInt(LIMIT) * 10n ** BigInt(minorDigits(currency));
  const where = [
    `entity = ${sqlText(entity.id)}`,
    between(firstDay(window[0] ?? full), lastDay(full)),
    EXPENSES,
    OF_THE_PERIOD,
    `currency = ${sqlText(currency)}`,
    `amount >= ${limit}`,
  ];
  const rows = await facts.query(
    `SELECT date, amount, payee FROM postings WHERE ${where.join(' AND ')} ORDER BY amount DESC, date`,
  );
  const expenses = rows.map((row) => ({
    date: text(row['date']).slice(0, 10),
    amount: integer(row['amount']),
    payee: text(row['payee']),
  }));
  const has = papered(names, minorDigits(currency));
  const missing = expenses.filter((expense) => !has(expense));
  const held = expenses.filter(has).map(({ date, amount }) => `(date = DATE ${sqlText(date)} AND amount = ${amount})`);
  const without = held.length === 0 ? where : [...where, `NOT (${[...new Set(held)].join(' OR ')})`];
  const id = figureId(scopeOf(entity), 'documents');
  const unit = count('expense');
  const query = postingsQuery(without);
  return {
    of,
    due: book.rows(
      figureId(id, 'due'),
      `${entity.name}, expenses that need a document`,
      unit,
      BigInt(expenses.length),
      { query: postingsQuery(where), measure: 'rows', sign: 1 },
    ),
    missing: book.rows(
      figureId(id, 'missing'),
      `${entity.name}, expenses without a document`,
      unit,
      BigInt(missing.length),
      { query, measure: 'rows', sign: 1 },
    ),
    amount: book.rows(
      figureId(id, 'amount'),
      `${entity.name}, expenses without a document`,
      money(currency),
      missing.reduce((sum, { amount }) => sum + amount, 0n),
      { query, measure: 'amount', sign: 1 },
    ),
    limit: book.constant(
      `method.documents.${currency.toLowerCase()}`,
      'Expenses need a document from',
      money(currency),
      decimal(LIMIT),
      'limit of ACC-10 (IRS Pub. 463)',
    ),
    payees: [...new Set(missing.map(({ payee }) => payee))].filter(Boolean).slice(0, PAYEES_SHOWN),
  };
}

const DAY = /(\d{4})-(\d{2})-(\d{2})/;
const AMOUNT = /(?:^|[^\d.,])(\d{1,9})(?:[.,](\d{2}))?(?=[^\d.,]|$)/g;

interface Expense {
  readonly date: IsoDate;
  readonly amount: bigint;
}

/** A name such as `2026-03-14 fuel 96.10.pdf` stands for the expense of that day and amount. */
function papered(names: readonly string[], digits: number): (expense: Expense) => boolean {
  const known = new Set<string>();
  for (const name of names) {
    const file = name.slice(name.lastIndexOf('/') + 1).replace(/\.[^.]{1,5}$/, '');
    const day = DAY.exec(file)?.[0];
    if (day === undefined) continue;
    for (const [, whole = '', part = ''] of file.replace(day, ' ').matchAll(AMOUNT))
      known.add(`${day} ${BigInt(whole + part.padEnd(digits, '0').slice(0, digits))}`);
  }
  return ({ date, amount }) => known.has(`${date} ${amount}`);
}

function noFolder({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.documents`,
    entity: entity.id,
    source: 'documents of expenses (`receipts:` in the portfolio)',
    wouldTell: 'which expenses have no document, and so may not be deducted',
    suffers: ['ACC-10'],
  };
}
