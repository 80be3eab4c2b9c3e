import { decimalText, ZERO, type Decimal } from '../core/decimal.ts';
import type { Amounts, PriceUsed, Statement, StatementRow } from '../model/statement.ts';

import { shownOrder } from './statement-amount.ts';

/** Amounts by symbol, exact decimals as text; `{}` is nil. */
type AmountsJson = Readonly<Record<string, string>>;

/** The statement for programs: stable ids, exact amounts as text, one entry a column. */
export function statementJson(statement: Statement): Record<string, unknown> {
  const { kind, basis, currency, columns, parts, files, problems } = statement;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return {
    statement: kind,
    basis,
    currency: currency ?? null,
    files,
    /** False where the journal has errors: the figures rest on what could be read. */
    trusted: errors === 0,
    errors,
    transactions: statement.transactions,
    filters: statement.filters,
    columns,
    parts: parts.map((part) =>
      part.kind === 'section'
        ? {
            kind: part.kind,
            id: part.id,
            title: part.title,
            rows: part.rows.map((row) => rowJson(row, statement)),
            total: rowJson(part.total, statement),
          }
        : { kind: part.kind, ...rowJson(part.row, statement) },
    ),
    prices: statement.prices.map((price) => priceJson(price, statement)),
    unpriced: statement.unpriced.map(({ commodity, asOf }) => ({ commodity: symbolOf(commodity, statement), asOf })),
    notes: statement.notes,
    problems: problems.map(({ at, ...problem }) => ({ ...at, ...problem })),
  };
}

function symbolOf(commodity: number, { commodities }: Statement): string {
  return commodities[commodity]?.symbol ?? '';
}

/** Without idle zeros beyond the digits that the journal shows: `12.50`, not `12.5000`. */
export function exactText(amount: Decimal, digits: number): string {
  let { mantissa, scale } = amount;
  while (scale > digits && mantissa % 10n === 0n) {
    mantissa /= 10n;
    scale -= 1;
  }
  return decimalText({ mantissa, scale });
}

function amountsJson(amounts: Amounts, statement: Statement): AmountsJson {
  return Object.fromEntries(
    shownOrder([amounts], statement).map((commodity) => [
      symbolOf(commodity, statement),
      exactText(amounts.get(commodity) ?? ZERO, statement.commodities[commodity]?.digits ?? 0),
    ]),
  );
}

function rowJson(row: StatementRow, statement: Statement): Record<string, unknown> {
  const { id, label, account, indent, parent, amounts, total, postings, sources } = row;
  return {
    id,
    label,
    ...(account === undefined ? {} : { account, indent, parent }),
    amounts: amounts.map((some) => amountsJson(some, statement)),
    ...(total === undefined ? {} : { total: amountsJson(total, statement) }),
    postings,
    ...(sources === undefined
      ? {}
      : {
          sources: sources.shown.map(({ at, commodity, amount, ...source }) => ({
            file: at.file,
            line: at.line,
            ...source,
            commodity: symbolOf(commodity, statement),
            amount: decimalText(amount),
          })),
          sourcesOf: sources.of,
        }),
  };
}

function priceJson(price: PriceUsed, statement: Statement): Record<string, unknown> {
  return {
    commodity: symbolOf(price.commodity, statement),
    in: symbolOf(price.in, statement),
    asOf: price.asOf,
    price: exactText(price.price, 0),
    steps: price.steps.map(({ at, date, commodity, in: to, price: stated, from }) => ({
      file: at.file,
      line: at.line,
      date,
      commodity: symbolOf(commodity, statement),
      in: symbolOf(to, statement),
      price: decimalText(stated),
      from,
    })),
  };
}
