import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { text } from '../ledger.ts';
import { byJob, costsOf } from './costs.ts';
import { gapsOf, NO_DELIVERY } from './gaps.ts';
import { jobsOf } from './jobs.ts';
import { jobKey } from './names.ts';
import { papersOf } from './papers.ts';
import { quotesOf } from './quotes.ts';
import { recordsOf, wordsIn } from './records.ts';
import type { Work } from './receipts.ts';
import { unseen } from './unseen.ts';
import type { Deliveries, EntityDeliveries } from './types.ts';

export type { Deliveries } from './types.ts';
export type { Costs as DeliveryCosts } from './costs.ts';
export type { DeliveryJob } from './job.ts';
export type { Jobs as DeliveryJobs } from './jobs.ts';
export type { Need as PaperNeed, NeededPaper, PaperFault } from './papers.ts';
export type { OpenQuote, Quotes as DeliveryQuotes } from './quotes.ts';

/** Entities that deliver yachts: by their kind, or because they keep a sheet of jobs. */
export async function deliveries(ground: Ground): Promise<Reading<Deliveries>> {
  const rows = await ground.facts.query('SELECT DISTINCT entity FROM jobs');
  const withJobs = new Set(rows.map((row) => text(row['entity'])));
  const concerned = ground.coverage.entities.filter(
    ({ entity }) => entity.kind === 'yacht-delivery' || withJobs.has(entity.id),
  );
  if (concerned.length === 0) return notSeen(NO_DELIVERY);
  const entities: EntityDeliveries[] = [];
  for (const of of concerned) entities.push(await deliveriesOf({ ground, of }));
  const gaps = entities.flatMap(gapsOf);
  const isSeen = entities.some((one) => one.quotes ?? one.jobs ?? one.costs ?? one.papers);
  return isSeen ? seen({ entities }, gaps) : notSeen(...gaps);
}

async function deliveriesOf(work: Work): Promise<EntityDeliveries> {
  const { facts } = work.ground;
  const { id } = work.of.entity;
  const quotes = await recordsOf(facts, 'quotes', id);
  const jobs = await recordsOf(facts, 'jobs', id);
  const costs = await recordsOf(facts, 'job_costs', id);
  const papers = await recordsOf(facts, 'credentials', id);
  const known = new Set(jobs.map((record) => jobKey(wordsIn(record, 'reference'))));
  unseen(work, { quotes: quotes.length > 0, jobs: jobs.length > 0 });
  const own = jobs.length > 0 ? await jobsOf(work, jobs, costs.length > 0 ? byJob(work, costs) : undefined) : undefined;
  return {
    of: work.of,
    quotes: quotes.length > 0 ? quotesOf(work, quotes) : undefined,
    jobs: own,
    costs: costs.length > 0 ? costsOf(work, costs, known) : undefined,
    papers: papers.length > 0 ? papersOf(work, papers, own?.list ?? []) : undefined,
  };
}
