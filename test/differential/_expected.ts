import type { Answer } from './_answer.ts';
import { costText, headRow, postingRow } from './_answer.ts';
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

/** What a random journal means, by its own model. */
export function expected({ transactions }: RandomJournal): Answer {
  const [plain, costs] = [new Balances(), new Balances()];
  for (const posting of transactions.flatMap(({ postings }) => postings)) {
    plain.add(posting.account, posting.amounts);
    costs.add(posting.account, atCost(posting));
  }
  return {
    register: new Map(transactions.map((one) => [`${one.file}:${one.line}`, rows(one)])),
    balances: plain.rows(),
    atCost: costs.rows(),
  };
}
