import type { Deliveries, OpenQuote } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { Stake } from '../../model/finding.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const DAYS = 7;

/** YDEL-01: an open quote without an answer, and nobody has spoken to the customer for more than seven days. */
export const quoteUnanswered = check({
  id: 'YDEL-01',
  role: 'Delivery',
  title: 'Quote without an answer or follow-up',
  why: 'Whoever asks for a delivery asks several; who calls first wins.',
  fix: say`Call the customer, and note the day; close the quote if it is lost.`,
  effort: 'hours',
  standard: 'Pipeline',
  needs: ['deliveries'],
  run({ deliveries: { entities } }, book) {
    const limit = book.constant(
      'method.delivery.follow-up',
      'A quote is followed up within',
      { kind: 'count', of: 'day' },
      decimal(DAYS),
      'limit of YDEL-01',
    );
    const waiting = entities.flatMap((one) => (one.quotes?.list ?? []).filter(({ answered }) => !answered));
    const claims = entities.flatMap((one) => claimsOf(one, limit, book));
    const unseen = entities.some(({ quotes }) => !quotes) || waiting.some(({ silence }) => !silence.value);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function claimsOf({ of, quotes }: Deliveries['entities'][number], limit: Figure, book: Book): Claim[] {
  if (!quotes) return [];
  const rate = quotes.winRate.rate;
  return quotes.list
    .filter(({ answered, silence }) => !answered && isAbove(silence, limit))
    .map((one) => {
      const stake = stakeOf(one, rate, book);
      const from = one.customer === '' ? say`` : say` to ${quote(one.customer)}`;
      const worth = one.value.value ? say`, worth ${one.value},` : say``;
      return {
        entity: of.entity.id,
        subject: `quote: ${one.key}`,
        severity: 'medium',
        claim: say`Quote ${quote(one.name)}${from}${worth} has no answer, and the last contact was ${one.silence} ago, where ${limit} are the limit.`,
        evidence: [one.silence.id, limit.id, ...(one.value.value ? [one.value.id] : [])],
        ...(stake ? { stake } : {}),
        ...(one.value.value ? { size: one.value.id } : {}),
      };
    });
}

function isAbove(figure: Figure, limit: Figure): boolean {
  return figure.value !== undefined && limit.value !== undefined && compare(figure.value, limit.value) > 0;
}

/** Low: what quotes of this value bring at the own win rate; high: the whole value; mid: the mean of both. */
function stakeOf({ name, value }: OpenQuote, rate: Figure, book: Book): Stake | undefined {
  if (!value.value || !rate.value) return undefined;
  const id = value.id.replace(/\.value$/, '.stake');
  const low = book.formula(`${id}.low`, `Quote ${name}, at the own win rate`, value.unit, 'percent-of', [value, rate], {
    text: 'value × win rate',
  });
  const mid = book.formula(`${id}.mid`, `Quote ${name}, middle of what is at stake`, value.unit, 'mean', [low, value], {
    text: 'mean of value × win rate and value',
  });
  const how = say`Low is its value times the win rate of twelve months, ${rate}; high is its whole value; the middle is their mean.`;
  return { low: low.id, mid: mid.id, high: value.id, how };
}
