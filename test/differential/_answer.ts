import type { Commodity, Pico } from './_meaning.ts';
import { picoText } from './_meaning.ts';

/*
 * The form in which three answers are compared: the generator's own meaning, ours, and that of hledger. All are lines of
 * text, so that a difference reads well.
 */

/** Transactions by their place (`main.journal:3`): the first line, then a line a posting. */
export type Register = ReadonlyMap<string, readonly string[]>;

export interface Answer {
  readonly register: Register;
  /** `account  commodity amount`, sorted, without what comes to nothing. */
  readonly balances: readonly string[];
  readonly atCost: readonly string[];
}

export interface Words {
  readonly comment: readonly string[];
  readonly tags: readonly (readonly [name: string, value: string])[];
}

function words({ comment, tags }: Words): string {
  const lines = comment.map((line) => line.trim()).filter((line) => line !== '');
  return [...lines.map((line) => `; ${line}`), ...tags.map(([name, value]) => `<${name}=${value}>`)].join(' ');
}

export interface HeadParts extends Words {
  readonly day: string;
  readonly day2: string;
  readonly status: string;
  readonly code: string;
  readonly description: string;
}

export function headRow(head: HeadParts): string {
  const { day, day2, status, code, description } = head;
  return [`${day}=${day2} ${status}(${code})`, description, words(head)].join(' ').trimEnd();
}

export interface PostingParts extends Words {
  readonly kind: 'real' | 'virtual' | 'balanced';
  readonly account: string;
  readonly status: string;
  readonly day: string;
  /** Amounts that are not nothing, with what they cost in all. */
  readonly amounts: readonly { readonly symbol: string; readonly value: Pico; readonly cost?: string }[];
}

export function postingRow(posting: PostingParts): string {
  const { kind, account, status, day, amounts } = posting;
  const sums = amounts
    .filter(({ value }) => value !== 0n)
    .map(({ symbol, value, cost }) => `${symbol} ${picoText(value)}${cost === undefined ? '' : ` @@ ${cost}`}`);
  return `  ${day} ${status}${kind} ${account} | ${sums.toSorted().join(' + ')} ${words(posting)}`.trimEnd();
}

/** A price that a `P` line states. */
export const priceText = (day: string, symbol: string, inSymbol: string, value: Pico): string =>
  `${day} ${symbol} = ${inSymbol} ${picoText(value)}`;

export const costText = (commodity: Commodity['symbol'], total: Pico): string => `${commodity} ${picoText(total)}`;
