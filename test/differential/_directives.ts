import type { Draw } from './_draw.ts';
import type { Commodity, Pico } from './_meaning.ts';
import { pico } from './_meaning.ts';
import type { Notation } from './_notation.ts';
import { amountText, symbolText } from './_notation.ts';
import { ACCOUNTS, ALIASES } from './_parts.ts';
import type { Syntax } from './_transaction.ts';

/** What directives have set so far in a file, and what its included files begin with. */
export interface State {
  /** Of the latest `Y`: dates may leave their year out. */
  readonly year?: number;
  /** The latest first. */
  readonly aliases: readonly (readonly [from: string, to: string])[];
  /** Of `apply account`, the outermost first. */
  readonly prefix: readonly string[];
  /** How many of them this file has opened: only those can it close. */
  readonly opened: number;
  readonly notation: Notation;
}

export interface MarketPrice {
  readonly day: string;
  readonly commodity: Commodity;
  readonly in: Commodity;
  readonly value: Pico;
}

export interface Directive {
  readonly lines: readonly string[];
  readonly state?: State;
  readonly price?: MarketPrice;
}

/** What an account stands for here: the prefixes first, then each alias, the latest first. */
export function resolved(written: string, { prefix, aliases }: State): string {
  return aliases.reduce(
    (name, [from, to]) => {
      if (from.startsWith('/')) return name.replaceAll(new RegExp(from.slice(1, -1), 'gi'), to.replaceAll('\\1', '$1'));
      if (name === from) return to;
      return name.startsWith(`${from}:`) ? to + name.slice(from.length) : name;
    },
    [...prefix, written].join(':'),
  );
}

/** How a commodity is written, by one of the two forms of its directive. */
export function commodityDirective(draw: Draw, commodity: Commodity): string[] {
  const { symbol, side, spaced, mark, group, digits } = commodity;
  const sample = `1${group}000${mark}${'0'.repeat(digits)}`;
  const name = symbolText(draw, commodity);
  const gap = spaced ? ' ' : '';
  const shown = symbol === '' ? sample : side === 'left' ? name + gap + sample : sample + gap + name;
  return draw.once(3) && symbol !== ''
    ? [`commodity ${name}`, `  format ${shown}`]
    : [`commodity ${shown}${draw.once(4) ? '  ; c' : ''}`];
}

const NOISE: readonly (readonly string[])[] = [
  [''],
  ['; a remark: with a colon', '# remark', '* heading'],
  ['', '    ', ''],
  ['comment', '2024-01-01 not this', '  a  1', '  b', 'end comment'],
  ['account assets:bank:checking  ; the main one'],
  ['account expenses:food & drink', '  ; a remark', '  ; and another'],
  ['payee Coop | weekly'],
  ['tag project'],
];

/** Rules, which make nothing unless one asks for it. */
const RULES: readonly (readonly string[])[] = [
  ['~ monthly from 2024-01-01  the rent', '    expenses:rent    500', '    assets:bank'],
  ['~ weekly', '    (x)    1 EUR  ; a:b'],
  ['= expenses:food', '    (budget:food)    *-1'],
  ['= income', '    assets:tax    *0.2', '    equity:tax    *-0.2'],
];

/** A directive that can stand here, with the state after it. */
export function directive(draw: Draw, state: State, syntax: Syntax, commodities: readonly Commodity[]): Directive {
  const hledger = syntax === 'hledger';
  switch (draw.int(0, 8)) {
    case 0:
      return year(draw, state, syntax);
    case 1:
      return price(draw, state, commodities);
    case 2: {
      const prefix = draw.pick(['group', 'a b', 'assets']);
      return {
        lines: [`apply account ${prefix}`],
        state: { ...state, prefix: [...state.prefix, prefix], opened: state.opened + 1 },
      };
    }
    case 3:
      if (state.opened === 0) return { lines: [''] };
      return {
        lines: ['end apply account'],
        state: { ...state, prefix: state.prefix.slice(0, -1), opened: state.opened - 1 },
      };
    case 4:
      return hledger ? alias(draw, state) : { lines: [''] };
    case 5:
      return { lines: draw.pick(hledger ? RULES : RULES.slice(1, 2)) };
    default:
      return { lines: draw.pick(NOISE) };
  }
}

function year(draw: Draw, state: State, syntax: Syntax): Directive {
  // ledger takes a year for an `apply` that its own `end` must close.
  if (syntax === 'ledger' && state.prefix.length > 0) return { lines: [''] };
  const next = draw.pick([2023, 2024, 2025]);
  const word = syntax === 'ledger' ? draw.pick(['Y', 'year ']) : draw.pick(['Y', 'Y ']);
  return { lines: [`${word}${next}`], state: { ...state, year: next } };
}

function price(draw: Draw, { notation }: State, commodities: readonly Commodity[]): Directive {
  const commodity = draw.pick(commodities);
  const other = draw.pick(commodities);
  if (commodity === other || commodity.symbol === '') return { lines: [''] };
  const day = `2024-${String(draw.int(1, 12)).padStart(2, '0')}-05`;
  const value = pico(BigInt(draw.int(1, 99_999)), draw.int(0, other.digits));
  const time = draw.once(4) ? ' 09:30:00' : '';
  const amount = amountText(draw, { commodity: other, value }, notation);
  return {
    lines: [`P ${draw.once(3) ? day.replaceAll('-', '/') : day}${time} ${symbolText(draw, commodity)} ${amount}`],
    price: { day, commodity, in: other, value },
  };
}

function alias(draw: Draw, state: State): Directive {
  if (draw.once(4)) return { lines: ['end aliases'], state: { ...state, aliases: [] } };
  const [from, to] = draw.pick(ALIASES);
  const gap = draw.once(2) ? ' ' : '';
  return { lines: [`alias ${from}${gap}=${gap}${to}`], state: { ...state, aliases: [[from, to], ...state.aliases] } };
}

/** Accounts that postings may name. */
export const accountsOf = (draw: Draw): string[] => Array.from({ length: draw.int(2, 5) }, () => draw.pick(ACCOUNTS));
