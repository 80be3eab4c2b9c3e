import type { FactMap, NeededPaper } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, Tile } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import type { Contents } from '../_frame.ts';
import type { EntityDeliveries } from './entity.ts';

/** What whoever plans the trips asks first: what is offered, how much of it is won, what a job leaves. */
export function kpis({ deliveries }: FactMap): Block {
  const entities = deliveries.value?.entities ?? [];
  const tiles = entities.flatMap((one) =>
    tilesOf(one, entities.length > 1 ? say`, ${quote(one.of.entity.name)}` : say``),
  );
  if (tiles.length > 0) return { kind: 'figures', id: 'kpis', title: 'At a glance', tiles };
  return {
    kind: 'prose',
    id: 'kpis',
    title: 'At a glance',
    sentences: [say`Nothing of a yacht delivery is on file; “What could not be seen” says what would tell.`],
  };
}

function tilesOf({ quotes, jobs }: EntityDeliveries, of: Sentence): Tile[] {
  return [...quoteTiles(quotes, of), ...marginTiles(jobs, of)];
}

function quoteTiles(quotes: EntityDeliveries['quotes'], of: Sentence): Tile[] {
  if (!quotes) return [];
  const { open, openValue, winRate } = quotes;
  const value = openValue.value ? openValue : open;
  const worth = openValue.value ? say`in ${open} still open` : say`still open, without a value`;
  return [
    { figure: value.id, basis: [...worth, ...of], tone: 'neutral' },
    ...(winRate.rate.value
      ? [
          {
            figure: winRate.rate.id,
            basis: [...say`of quotes won in twelve months: ${winRate.won} of ${winRate.decided}`, ...of],
            tone: 'neutral' as const,
          },
        ]
      : []),
  ];
}

function marginTiles(jobs: EntityDeliveries['jobs'], of: Sentence): Tile[] {
  if (!jobs?.totals.percent.value) return [];
  const { percent, margin, revenue, perMile, perDay, miles, days } = jobs.totals;
  const rest = [
    { figure: perMile, words: say`a nautical mile, over ${miles}` },
    { figure: perDay, words: say`a day, over ${days}` },
  ].filter(({ figure }) => figure.value !== undefined);
  const tone = percent.value !== undefined && percent.value.mantissa < 0n ? ('bad' as const) : ('neutral' as const);
  return [
    { figure: percent.id, basis: [...say`of the price left in twelve months: ${margin} of ${revenue}`, ...of], tone },
    ...rest.map(({ figure, words }) => ({ figure: figure.id, basis: [...words, ...of], tone: 'neutral' as const })),
  ];
}

/** The report's answer in a sentence, and the subject of its mail. */
export function answerOf({ deliveries }: FactMap): Omit<Contents, 'blocks'> {
  const entities = deliveries.value?.entities ?? [];
  if (entities.length > 0) {
    const answer = entities.flatMap((one, at) => [...(at === 0 ? [] : say` `), ...entityWords(one)]);
    return { answer, subject: subjectOf(entities) };
  }
  const isNone = deliveries.gaps.every(({ entity }) => entity === 'group');
  return isNone
    ? {
        answer: say`This portfolio has no yacht delivery: no entity of that kind, and no sheet of jobs.`,
        subject: say`Yacht delivery report: no yacht delivery in this portfolio`,
      }
    : {
        answer: say`Nothing is known of the deliveries: no quotes, jobs, costs or papers are on file.`,
        subject: say`Yacht delivery report: nothing on file`,
      };
}

function entityWords({ of, quotes, jobs, papers }: EntityDeliveries): Sentence {
  const offered = !quotes
    ? say`what is offered is not known`
    : quotes.openValue.value
      ? say`${quotes.open} worth ${quotes.openValue} await an answer`
      : say`${quotes.open} of unknown value await an answer`;
  return [...say`${quote(of.entity.name)}: `, ...offered, ...leftWords(jobs), ...paperWords(papers), ...say`.`];
}

function leftWords(jobs: EntityDeliveries['jobs']): Sentence {
  if (!jobs?.totals.percent.value) return say`; what a delivery leaves is not known`;
  const { percent, done, unknown } = jobs.totals;
  const but = unknown.length > 0 ? say` (those whose costs are known)` : say``;
  return say`; ${done} of twelve months left ${percent} of their price${but}`;
}

const PAPERS: Readonly<Record<NeededPaper, string>> = {
  licence: 'licence',
  medical: 'medical certificate',
  insurance: 'hull insurance',
};

function paperWords(papers: EntityDeliveries['papers']): Sentence {
  if (!papers) return say`; whether the papers hold is not known`;
  const [worst] = papers.faults.filter(({ state }) => state === 'ends');
  if (worst) return say`; the ${PAPERS[worst.kind]} of ${quote(worst.holder)} ends too early for ${worst.number}`;
  return papers.faults.length > 0 ? say`; papers of trips ahead are not on file` : say``;
}

function subjectOf(entities: readonly EntityDeliveries[]): Sentence {
  const [first] = entities;
  const fault = entities.flatMap(({ papers }) => papers?.faults ?? []).find(({ state }) => state === 'ends');
  if (fault) return say`Papers end before a trip does: ${quote(fault.holder)}`;
  const percent = first?.jobs?.totals.percent;
  if (percent?.value) return say`Deliveries left ${percent} of their price`;
  return first?.quotes ? say`Yacht delivery: ${first.quotes.open} without an answer` : say`Yacht delivery report`;
}
