import type { DeliveryJob, DeliveryJobs } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { figure, left, quoted, right, words } from '../_cells.ts';
import { headOf, missing, none, type EntityDeliveries } from './entity.ts';

const TITLE = 'What the deliveries of twelve months left';

/** Jobs done in twelve months with their margins, and every job that has costs against its estimate. */
export function jobBlocks(one: EntityDeliveries): Block[] {
  if (!one.jobs) return [missing(one, 'jobs', TITLE, 'jobs')];
  return [marginBlock(one, one.jobs), ...estimateBlock(one, one.jobs)];
}

function marginBlock(one: EntityDeliveries, { list, totals }: DeliveryJobs): Block {
  const done = list.filter(({ isOfTheYear }) => isOfTheYear);
  if (done.length === 0) return none(one, 'jobs', TITLE, 'No job was done in the twelve months.');
  return {
    kind: 'table',
    ...headOf(one, 'jobs', TITLE),
    columns: [...left('Job'), ...right('Price', 'Costs', 'Margin', 'Of price', 'A mile', 'A day')],
    rows: [
      ...done.map(marginRow),
      {
        cells: [
          words(say`${totals.done}`),
          figure(totals.revenue),
          figure(totals.costs),
          figure(totals.margin),
          figure(totals.percent),
          figure(totals.perMile),
          figure(totals.perDay),
        ],
        total: true,
      },
    ],
    note: noteOf(totals),
  };
}

function marginRow({ name, arrives, departs, price, costs, margin }: DeliveryJob): TableRow {
  const over = arrives ?? departs;
  return {
    cells: [
      words(over === undefined ? say`${quote(name)}` : say`${quote(name)}, ${onDate(over)}`),
      figure(price),
      figure(costs),
      figure(margin?.amount),
      figure(margin?.percent),
      figure(margin?.perMile),
      figure(margin?.perDay),
    ],
  };
}

function noteOf({ unknown }: DeliveryJobs['totals']): Sentence {
  const days = say`Margin is price less costs; a mile is a nautical one, and days run from departure to arrival, both counted.`;
  if (unknown.length === 0) return days;
  const names = unknown.map(({ name }) => name).join(', ');
  return [
    ...days,
    ...say` The totals leave out, for want of a price or of costs: ${quote(names)}. Their margin is not known.`,
  ];
}

/** Jobs done in the year or under way, by what was thought and what came. */
function estimateBlock(one: EntityDeliveries, { list }: DeliveryJobs): Block[] {
  const jobs = list.filter(({ isOfTheYear, state }) => isOfTheYear || state === 'under-way');
  if (jobs.length === 0) return [];
  return [
    {
      kind: 'table',
      ...headOf(one, 'estimates', 'Estimate against cost, and deposits'),
      columns: [...left('Job'), ...right('Estimate', 'Costs', 'Over', 'Over by', 'Deposit due', 'Received')],
      rows: jobs.map(({ name, state, estimate, costs, over, overPercent, deposit }) => ({
        cells: [
          state === 'under-way' ? words(say`${quote(name)}, under way`) : quoted(name),
          figure(estimate),
          figure(costs),
          figure(over),
          figure(overPercent),
          figure(deposit?.due),
          figure(deposit?.received),
        ],
      })),
      note: say`Costs of a trip under way are those on file so far. Deposits of trips that are over: what was received by departure.`,
    },
  ];
}
