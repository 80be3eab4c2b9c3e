import type { FactMap } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, Tile } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { isAbove, wholeOf, type Whole } from './answer.ts';

/** What a landlord asks first: is it let, did the rent come, what does it earn, does it carry its loan, what is broken. */
export function kpis({ rental }: FactMap): Block {
  const whole = rental.value && wholeOf(rental.value);
  const tiles = whole ? tilesOf(whole) : [];
  if (tiles.length > 0) return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
  const sentence = whole
    ? say`Nothing of what is let is known yet; “What could not be seen” says what would tell.`
    : say`No property to let is on file. An entity of kind rental-property, with its rent roll and leases under sheets, is what this report is about.`;
  return { kind: 'prose', id: 'kpis', title: 'At a glance', sentences: [sentence] };
}

type Tone = NonNullable<Tile['tone']>;

/** A figure that is not known has no tile: the gaps say what it lacks. */
function tile(figure: Figure | undefined, basis: Sentence, tone: (figure: Figure) => Tone): Tile[] {
  return figure?.value ? [{ figure: figure.id, basis, tone: tone(figure) }] : [];
}

function tilesOf(whole: Whole): Tile[] {
  const badAbove = (figure: Figure): Tone => (isAbove(figure) ? 'bad' : 'good');
  const lost = isAbove(whole.vacancyLoss) ? say`; ${whole.vacancyLoss} lost so far where it is empty` : say``;
  const service = whole.debtService.value ? say`; debt service ${whole.debtService}` : say``;
  return [
    ...tile(whole.occupancy, say`of the units are let${lost}`, ({ value }) =>
      value && compare(value, decimal(100)) < 0 ? 'bad' : 'good',
    ),
    ...tile(whole.delinquent, say`of rent is due, past its days of grace, and has not come`, badAbove),
    ...tile(whole.noi, say`of rental income less operating costs, twelve full months${service}`, () => 'neutral'),
    ...tile(whole.dscr, say`times debt service is covered by net operating income`, ({ value }) =>
      value && compare(value, decimal(125, 2)) < 0 ? 'bad' : 'good',
    ),
    ...tile(whole.openTickets, say`repairs open`, () => 'neutral'),
  ];
}
