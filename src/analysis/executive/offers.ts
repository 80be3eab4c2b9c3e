import type { IsoDate } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { rowsFigure } from './rows-figure.ts';
import { year } from './window.ts';

/** Deals and quotes of an entity: what may become a sale. */
export interface Offers {
  /** Every record of the sheets up to today. */
  readonly number: Figure;
  readonly open: Figure;
  /** What is open, in the entity's currency. */
  readonly openValue: Figure;
  /** Settled in the last twelve full months. */
  readonly won: Figure;
  readonly lost: Figure;
  /** The day on which the last one was won. */
  readonly lastWon: IsoDate | undefined;
  readonly gaps: readonly CoverageGap[];
}

/** An offer that nobody says the day of is taken for an old one; one past its day of validity is not open. */
const OFFERS = `(SELECT entity, customer, created AS date, COALESCE(last_contact, expected, created) AS settled, status,
    CAST(NULL AS DATE) AS valid_until, amount, currency, file, line, source FROM deals
  UNION ALL SELECT entity, customer, sent, COALESCE(answered, followed_up, sent), status, valid_until, amount, currency, file, line, source
  FROM quotes) offers`;

/** The offers of one entity; undefined where neither a pipeline nor quotes are on file. */
export async function offersOf(ground: Ground, of: EntityCoverage): Promise<Offers> {
  const { entity, currency } = of;
  const { from, to } = year(ground);
  const today = sqlDate(ground.asOf);
  const made = [`entity = ${sqlText(entity.id)}`, `(date IS NULL OR date <= ${today})`];
  const open = [...made, "status = 'open'", `(valid_until IS NULL OR valid_until >= ${today})`];
  const settled = `settled BETWEEN ${sqlDate(from)} AND ${sqlDate(to)}`;
  const figure = (part: string, words: string, where: readonly string[], amount?: 'amount'): Promise<Figure> =>
    rowsFigure(
      ground,
      {
        id: figureId(scopeOf(entity), 'pipeline', part),
        label: `${entity.name}, ${words}`,
        unit: amount ? money(currency) : count('deal'),
      },
      query(where, amount ? 'amount' : 'CAST(1 AS BIGINT)'),
      amount,
    );
  const valued = [...open, 'amount IS NOT NULL', `currency = ${sqlText(currency)}`];
  return {
    number: await figure('deals', 'deals and quotes on file', made),
    open: await figure('open', 'open deals and quotes', open),
    openValue: await figure('open.value', 'value of open deals and quotes', valued, 'amount'),
    won: await figure('won', 'deals and quotes won in twelve full months', [...made, "status = 'won'", settled]),
    lost: await figure('lost', 'deals and quotes lost in twelve full months', [
      ...made,
      "status IN ('lost', 'expired')",
      settled,
    ]),
    lastWon: await lastWon(ground, made),
    gaps: await otherCurrencies(ground, of, made),
  };
}

function query(where: readonly string[], amount: string): string {
  return `SELECT ${amount} AS amount, customer AS payee, date, file, line, source
FROM ${OFFERS}
WHERE ${where.join('\n  AND ')}
ORDER BY date, file, line`;
}

async function lastWon({ facts }: Ground, made: readonly string[]): Promise<IsoDate | undefined> {
  const [row] = await facts.query(
    `SELECT MAX(settled) AS last FROM ${OFFERS} WHERE ${[...made, "status = 'won'"].join(' AND ')}`,
  );
  return text(row?.['last']).slice(0, 10) || undefined;
}

async function otherCurrencies(
  { facts }: Ground,
  { entity, currency }: EntityCoverage,
  made: readonly string[],
): Promise<CoverageGap[]> {
  const [row] = await facts.query(`SELECT COUNT(*) AS others FROM ${OFFERS}
    WHERE ${made.join(' AND ')} AND status = 'open' AND amount IS NOT NULL AND currency <> ${sqlText(currency)}`);
  if (integer(row?.['others'] ?? 0n) === 0n) return [];
  return [
    {
      id: `${entity.id}.pipeline.currency`,
      entity: entity.id,
      source: `amounts in ${currency} of open deals that are in another currency`,
      wouldTell: `what the open deals of ${entity.name} are worth together`,
      suffers: [figureId(scopeOf(entity), 'pipeline', 'open', 'value')],
    },
  ];
}
