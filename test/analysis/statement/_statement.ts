import { decimalText } from '../../../src/core/decimal.ts';
import {
  CALENDAR_YEAR,
  makeDigest,
  makeStatement,
  type Digest,
  type StatementOptions,
} from '../../../src/analysis/statement/index.ts';
import type { Amounts, Statement, StatementRow } from '../../../src/model/statement.ts';
import { journalOf } from './_journal.ts';

export const ASKED: StatementOptions = {
  kind: 'income',
  basis: 'cost',
  interval: 'whole',
  fiscal: CALENDAR_YEAR,
  cleared: false,
  real: false,
  flat: false,
  empty: false,
  activities: {},
};

export function digestOf(text: string, secondaryDates = false): Digest {
  return makeDigest(journalOf(text), { secondaryDates });
}

export function statementOf(text: string | Digest, options: Partial<StatementOptions>): Statement {
  return makeStatement(typeof text === 'string' ? digestOf(text) : text, { ...ASKED, ...options });
}

/** `100.00 USD + 5 EUR`; nil is `0`. */
export function amountsText(amounts: Amounts, { commodities }: Statement): string {
  const texts = [...amounts]
    .toSorted(([a], [b]) => a - b)
    .map(([at, amount]) => `${decimalText(amount)} ${commodities[at]?.symbol ?? ''}`.trim());
  return texts.length === 0 ? '0' : texts.join(' + ');
}

function lineOf(row: StatementRow, statement: Statement): string {
  const amounts = row.amounts.map((some) => amountsText(some, statement));
  const total = row.total === undefined ? [] : [`= ${amountsText(row.total, statement)}`];
  return `${'  '.repeat(row.indent)}${row.label} | ${[...amounts, ...total].join(' | ')}`;
}

/** Every row on a line of its own: `label | column | column | = total`. */
export function shown(statement: Statement): readonly string[] {
  return statement.parts.flatMap((part) =>
    part.kind === 'section'
      ? [`# ${part.title}`, ...part.rows.map((row) => lineOf(row, statement)), lineOf(part.total, statement)]
      : [lineOf(part.row, statement)],
  );
}

/** A line of the statement by the id of its row, as `shown` has it. */
export function line(statement: Statement, id: string): string | undefined {
  const rows = statement.parts.flatMap((part) => (part.kind === 'section' ? [...part.rows, part.total] : [part.row]));
  const row = rows.find((one) => one.id === id);
  return row && lineOf(row, statement).trim();
}
