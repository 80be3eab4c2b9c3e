import { readFileSync } from 'node:fs';
import { add, decimalText, isZero, rescale, type Decimal } from '../../../src/core/decimal.ts';
import { problemText } from '../../../src/core/problem.ts';
import { amountAt } from '../../../src/model/journal.ts';
import { readBeancount } from '../../../src/sources/index.ts';
import { dayOf } from '../../sources/journal/_journal.ts';
import type { Answer, Sums } from './_oracle.ts';

/** Digits that are compared: beancount rounds quotients to 28 digits in all, Quarterdeck to 12 behind the point. */
const COMPARED = 8;

/** What our reader makes of a file, as the oracle has it. */
export function readOurs(path: string): Answer {
  const journal = readBeancount(readFileSync(path), path);
  const { transactions, postings, accounts, commodities, costs, problems } = journal;
  const sums = new Map<string, Decimal>();
  for (let posting = 0; posting < postings.count; posting += 1) {
    const day = dayOf(transactions.day[postings.transaction[posting] ?? 0] ?? 0);
    const at = `${day} ${accounts[postings.account[posting] ?? -1]?.name}`;
    const put = (words: string | undefined, amount: Decimal): void => {
      const before = sums.get(`${at} ${words}`);
      sums.set(`${at} ${words}`, before ? add(before, amount) : amount);
    };
    const amount = amountAt(journal, posting);
    if (!isZero(amount)) put(commodities[postings.commodity[posting] ?? -1]?.symbol, amount);
    const cost = costs[postings.cost[posting] ?? -1];
    if (cost?.lot) put(`at cost ${commodities[cost.commodity]?.symbol}`, cost.total);
  }
  return {
    errors: problems.filter(({ severity }) => severity === 'error').map(problemText),
    sums: Object.fromEntries([...sums].map(([key, amount]) => [key, decimalText(rescale(amount, COMPARED))])),
  };
}

/** Ten-millionths of a cent: two roundings of one number may be so far apart. */
const APART = 100n;

const units = (number: string | undefined): bigint => BigInt((number ?? '0').replace('.', ''));

/** Where two answers differ: `2026-04-30 Assets:Bank EUR: 1.00000000, not 2.00000000`. */
export function differences(ours: Sums, theirs: Sums): string[] {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].flatMap((key) => {
    const apart = units(theirs[key]) - units(ours[key]);
    return apart > APART || apart < -APART ? [`${key}: ${ours[key]}, not ${theirs[key]}`] : [];
  });
}
