import { decimal, parseDecimal } from '../../core/decimal.ts';
import { isCurrency } from '../../core/money.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { postingsQuery } from '../sql.ts';
import { dayRate, pairOf } from './rates.ts';
import type { Holding } from './types.ts';

/** Digits of a quantity that are kept: those of the smallest unit in use, Ethereum's wei. */
const DIGITS = 18;

interface Held {
  readonly account: string;
  readonly commodity: string;
  /** Digits after the point that its quantities have. */
  readonly digits: number;
  /** Sum of the quantities × 10^digits. */
  readonly quantity: bigint;
  readonly cost: bigint;
}

/** What an entity holds that is no money of its own, at cost and at its latest market price: a note, not an entry. */
export async function holdingsOf(ground: Ground, of: EntityCoverage): Promise<readonly Holding[]> {
  const rows = await ground.facts.query(`
    SELECT account, commodity, CAST(SUM(CAST(quantity AS DECIMAL(38, ${DIGITS}))) AS VARCHAR) AS quantity,
      MAX(length(quantity) - strpos(quantity, '.')) AS tail, MAX(strpos(quantity, '.')) AS point,
      CAST(SUM(amount) AS BIGINT) AS cost
    FROM postings
    WHERE entity = ${sqlText(of.entity.id)} AND commodity IS NOT NULL AND quantity IS NOT NULL
      AND account LIKE 'Assets:%' AND currency = ${sqlText(of.currency)} AND date <= ${sqlDate(ground.asOf)}
    GROUP BY account, commodity
    ORDER BY 1, 2`);
  const held = rows.flatMap(heldOf);
  return Promise.all(held.map((one) => holding(ground, of, one)));
}

function heldOf(row: Row): Held[] {
  const parsed = parseDecimal(text(row['quantity']));
  const digits = integer(row['point']) === 0n ? 0 : Number(integer(row['tail']));
  if (!parsed || digits > DIGITS) return [];
  const quantity = parsed.mantissa / 10n ** BigInt(parsed.scale - Math.min(digits, parsed.scale));
  if (quantity === 0n) return [];
  const [account, commodity] = [text(row['account']), text(row['commodity'])];
  return [{ account, commodity, digits: Math.min(digits, parsed.scale), quantity, cost: integer(row['cost']) }];
}

async function holding(ground: Ground, of: EntityCoverage, held: Held): Promise<Holding> {
  const { book } = ground;
  const { account, commodity } = held;
  const unit = money(of.currency);
  const scope = figureId(scopeOf(of.entity), 'holding', ground.ledger.key(account), distinctSlug(commodity));
  const name = `${of.entity.name} ${account}, ${commodity}`;
  const quantity = quantityOf(ground, of, held, scope, name);
  const query = postingsQuery(whereOf(ground, of, held));
  const cost = book.rows(`${scope}.cost`, `${name} at cost`, unit, held.cost, { query, measure: 'amount', sign: 1 });
  const price = await priceOf(ground, of, commodity, scope);
  const market = book.formula(`${scope}.market`, `${name} at market`, unit, 'product', [quantity, price], {
    text: 'quantity × latest price',
  });
  const difference = book.formula(
    `${scope}.unrealised`,
    `${name}, unrealised difference`,
    unit,
    'difference',
    [market, cost],
    {
      text: 'at market − at cost',
    },
  );
  return { account, commodity, quantity, cost, market, difference, price };
}

function whereOf({ asOf }: Ground, of: EntityCoverage, { account, commodity }: Held): string[] {
  return [
    `entity = ${sqlText(of.entity.id)}`,
    `account = ${sqlText(account)}`,
    `commodity = ${sqlText(commodity)}`,
    `quantity IS NOT NULL`,
    `currency = ${sqlText(of.currency)}`,
    `date <= ${sqlDate(asOf)}`,
  ];
}

/** Rows are summed in whole numbers of the smallest part that the books write, and then divided. */
function quantityOf(ground: Ground, of: EntityCoverage, held: Held, scope: string, name: string): Figure {
  const { book } = ground;
  const unit = count(held.commodity);
  const power = 10n ** BigInt(held.digits);
  const part = `CAST(CAST(quantity AS DECIMAL(38, ${DIGITS})) * ${power} AS BIGINT) AS amount`;
  const query = `SELECT date, entity, account, payee, ${part}, file, line, source
FROM postings
WHERE ${whereOf(ground, of, held).join('\n  AND ')}
ORDER BY date, file, line`;
  const whole = book.rows(
    `${scope}.parts`,
    `${name}, in parts of ${power}`,
    count(`parts of ${held.commodity}`),
    held.quantity,
    {
      query,
      measure: 'amount',
      sign: 1,
    },
  );
  const parts = book.constant(
    `method.parts.${held.digits}`,
    'Parts of one',
    count('parts'),
    decimal(power),
    'a power of ten',
  );
  return book.formula(`${scope}.quantity`, `${name}, quantity`, unit, 'quotient', [whole, parts], {
    text: 'parts ÷ parts of one',
    digits: held.digits,
  });
}

/** The latest price that any books state by the day of the report; for a currency, else the declared rate. */
async function priceOf(ground: Ground, of: EntityCoverage, commodity: string, scope: string): Promise<Figure> {
  const { facts, asOf, book } = ground;
  const [found] = await facts.query(`
    SELECT date, price, file, line FROM prices
    WHERE commodity = ${sqlText(commodity)} AND currency = ${sqlText(of.currency)} AND date <= ${sqlDate(asOf)}
    ORDER BY date DESC, CASE WHEN entity = ${sqlText(of.entity.id)} THEN 0 ELSE 1 END, file, line DESC
    LIMIT 1`);
  const unit: Unit = { kind: 'rate', from: commodity, to: of.currency };
  const value = found && parseDecimal(text(found['price']));
  const id = `${scope}.price`;
  if (found && value) {
    const date = text(found['date']).slice(0, 10);
    const at = { file: text(found['file']), line: Number(integer(found['line'])), column: 1 };
    return book.assumed(id, `Price of ${commodity} on ${date}`, unit, value, at, `the books’ price of ${date}`);
  }
  const pair = isCurrency(commodity) ? pairOf(ground, commodity, of.currency) : undefined;
  if (pair && !pair.inverse && pair.days.length > 0) return dayRate(ground, pair, asOf).figure;
  return book.unknown(
    id,
    `Price of ${commodity}`,
    unit,
    `no price of ${commodity} in ${of.currency} by ${asOf} is on file`,
  );
}
