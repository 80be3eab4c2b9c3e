import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { agendaBlock } from './_ceo/agenda.ts';
import { assetsTable, certificatesTable, equityTable, keyPersonsTable } from './_ceo/inventory.ts';
import { frameworkTable, handoffsBlock, unmeasuredBlock } from './_ceo/kpi-framework.ts';
import { answerOf, kpis } from './_ceo/kpis.ts';
import { channelsTable, pipelineTable, trackingTable } from './_ceo/selling.ts';
import { othersBlock, partsTable, shortfallsBlock, shortfallsOf, type Shortfalls } from './_ceo/shortfalls.ts';
import { closingBlocks, reportOf } from './_frame.ts';
import { positionsTable } from './_ceo/positions.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

const CHECKS = ['CEO-', 'CH-02', 'CLI-01', 'WEB-05'];

/** What there is, what is amiss, and what to do about it in thirty days. */
export const ceo: ReportDefinition = {
  type: 'ceo',
  title: 'CEO report',
  kind: 'executive',
  audience: 'the owner of the businesses',
  checks: CHECKS,
  looks: ['books', 'business'],
  compose(input) {
    const { entities } = input.declared.portfolio;
    const named = (id: string): string => entities.find((entity) => entity.id === id)?.name ?? 'Group';
    const shortfalls = shortfallsOf(input, named);
    const blocks = blocksOf(input, shortfalls, named);
    return reportOf(this, input, { ...answerOf(input.analysis.facts, shortfalls), blocks });
  },
};

const SHOWN = [
  'cash',
  'burn',
  'runway',
  'concentration',
  'assets',
  'pipelines',
  'revenueTracking',
  'equity',
  'statements',
  'keyPersons',
  'certificates',
  'channels',
  'kpis',
  'handoffs',
  'site',
  'clients',
] as const satisfies readonly (keyof FactMap)[];

function blocksOf(input: ReportInput, shortfalls: Shortfalls, named: (id: string) => string): Block[] {
  const { facts } = input.analysis;
  const ours = input.outcomes.filter(({ check }) => CHECKS.some((begin) => check.startsWith(begin)));
  return [
    kpis(facts, shortfalls),
    shortfallsBlock(shortfalls),
    agendaBlock(input, named),
    assetsTable(facts),
    trackingTable(facts),
    pipelineTable(facts),
    equityTable(facts),
    positionsTable(facts, named),
    keyPersonsTable(facts),
    certificatesTable(facts),
    ...channelsTable(facts),
    frameworkTable(facts),
    unmeasuredBlock(input),
    ...handoffsBlock(input),
    ...othersBlock(shortfalls),
    ...partsTable(shortfalls, named),
    ...closingBlocks({ ...input, outcomes: ours }, '', SHOWN),
  ];
}
