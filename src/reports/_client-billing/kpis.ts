import type { EntityClients, FactMap } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, Tile } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import type { Contents } from '../_frame.ts';

/** What an agency asks first: is all work agreed, billed, paid, and what does an hour bring. */
export function kpis({ clients }: FactMap): Block {
  const entities = clients.value?.entities ?? [];
  const tiles = entities.flatMap((entity) => tilesOf(entity, entities.length > 1));
  if (tiles.length > 0) return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
  return { kind: 'prose', id: 'kpis', title: 'At a glance', sentences: [NOTHING] };
}

const NOTHING: Sentence = say`Nothing is on file about clients: no agreements, no hours, no invoices. “What could not be seen” says what would tell.`;

function tilesOf({ of, totals }: EntityClients, named: boolean): Tile[] {
  const whose = named ? say`, ${quote(of.entity.name)}` : say``;
  const { withoutTerms, count, unbilled, unpriced, overdue, realisation, billed, value, effectiveRate, hours } = totals;
  const more = unpriced.value && !isZero(unpriced.value) ? say`; ${unpriced} more have no agreed rate` : say``;
  const bad = (figure: Figure): Tile['tone'] => (figure.value && isZero(figure.value) ? 'good' : 'bad');
  return [
    ...tile(withoutTerms, say`of ${count} lack an agreement, a rate or a billing model${whose}`, bad(withoutTerms)),
    ...tile(unbilled, say`of work older than a month is on no invoice${more}${whose}`, bad(unbilled)),
    ...tile(overdue, say`of invoices are past due${whose}`, bad(overdue)),
    ...tile(realisation, say`of ${value}, the billable hours of twelve months at the agreed rates, was billed${whose}`),
    ...tile(effectiveRate, say`an hour in effect: ${billed} billed for ${hours}${whose}`),
  ];
}

/** A figure that is not known is left to the gaps. */
function tile(figure: Figure, basis: Sentence, tone: Tile['tone'] = 'neutral'): Tile[] {
  return figure.value ? [{ figure: figure.id, basis, tone }] : [];
}

/** The report's one-sentence answer, and the subject of its mail. */
export function answerOf({ clients }: FactMap): Omit<Contents, 'blocks'> {
  const told = (clients.value?.entities ?? []).flatMap((entity) => {
    const words = wordsOf(entity);
    return words.length > 0 ? [[...say`${quote(entity.of.entity.name)}: `, ...words]] : [];
  });
  const [first] = clients.value?.entities ?? [];
  if (told.length === 0 || !first)
    return {
      answer: say`What clients owe and what they were not billed is not known: nothing is on file about clients.`,
      subject: say`Client billing audit: nothing on file`,
    };
  const { unbilled, overdue } = first.totals;
  const subject =
    told.length === 1 && unbilled.value && overdue.value
      ? say`${unbilled} unbilled, ${overdue} overdue`
      : say`Client billing audit`;
  return { answer: [...joined(told, say`; `), ...say`.`], subject };
}

function wordsOf({ totals }: EntityClients): Sentence {
  const { withoutTerms, unbilled, overdue, effectiveRate, realisation } = totals;
  const share = realisation.value ? say`, at a realisation of ${realisation}` : say``;
  const parts = [
    ...either(unbilled, say`${unbilled} of old work is not billed`, say`all old work is billed`),
    ...either(overdue, say`${overdue} of invoices are past due`, say`no invoice is past due`),
    ...either(withoutTerms, say`terms are missing for ${withoutTerms}`, say`all clients have their terms`),
    ...(effectiveRate.value ? [say`an hour brings ${effectiveRate}${share}`] : []),
  ];
  return parts.length > 0 ? joined(parts, say`, `) : [];
}

/** The one where there is something, the other where there is nothing; neither where it is not known. */
function either({ value }: Figure, some: Sentence, none: Sentence): Sentence[] {
  return value ? [isZero(value) ? none : some] : [];
}

/** Parts with the same words between them. */
function joined(parts: readonly Sentence[], between: Sentence): Sentence {
  return parts.flatMap((part, at) => (at === 0 ? part : [...between, ...part]));
}
