import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { say } from '../model/sentence.ts';
import { closingBlocks, findingsBlock, ofEntities, reportOf } from './_frame.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';
import { costBlocks } from './_yacht-delivery/costs.ts';
import { jobBlocks } from './_yacht-delivery/jobs.ts';
import { answerOf, kpis } from './_yacht-delivery/kpis.ts';
import { paperBlocks } from './_yacht-delivery/papers.ts';
import { quoteBlocks } from './_yacht-delivery/quotes.ts';
import { recordsTable } from './_yacht-delivery/records.ts';
import { tripsBlock } from './_yacht-delivery/trips.ts';

/** What is offered, what sails next and whether it may, and what each delivery left. */
export const yachtDelivery: ReportDefinition = {
  type: 'yacht-delivery',
  title: 'Yacht delivery report',
  kind: 'domain',
  audience: 'the owner and whoever plans the trips',
  checks: ['YDEL-'],
  looks: ['business'],
  concerns: (facts) => facts.deliveries.value !== undefined,
  compose(input) {
    return reportOf(this, input, { ...answerOf(input.analysis.facts), blocks: blocksOf(input) });
  },
};

const CHECKS = 'YDEL-';

const SHOWN = ['deliveries'] as const satisfies readonly (keyof FactMap)[];

function blocksOf(input: ReportInput): Block[] {
  const { facts } = input.analysis;
  const entities = facts.deliveries.value?.entities ?? [];
  return [
    kpis(facts),
    findingsBlock(input, CHECKS),
    ...entities.flatMap((one) => [
      tripsBlock(one),
      ...paperBlocks(one),
      ...quoteBlocks(one),
      ...jobBlocks(one),
      ...costBlocks(one),
    ]),
    ...(entities.length > 0 ? [recordsTable(entities)] : [nothing()]),
    ...closingBlocks(input, CHECKS, SHOWN, ofEntities(facts.deliveries.value?.entities)),
  ];
}

/** What would bring the report to life, for a portfolio without a delivery or without its sheets. */
function nothing(): Block {
  return {
    kind: 'prose',
    id: 'nothing',
    title: 'What this report would show',
    sentences: [
      say`Trips ahead with their deposits and papers, open quotes and how many are won, and what each delivery left after its costs.`,
      say`It reads sheets of quotes, jobs, costs of jobs, and papers of crews and vessels.`,
    ],
  };
}
