import type { Client, EntityClients, Missing } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence, Stake } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { exactly } from './_stake.ts';

/** CLI-01: a client that is worked for or invoiced without an agreement, a rate or a billing model. */
export const withoutTerms = check({
  id: 'CLI-01',
  role: 'Clients',
  title: 'Client without terms',
  why: 'What was never agreed cannot be billed with confidence, nor enforced when it is not paid.',
  fix: say`Send the agreement with its rate and billing model, and have it signed before more work.`,
  effort: 'days',
  standard: 'Engagement letters',
  needs: ['clients'],
  run({ clients: { entities } }, book) {
    const seen = entities.filter(({ records }) => records.has('agreements'));
    if (seen.length === 0) return 'not-seen';
    return seen.flatMap((entity) =>
      entity.clients
        .filter(({ active, missing }) => active && missing.length > 0)
        .map((client) => claimOf(book, entity, client)),
    );
  },
});

function claimOf(book: Book, entity: EntityClients, client: Client): Claim {
  const { hours, billing, terms } = client;
  const stake = stakeOf(book, entity, client);
  const ended =
    terms.agreement !== '' && terms.ended && client.missing.includes('agreement')
      ? say` The last one ended on ${onDate(terms.ended)}, and work went on.`
      : say``;
  const done = [...(hours ? [hours.all] : []), ...(billing ? [billing.billed] : [])];
  return {
    entity: entity.of.entity.id,
    subject: `client: ${client.key}`,
    severity: 'critical',
    claim: say`${quote(client.name)} has ${lacks(client.missing)}${workWords(client)}.${ended}`,
    evidence: done.map(({ id }) => id),
    ...(stake ? { stake } : {}),
    ...(hours ? { size: hours.all.id } : {}),
  };
}

/** `no agreement, no rate and no billing model`. */
function lacks(missing: readonly Missing[]): string {
  const each = missing.map((part) => `no ${part}`);
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1) ?? ''}`;
}

function workWords({ hours, billing }: Client): Sentence {
  const worked = hours && hasValue(hours.all) ? say`${hours.all} of work` : undefined;
  const billed = billing && hasValue(billing.billed) ? say`${billing.billed} billed` : undefined;
  if (worked && billed) return say`: ${worked} and ${billed} in twelve months`;
  if (worked ?? billed) return say`: ${worked ?? billed ?? say``} in twelve months`;
  return say`, and something is still open with it`;
}

const hasValue = (figure: Figure): boolean => figure.value !== undefined && !isZero(figure.value);

/** Its hours at its own rate or at the rates that other clients agreed to; without hours, what was billed. */
function stakeOf(book: Book, { rates }: EntityClients, client: Client): Stake | undefined {
  const { hours, billing, terms, id, name } = client;
  if (hours && hasValue(hours.all)) {
    const worth = (part: string, rate: Figure): Figure =>
      book.formula(
        `${id}.at-stake.${part}`,
        `${name}, hours at the ${part} rate`,
        rate.unit,
        'product',
        [hours.all, rate],
        {
          text: 'hours × rate',
        },
      );
    if (terms.rate) return exactly(worth('own', terms.rate), say`its hours of twelve months at its own rate`);
    if (rates)
      return {
        low: worth('low', rates.low).id,
        mid: worth('mid', rates.mid).id,
        high: worth('high', rates.high).id,
        how: say`its hours of twelve months at the lowest, the middle and the highest rate that is agreed with any client`,
      };
  }
  if (billing && hasValue(billing.billed)) return exactly(billing.billed, say`what was billed to it in twelve months`);
  return undefined;
}
