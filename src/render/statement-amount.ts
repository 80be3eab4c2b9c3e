import { decimalText, rescale, type Decimal } from '../core/decimal.ts';
import type { Amounts, Statement } from '../model/statement.ts';
import { plain } from './outside.ts';

export type StatementCommodity = Statement['commodities'][number];

/** An amount as its journal writes it, parted at the decimal mark so that a column can be aligned there. */
export interface AmountCell {
  readonly left: string;
  readonly right: string;
  readonly negative: boolean;
}

/** A nil amount in a column of amounts. */
export const NIL_CELL: AmountCell = { left: '–', right: '', negative: false };

function grouped(digits: string, group: string | undefined): string {
  return group === undefined ? digits : digits.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
}

/** In the commodity's own style and digits: `-$1,234.50`, `1.234,50 EUR`. Digits beyond are rounded half to even. */
export function amountCell(amount: Decimal, { symbol, digits, style }: StatementCommodity): AmountCell {
  const rounded = rescale(amount, digits);
  const negative = rounded.mantissa < 0n;
  const [whole = '', fraction] = decimalText(rounded).replace('-', '').split('.');
  const name = plain(symbol);
  const gap = style.spaced && name !== '' ? ' ' : '';
  const before = style.side === 'left' ? `${name}${gap}` : '';
  const after = style.side === 'right' ? `${gap}${name}` : '';
  return {
    left: `${negative ? '-' : ''}${before}${grouped(whole, style.group)}`,
    right: `${fraction === undefined ? '' : `${style.mark}${fraction}`}${after}`,
    negative,
  };
}

export function amountText(amount: Decimal, commodity: StatementCommodity): string {
  const { left, right } = amountCell(amount, commodity);
  return `${left}${right}`;
}

/** A price shows every digit that it has. */
export function priceText(price: Decimal, commodity: StatementCommodity): string {
  return amountText(price, { ...commodity, digits: Math.max(commodity.digits, price.scale) });
}

/** Commodities of some amounts in the order in which they are shown: what all is valued in, currencies, the others. */
export function shownOrder(each: readonly (Amounts | undefined)[], statement: Statement): readonly number[] {
  const rank = (at: number): number => {
    const commodity = statement.commodities[at];
    if (commodity?.symbol === statement.currency) return 0;
    return commodity?.currency === undefined ? 2 : 1;
  };
  const present = new Set(each.flatMap((amounts) => [...(amounts?.keys() ?? [])]));
  return [...present].toSorted((a, b) => rank(a) - rank(b) || a - b);
}
