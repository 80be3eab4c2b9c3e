import type { EntityCoverage } from '../coverage.ts';
import type { Costs } from './costs.ts';
import type { Jobs } from './jobs.ts';
import type { Papers } from './papers.ts';
import type { Quotes } from './quotes.ts';

/** Deliveries of yachts: quotes, jobs and their margins, papers of crews and vessels. */
export interface Deliveries {
  readonly entities: readonly EntityDeliveries[];
}

/** What one entity's sheets tell; undefined for a kind of sheet that it has no record of. */
export interface EntityDeliveries {
  readonly of: EntityCoverage;
  readonly quotes: Quotes | undefined;
  readonly jobs: Jobs | undefined;
  readonly costs: Costs | undefined;
  readonly papers: Papers | undefined;
}
