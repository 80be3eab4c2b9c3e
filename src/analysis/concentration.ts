import { add as plus, compare, decimal, multiply, type Decimal } from '../core/decimal.ts';
import { firstDay, lastDay } from '../core/date.ts';
import { minorDigits } from '../core/money.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import { distinctSlug, figureId, money, monthsBack } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { integer, text } from './ledger.ts';
import { convert, rateGaps } from './rates.ts';
import { between, INCOME, OF_THE_PERIOD, oneOf, PAYEE_KEY, postingsQuery } from './sql.ts';

export type Dimension = 'customer' | 'channel' | 'entity';

export interface Share {
  readonly dimension: Dimension;
  /** Names the party over time; `name` may be spelt differently from row to row. */
  readonly key: string;
  readonly name: string;
  /** The entity where there is but one; else `group`. */
  readonly entity: string;
  readonly revenue: Figure;
  readonly share: Figure;
}

export interface Concentration {
  readonly total: Figure;
  /** The largest of each dimension, largest first. */
  readonly shares: readonly Share[];
  /** Revenue of rows that name no payee: no customer can be told from it. */
  readonly unnamed: Figure | undefined;
}

/** Revenue that belongs together: a customer, a statement account, an entity. */
interface Part {
  readonly key: string;
  readonly name: string;
  readonly entity: string;
  readonly where: string;
  readonly amounts: Map<string, bigint>;
}

const SHOWN = 5;

/** FIN-05: shares of the revenue of the last twelve full months by customer, channel (the account it arrives on) and entity. */
export async function concentration(ground: Ground): Promise<Reading<Concentration>> {
  const gaps = [...ground.coverage.gaps, ...rateGaps(ground)];
  const rows = await revenueRows(ground);
  const totals = new Map<string, bigint>();
  for (const row of rows) add(totals, row.currency, row.amount);
  const total = revenueFigure(ground, 'group.revenue.12-months', 'Revenue of the last 12 full months', totals, []);
  if (total.value === undefined || compare(total.value, decimal(0)) <= 0) return notSeen(...gaps);
  const customers = parts(rows, (row) => ({
    key: row.payeeKey,
    name: row.payee,
    entity: row.entity,
    where: `${PAYEE_KEY} = ${sqlText(row.payeeKey)}`,
  }));
  const channels = await channelParts(ground, rows);
  const names = new Map(ground.coverage.entities.map(({ entity }) => [entity.id, entity.name]));
  const entities = parts(rows, (row) => ({
    key: row.entity,
    name: names.get(row.entity) ?? row.entity,
    entity: row.entity,
    where: `entity = ${sqlText(row.entity)}`,
  }));
  const shares = [
    ...largest(
      ground,
      'customer',
      customers.filter((part) => part.key !== ''),
      total,
    ),
    // One account or one entity brings everything by construction: that is no concentration.
    ...(channels.length > 1 ? largest(ground, 'channel', channels, total) : []),
    ...(ground.coverage.entities.length > 1 ? largest(ground, 'entity', entities, total) : []),
  ];
  const nameless = customers.find((part) => part.key === '');
  const unnamed =
    nameless &&
    revenueFigure(ground, 'group.revenue.12-months.unnamed', 'Revenue without a payee', nameless.amounts, [
      nameless.where,
    ]);
  return seen({ total, shares, unnamed }, gaps);
}

interface RevenueRow {
  readonly entity: string;
  readonly file: string;
  readonly payeeKey: string;
  readonly payee: string;
  readonly currency: string;
  readonly amount: bigint;
}

function conditions(ground: Ground): string[] {
  const window = monthsBack(ground.full, 12);
  return [between(firstDay(window[0] ?? ground.full), lastDay(ground.full)), INCOME, OF_THE_PERIOD];
}

async function revenueRows(ground: Ground): Promise<RevenueRow[]> {
  const rows = await ground.facts.query(`
    SELECT entity, file, payee_key, MIN(payee) AS payee, currency, CAST(-SUM(amount) AS BIGINT) AS amount
    FROM (SELECT entity, file, ${PAYEE_KEY} AS payee_key, payee, currency, amount FROM postings
      WHERE ${conditions(ground).join(' AND ')}) revenue
    GROUP BY entity, file, payee_key, currency
    ORDER BY 1, 2, 3, 5`);
  return rows.map((row) => ({
    entity: text(row['entity']),
    file: text(row['file']),
    payeeKey: text(row['payee_key']),
    payee: text(row['payee']),
    currency: text(row['currency']),
    amount: integer(row['amount']),
  }));
}

function add(amounts: Map<string, bigint>, currency: string, amount: bigint): void {
  amounts.set(currency, (amounts.get(currency) ?? 0n) + amount);
}

function parts(rows: readonly RevenueRow[], of: (row: RevenueRow) => Omit<Part, 'amounts'>): Part[] {
  const found = new Map<string, Part>();
  for (const row of rows) {
    const part = of(row);
    const known = found.get(part.key) ?? { ...part, amounts: new Map<string, bigint>() };
    add(known.amounts, row.currency, row.amount);
    found.set(part.key, known.entity === part.entity ? known : { ...known, entity: 'group' });
  }
  return [...found.values()];
}

async function channelParts({ facts }: Ground, rows: readonly RevenueRow[]): Promise<Part[]> {
  const files = await facts.query(
    "SELECT DISTINCT entity, file, ledger_account FROM files WHERE ledger_account <> '' ORDER BY 1, 2, 3",
  );
  const accounts = new Map(
    files.map((row) => [JSON.stringify([text(row['entity']), text(row['file'])]), text(row['ledger_account'])]),
  );
  const accountOf = (row: RevenueRow): string => accounts.get(JSON.stringify([row.entity, row.file])) ?? row.file;
  const filesOf = (entity: string, account: string): string[] => [
    ...new Set(rows.filter((row) => row.entity === entity && accountOf(row) === account).map((row) => row.file)),
  ];
  return parts(rows, (row) => {
    const name = accountOf(row);
    return { key: JSON.stringify([row.entity, name]), name, entity: row.entity, where: '' };
  }).map((part) => ({
    ...part,
    where: `entity = ${sqlText(part.entity)}\n  AND ${oneOf('file', filesOf(part.entity, part.name))}`,
  }));
}

function largest(ground: Ground, dimension: Dimension, found: readonly Part[], total: Figure): Share[] {
  const worth = new Map(found.map((part) => [part, worthOf(ground, part)]));
  const ranked = found.toSorted((a, b) => {
    const [left, right] = [worth.get(a), worth.get(b)];
    return left && right ? compare(right, left) || (a.key < b.key ? -1 : 1) : 0;
  });
  return ranked.slice(0, SHOWN).map((part) => {
    const id = figureId('group', 'share', dimension, distinctSlug(part.key));
    const revenue = revenueFigure(ground, figureId(id, 'revenue'), `${part.name}, revenue of 12 months`, part.amounts, [
      part.where,
    ]);
    const share = ground.book.formula(
      id,
      `${part.name}, share of revenue`,
      { kind: 'percent' },
      'percent',
      [revenue, total],
      { text: 'its revenue ÷ all revenue' },
    );
    return { dimension, key: part.key, name: part.name, entity: part.entity, revenue, share };
  });
}

/** For ranking only; amounts in a currency without a rate count as nothing here, and their figure is not known. */
function worthOf(ground: Ground, { amounts }: Part): Decimal {
  const base = ground.declared.portfolio.base_currency;
  return [...amounts].reduce((sum, [currency, amount]): Decimal => {
    const value = { mantissa: amount, scale: minorDigits(currency) };
    if (currency === base) return plus(sum, value);
    const found = ground.declared.portfolio.rates.find((rate) => rate.from === currency && rate.to === base);
    return found ? plus(sum, multiply(value, found.rate)) : sum;
  }, decimal(0));
}

function revenueFigure(
  ground: Ground,
  id: string,
  label: string,
  amounts: ReadonlyMap<string, bigint>,
  where: readonly string[],
): Figure {
  const base = ground.declared.portfolio.base_currency;
  const several = amounts.size > 1 || !amounts.has(base);
  const leaves = [...amounts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => {
      const query = postingsQuery([...conditions(ground), ...where, `currency = ${sqlText(currency)}`]);
      const leaf = several ? figureId(id, currency.toLowerCase()) : id;
      return convert(
        ground,
        ground.book.rows(leaf, label, money(currency), -amount, { query, measure: 'amount', sign: -1 }),
        base,
      );
    });
  const [only] = leaves;
  return only && !several
    ? only
    : ground.book.formula(id, label, money(base), 'sum', leaves, { text: `all currencies in ${base}` });
}
