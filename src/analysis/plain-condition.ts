import { sqlDate, sqlTable, sqlText } from '../model/sql.ts';

/** A condition that only says which account of which entity, in what and over which days: most receipts have one. */
export interface PlainCondition {
  readonly entity: string;
  readonly account: string;
  readonly currency: string | undefined;
  readonly counterparty: string | undefined;
  readonly first: string;
  readonly last: string;
}

const EQUAL = /^(entity|account|currency|counterparty) = '((?:[^']|'')*)'$/;
const BETWEEN = /^date BETWEEN DATE '([\d-]{10})' AND DATE '([\d-]{10})'$/;
const UP_TO = /^date <= DATE '([\d-]{10})'$/;
const EVER = { first: '0001-01-01', last: '9999-12-31' };

/** The condition as `postingsQuery` joins it, where it is of that form; else undefined. */
export function plainCondition(condition: string): PlainCondition | undefined {
  const equal = new Map<string, string>();
  let days: { first: string; last: string } | undefined;
  for (const part of condition.split('\n  AND ')) {
    const [, column, text] = EQUAL.exec(part) ?? [];
    const [, first, to] = BETWEEN.exec(part) ?? [];
    const last = to ?? UP_TO.exec(part)?.[1];
    if (column !== undefined && text !== undefined && !equal.has(column)) equal.set(column, text.replaceAll("''", "'"));
    else if (last !== undefined && days === undefined) days = { first: first ?? EVER.first, last };
    else return undefined;
  }
  const [entity, account] = [equal.get('entity'), equal.get('account')];
  if (entity === undefined || account === undefined) return undefined;
  return {
    entity,
    account,
    currency: equal.get('currency'),
    counterparty: equal.get('counterparty'),
    ...(days ?? EVER),
  };
}

const COLUMNS = {
  place: 'BIGINT',
  entity: 'VARCHAR',
  account: 'VARCHAR',
  currency: 'VARCHAR',
  counterparty: 'VARCHAR',
  first: 'DATE',
  last: 'DATE',
};

/** Sum and number of the postings of each condition, by its place from 0: `place, amount, row_count`. */
export function plainSums(conditions: readonly PlainCondition[], relation: string): string {
  const textOr = (text: string | undefined): string => (text === undefined ? 'NULL' : sqlText(text));
  const rows = conditions.map(({ entity, account, currency, counterparty, first, last }, place) => [
    String(place),
    ...[entity, account, currency, counterparty].map(textOr),
    sqlDate(first),
    sqlDate(last),
  ]);
  return `SELECT l.place, CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) AS amount, COUNT(p.amount) AS row_count
    FROM (${sqlTable(COLUMNS, rows)}) l
    LEFT JOIN (SELECT entity, account, currency, counterparty, date, amount FROM ${relation}) p
      ON p.entity = l.entity AND p.account = l.account AND p.date BETWEEN l.first AND l.last
      AND (l.currency IS NULL OR p.currency = l.currency)
      AND (l.counterparty IS NULL OR p.counterparty = l.counterparty)
    GROUP BY l.place`;
}
