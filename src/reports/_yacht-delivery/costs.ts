import type { DeliveryCosts, DeliveryJob, DeliveryJobs } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right } from '../_cells.ts';
import { date, headOf, missing, named, type EntityDeliveries } from './entity.ts';

const KINDS = 'Costs by kind';
/** Columns of kinds that a mail has room for; the dearest, where there are more. */
const SHOWN = 5;

/** Costs of each job by kind, and the costs that no job is named for. */
export function costBlocks(one: EntityDeliveries): Block[] {
  if (!one.costs) return [missing(one, 'costs', KINDS, 'costs of jobs')];
  return [...(one.jobs ? kindsBlock(one, one.jobs, one.costs) : []), ...looseBlock(one, one.costs)];
}

function kindsBlock(one: EntityDeliveries, { list, totals }: DeliveryJobs, { kinds }: DeliveryCosts): Block[] {
  const jobs = list.filter(
    ({ isOfTheYear, state, kinds: own }) => own.size > 0 && (isOfTheYear || state === 'under-way'),
  );
  if (jobs.length === 0) return [];
  const used = kinds.filter((kind) => jobs.some((job) => job.kinds.has(kind)));
  const shown = used.slice(0, SHOWN);
  const rest = used.slice(SHOWN);
  const row = (first: CellValue, of: ReadonlyMap<string, Figure>, all: Figure, total = false): TableRow => ({
    cells: [first, ...shown.map((kind) => cell(of.get(kind))), figure(all)],
    ...(total ? { total } : {}),
  });
  return [
    {
      kind: 'table',
      ...headOf(one, 'costs', KINDS),
      columns: [...left('Job'), ...right(...shown.map(heading), 'All')],
      rows: [
        ...jobs.map((job: DeliveryJob) => row(quoted(job.name), job.kinds, job.costs)),
        ...(totals.known.length > 0 ? [row(label('Done, twelve months'), totals.kinds, totals.costs, true)] : []),
      ],
      ...(rest.length > 0 ? { note: say`“All” has these kinds, too: ${quote(rest.join(', '))}.` } : {}),
    },
  ];
}

function heading(kind: string): string {
  return kind.slice(0, 1).toUpperCase() + kind.slice(1);
}

/** A job has no cost of a kind: nothing to show, and no zero to prove. */
function cell(of: Figure | undefined): CellValue {
  return of ? figure(of) : label('–');
}

function looseBlock(one: EntityDeliveries, { loose }: DeliveryCosts): Block[] {
  if (loose.list.length === 0) return [];
  return [
    {
      kind: 'table',
      ...headOf(one, 'loose-costs', 'Costs of twelve months that name no job'),
      columns: [...left('Day', 'Payee', 'Kind', 'Job that it names'), ...right('Amount')],
      rows: [
        ...loose.list.map((cost) => ({
          cells: [
            date(cost.date, 'the sheet does not say the day'),
            named(cost.payee),
            quoted(cost.kind),
            named(cost.job),
            figure(cost.amount),
          ],
        })),
        { cells: [label('All'), label(''), label(''), label(''), figure(loose.amount)], total: true },
      ],
      note: say`${loose.number} that no margin has: each belongs to a job, or to the business.`,
    },
  ];
}
