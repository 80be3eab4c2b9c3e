import type { Answer } from './_answer.ts';
import { costText, headRow, postingRow, priceText } from './_answer.ts';
import type { RandomJournal } from './_journal.ts';
import type { Posting, Transaction } from './_meaning.ts';
import { atCost, Balances } from './_meaning.ts';

function postingText(posting: Posting, day: string): string {
  const { kind, account, status, amounts, cost, comment } = posting;
  const [total] = cost ? atCost(posting) : [];
  return postingRow({
    kind,
    account,
    status,
    day: posting.day ?? day,
    amounts: amounts.map(({ commodity, value }) => ({
      symbol: commodity.symbol,
      value,
      ...(total ? { cost: costText(total.commodity.symbol, total.value) } : {}),
    })),
    comment: comment.lines,
    tags: comment.tags,
  });
}

function rows(transaction: Transaction): string[] {
  const { day, day2 = day, status, code, description, comment, postings } = transaction;
  const head = headRow({ day, day2, status, code, description, comment: comment.lines, tags: comment.tags });
  return [head, ...postings.map((posting) => postingText(posting, day))];
}

function balancesOf({ transactions }: RandomJournal): { readonly plain: Balances; readonly costs: Balances } {
  const [plain, costs] = [new Balances(), new Balances()];
  for (const posting of transactions.flatMap(({ postings }) => postings)) {
    plain.add(posting.account, posting.amounts);
    costs.add(posting.account, atCost(posting));
  }
  return { plain, costs };
}

/** What a random journal means, by its own model. */
export function expected(journal: RandomJournal): Answer {
  const { plain, costs } = balancesOf(journal);
  return {
    register: new Map(journal.transactions.map((one) => [`${one.file}:${one.line}`, rows(one)])),
    balances: plain.rows(),
    atCost: costs.rows(),
  };
}

/** Its balances as ledger shows them: each account with those below it. */
export function expectedTotals(journal: RandomJournal): Pick<Answer, 'balances' | 'atCost'> {
  const { plain, costs } = balancesOf(journal);
  return { balances: plain.rows(true), atCost: costs.rows(true) };
}

/** The prices that it states, in the order of its lines. */
export const expectedPrices = ({ prices }: RandomJournal): string[] =>
  prices.map(({ day, commodity, in: paid, value }) => priceText(day, commodity.symbol, paid.symbol, value));
