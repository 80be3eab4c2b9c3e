import type { PriceUsed, Statement } from '../model/statement.ts';
import { dateText, tally } from './locale.ts';
import { plain } from './outside.ts';
import { priceText, type StatementCommodity } from './statement-amount.ts';
import { wrap } from './text/width.ts';

const INDENT = 2;
/** Prices listed below a statement; all of them are in its JSON. */
const PRICES = 60;

/** What stands below a statement: the prices that it rests on, and what a reader must know; wrapped. */
export function footerLines(statement: Statement, width: number): readonly string[] {
  return footer(statement).flatMap((text) => hanging(text, width));
}

/** What stands below: a blank line before each group, sentences wrapped. */
function footer(statement: Statement): readonly string[] {
  const prices = pricesText(statement);
  const { notes, unpriced } = statement;
  const without = unpriced.map(
    ({ commodity, asOf }) =>
      `No price of ${nameOf(statement.commodities[commodity])} by ${dateText(asOf)}: it stands as it is.`,
  );
  const said = [...new Set([...without, ...notes.map(plain)])];
  return [...(prices.length > 0 ? ['', 'Prices', ...prices] : []), ...(said.length > 0 ? ['', ...said] : [])];
}

function nameOf(commodity: StatementCommodity | undefined): string {
  return commodity === undefined || commodity.symbol === '' ? 'bare numbers' : plain(commodity.symbol);
}

/** Each price once, with the days that it served. */
function pricesText(statement: Statement): readonly string[] {
  const texts = new Map<string, string[]>();
  for (const price of statement.prices) {
    const text = priceLine(price, statement);
    texts.set(text, [...(texts.get(text) ?? []), dateText(price.asOf)]);
  }
  const many = statement.columns.length > 1;
  const lines = [...texts].map(([text, days]) => `  ${text}${many ? `, for ${daysText(days)}` : ''}`);
  const left = lines.length - PRICES;
  return left > 0 ? [...lines.slice(0, PRICES), `  … and ${tally(left, 'more price')} (--json has all)`] : lines;
}

function daysText(days: readonly string[]): string {
  return days.length <= 2 ? days.join(' and ') : `${days[0]} and ${days.length - 1} more days`;
}

function priceLine({ steps }: PriceUsed, { commodities }: Statement): string {
  return steps
    .map((step) => {
      const target = commodities[step.in];
      const price = target ? priceText(step.price, target) : '';
      const inferred = step.from === 'cost' ? ', inferred from a cost' : '';
      return `1 ${nameOf(commodities[step.commodity])} = ${price} on ${dateText(step.date)} (${plain(step.at.file)}:${step.at.line}${inferred})`;
    })
    .join(', and ');
}

function hanging(text: string, width: number): readonly string[] {
  const margin = text.startsWith('  ') ? '  ' : '';
  return wrap(text, width - margin.length - INDENT).map((line, at) =>
    `${margin}${at === 0 ? '' : ' '.repeat(INDENT)}${line}`.trimEnd(),
  );
}
