import { decimalText } from '../../core/decimal.ts';
import { moneyDecimal } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import type { Posting } from './posting.ts';

/** Postings that belong together. */
export type Group = readonly Posting[];

export interface Grouped {
  /** Every currency of each is zero, and each of their postings has a day, an account and an amount. */
  readonly whole: readonly Group[];
  readonly refused: readonly Group[];
}

/** How the postings of an export find together. */
export type Grouping = 'by number' | 'by block' | 'by day, kind, number and name';

/** The sum of each currency that is not zero. */
export function residues(group: Group): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, amount = 0n } of group) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return new Map([...sums].filter(([, sum]) => sum !== 0n));
}

function isWhole(group: Group): boolean {
  const [first] = group;
  return (
    group.every(({ sound, date }) => sound && date !== undefined && date === first?.date) && residues(group).size === 0
  );
}

function groupBy(postings: Iterable<Posting>, keyOf: (posting: Posting) => string): Posting[][] {
  const groups = new Map<string, Posting[]>();
  for (const posting of postings) {
    const key = keyOf(posting);
    const group = groups.get(key);
    if (group) group.push(posting);
    else groups.set(key, [posting]);
  }
  return [...groups.values()];
}

function sorted(groups: readonly Posting[][]): Grouped {
  return { whole: groups.filter(isWhole), refused: groups.filter((group) => !isWhole(group)) };
}

/** Postings that name their transaction. Those that name none are each alone, and so refused. */
function byNumber(postings: readonly Posting[]): Grouped {
  return sorted(groupBy(postings, ({ journal, line }) => (journal === '' ? `\0${line}` : journal)));
}

/** A journal that says the day on the first line of each transaction only: the lines below it take it over. */
function byBlock(postings: readonly Posting[]): Grouped {
  const blocks: Posting[][] = [];
  for (const posting of postings) {
    const block = blocks.at(-1);
    const head = block?.[0];
    if (!block || !head || begins(posting, block)) blocks.push([posting]);
    else block.push(posting.dated ? posting : continued(posting, head));
  }
  return sorted(blocks);
}

/** A day begins a transaction, but where every line repeats it: there a transaction is over when it is zero. */
function begins(posting: Posting, block: readonly Posting[]): boolean {
  const [head] = block;
  if (!head || !posting.dated) return false;
  const same = (['journal', 'date', 'type', 'number'] as const).every((key) => posting[key] === head[key]);
  const repeats = block.every(({ dated }) => dated);
  return !same || !repeats || (block.length > 1 && residues(block).size === 0);
}

function continued(posting: Posting, head: Posting): Posting {
  const own = (key: 'type' | 'number' | 'payee' | 'memo'): string => (posting[key] === '' ? head[key] : posting[key]);
  const { date, journal } = head;
  return {
    ...posting,
    date,
    journal,
    type: own('type'),
    number: own('number'),
    payee: own('payee'),
    memo: own('memo'),
  };
}

const KEYS = ['date', 'type', 'number', 'payee'] as const;

/** Names a posting by the first so many of its day, kind, number and name. */
function keyOf(count: number): (posting: Posting) => string {
  return (posting) =>
    KEYS.slice(0, count)
      .map((key) => posting[key] ?? `\0${posting.line}`)
      .join('\0');
}

/**
 * A general ledger lists each posting below its account. Those of one day, kind and number are a transaction, whole or not
 * at all. Of those without a number the ones of one name that sum to zero are one, and so are the others of the kind when
 * they do.
 */
function byKeys(postings: readonly Posting[]): Grouped {
  const whole: Group[] = [];
  const left: Posting[] = [];
  for (const alike of groupBy(postings, keyOf(3))) {
    const numbered = alike[0]?.number !== '';
    const named = numbered ? { whole: [], refused: [alike] } : sorted(groupBy(alike, keyOf(4)));
    const rest = named.refused.flat();
    whole.push(...named.whole);
    if (rest.length > 0 && isWhole(rest)) whole.push(rest);
    else left.push(...rest);
  }
  const kinds = sorted(groupBy(left, keyOf(2)));
  return { whole: [...whole, ...kinds.whole], refused: groupBy(kinds.refused.flat(), keyOf(3)) };
}

export function groupingOf(postings: readonly Posting[], numbered: boolean): Grouping {
  const named = postings.filter(({ journal }) => journal !== '').length;
  if (numbered || (named > 0 && named === postings.length)) return 'by number';
  if (postings.some(({ dated }) => !dated)) return 'by block';
  return named > 0 ? 'by number' : 'by day, kind, number and name';
}

export function group(postings: readonly Posting[], how: Grouping): Grouped {
  switch (how) {
    case 'by number':
      return byNumber(postings);
    case 'by block':
      return byBlock(postings);
    case 'by day, kind, number and name':
      return byKeys(postings);
  }
}

const LISTED = 12;

function linesText(refused: Group): string {
  const lines = refused.map(({ line }) => String(line));
  const more = lines.length - LISTED;
  const listed = lines.slice(0, LISTED).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}

export function residueText(sums: ReadonlyMap<string, bigint>): string {
  const texts = [...sums].map(([currency, minor]) => `${decimalText(moneyDecimal({ minor, currency }))} ${currency}`);
  return texts.join(', ') || 'nothing';
}

/** Why a transaction is not in the books: a line of it could not be read, or it does not balance. */
export function refusal(refused: Group, file: string, better: string): Problem[] {
  const [first] = refused;
  if (!first) return [];
  const at = { file, line: first.line, column: 1 };
  const unread = refused.filter(({ sound }) => !sound);
  const lines = linesText(refused);
  if (unread.length > 0) {
    // A line alone is named by its own problem already.
    if (refused.length === 1) return [];
    const message = `the transaction of ${lines} is left out, because ${linesText(unread)} could not be read`;
    return [
      problem('books-transaction-incomplete', at, message, { expected: 'every line of it', mend: 'mend that line' }),
    ];
  }
  const sums = residues(refused);
  if (sums.size === 0) {
    const message = `the transaction of ${lines} is left out, because its lines are not of one day`;
    return [problem('books-transaction-incomplete', at, message, { expected: 'one date', mend: 'mend the dates' })];
  }
  const message = `the transaction of ${lines} is left out, because ${residueText(sums)} is left of its debits less its credits`;
  return [
    problem('books-transaction-unbalanced', at, message, {
      expected: 'debits equal to credits',
      mend: `take ${better}`,
    }),
  ];
}
