import type { DeliveryJob } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, words } from '../_cells.ts';
import { date, headOf, missing, none, type EntityDeliveries } from './entity.ts';

const TITLE = 'Trips under way and ahead';

/** What sails next, and whether its deposit is there. */
export function tripsBlock(one: EntityDeliveries): Block {
  if (!one.jobs) return missing(one, 'trips', TITLE, 'jobs');
  const trips = one.jobs.list.filter(({ state }) => state === 'planned' || state === 'under-way');
  if (trips.length === 0) return none(one, 'trips', TITLE, 'No trip is planned or under way.');
  return {
    kind: 'table',
    ...headOf(one, 'trips', TITLE),
    columns: [...left('Job', 'Departs', 'Arrives'), ...right('Price', 'Deposit due', 'Received'), ...left('Told by')],
    rows: trips.map(rowOf),
    note: say`A trip that is not over has no final margin. Deposits: by the sheet of jobs, where it says that one came; else by the payments that name the job or its customer.`,
  };
}

function rowOf(job: DeliveryJob): TableRow {
  return {
    cells: [
      nameOf(job),
      date(job.departs, 'the sheet does not say when it departs'),
      date(job.arrives, 'the sheet does not say when it arrives'),
      figure(job.price),
      figure(job.deposit?.due),
      figure(job.deposit?.received),
      label(job.deposit?.told ?? '–'),
    ],
  };
}

/** The job with its vessel and route, as far as they are not its name. */
function nameOf({ name, vessel, route, state }: DeliveryJob): CellValue {
  const more = [vessel, route].filter((text) => text !== '' && !name.includes(text));
  const beside = more.length > 0 ? say` ${quote(more.join(', '))}` : say``;
  return words([...say`${quote(name)}`, ...beside, ...(state === 'under-way' ? say`, under way` : say``)]);
}
