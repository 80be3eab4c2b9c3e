import type { Draw } from './_draw.ts';
import { some } from './_draw.ts';
import type { Amount, Comment, Commodity, Lot, Pico, Posting } from './_meaning.ts';
import { picoText } from './_meaning.ts';

/** How numbers are written where they stand. */
export interface Notation {
  /** By a decimal-mark directive of the file. */
  readonly mark?: '.' | ',';
  /** In ledger's syntax, which has no spaces between groups and no free choice of marks. */
  readonly plain: boolean;
}

const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);

/**
 * The digits of an amount, unsigned. Where no directive says what a mark means, a single mark is the decimal one; so
 * groups are written only where two marks differ or one stands twice.
 */
function digitsOf(draw: Draw, size: Pico, commodity: Commodity, { mark: ofFile, plain }: Notation): string {
  const [whole = '0', shortest = ''] = picoText(size).split('.');
  const places = draw.once(3) ? shortest.length : Math.max(shortest.length, commodity.digits);
  const fraction = shortest.padEnd(places, '0');
  const told = ofFile !== undefined || commodity.declared;
  const mark = ofFile ?? (told || plain ? commodity.mark : draw.pick(['.', ','] as const));
  const group = ofFile || !told ? (mark === '.' ? ',' : '.') : commodity.group;
  const clear = told || fraction !== '' || whole.length > 6;
  const groups = group !== '' && whole.length > 3 && clear && !(plain && !told) && draw.once(2);
  const left = groups ? grouped(whole, group) : whole;
  if (fraction !== '') return `${left}${mark}${fraction}`;
  return !groups && !plain && draw.once(20) ? `${left}${mark}` : left;
}

/** A commodity's symbol as it stands beside a number: in quotes where it must be, or sometimes where it need not. */
export function symbolText(draw: Draw, { symbol }: Commodity): string {
  const bare = /^[^\s\d".,;:?!<>(){}[\]@=+\-*/\\^&|~'`#%]+$/u.test(symbol);
  return symbol === '' ? '' : bare && !draw.once(15) ? symbol : `"${symbol}"`;
}

/** An amount as written: `$-1,000.00`, `-$5`, `EUR 3`, `1.000,5 EUR`. */
export function amountText(draw: Draw, { commodity, value }: Amount, notation: Notation): string {
  const digits = digitsOf(draw, value < 0n ? -value : value, commodity, notation);
  const sign = value < 0n ? '-' : draw.once(30) && !notation.plain ? '+' : '';
  const symbol = symbolText(draw, commodity);
  const gap = commodity.spaced ? ' ' : '';
  if (symbol === '') return sign + digits;
  if (commodity.side === 'right') return `${sign}${digits}${gap}${symbol}`;
  return draw.once(2) ? `${sign}${symbol}${gap}${digits}` : `${symbol}${gap}${sign}${digits}`;
}

function lotText(draw: Draw, { price, fixed, date, note }: Lot, notation: Notation): string {
  const parts = [`{${fixed ? '=' : ''}${amountText(draw, price, notation)}}`];
  if (date !== '') parts.push(`[${date}]`);
  if (note !== '') parts.push(`(${note})`);
  return parts.join(' ');
}

/** The amount, lot, cost and assertion of a posting. */
export function sumText(draw: Draw, posting: Posting, notation: Notation): string {
  const { amounts, how, lot, cost, costInferred, assertion } = posting;
  const [amount] = amounts;
  const parts: string[] = [];
  if (how === 'explicit' && amount) {
    parts.push(amountText(draw, amount, notation));
    if (lot) parts.push(lotText(draw, lot, notation));
    if (cost && !costInferred) {
      const at = cost.per === 'unit' ? '@' : '@@';
      parts.push(cost.virtual ? `(${at})` : at, amountText(draw, cost, notation));
    }
  }
  // ledger has no word for the balance of nothing in a commodity.
  if (assertion && !(notation.plain && assertion.value === 0n))
    parts.push(assertion.form, amountText(draw, assertion, notation));
  return parts.join(' ');
}

const WORDS = ['lunch', 'für Óscar', 'no. 7', 'see p. 3; later', '"quoted"', '50 %', '€ 3', '(x)', '= 5', '* star'];
const TAGS = ['project', 'größe', 'a-b', 'x_1', 'https', 'Type2'];
const VALUES = ['', 'new kitchen', '//example.com/x', '2024-05', 'a: b', '7'];

/** Comments on a number of lines, with the tags that stand in them. */
export function comment(draw: Draw, first = ''): Comment {
  const tags: [string, string][] = [];
  const line = (): string => {
    const pieces = some(draw, 3, () => {
      const word = draw.once(2) ? draw.pick(WORDS) : '';
      if (draw.once(2)) return word;
      const [name, value] = [draw.pick(TAGS), draw.pick(VALUES)];
      tags.push([name, value]);
      return `${word}${word === '' ? '' : ' '}${name}:${value}`;
    });
    return pieces.filter((piece) => piece !== '').join(', ');
  };
  const lines = draw.once(4) ? [line(), ...some(draw, 2, line)] : [''];
  const [own = '', ...rest] = lines;
  return { lines: [[first, own].filter((part) => part !== '').join(', '), ...rest], tags };
}
