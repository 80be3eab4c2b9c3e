import { notSeen, type Ground, type Reading } from '../input.ts';

/** What the owner of all businesses asks first: what there is, who sells, whose it is, on whom it hangs. */
export interface ExecutiveFacts {
  readonly assets: Reading<never>;
  readonly pipelines: Reading<never>;
  readonly revenueTracking: Reading<never>;
  readonly equity: Reading<never>;
  readonly keyPersons: Reading<never>;
  readonly certificates: Reading<never>;
  readonly channels: Reading<never>;
  readonly kpis: Reading<never>;
}

/** Comes last: a KPI is measured when a figure of another analysis is in the book. */
export function executive(_ground: Ground): Promise<ExecutiveFacts> {
  return Promise.resolve({
    assets: notSeen(),
    pipelines: notSeen(),
    revenueTracking: notSeen(),
    equity: notSeen(),
    keyPersons: notSeen(),
    certificates: notSeen(),
    channels: notSeen(),
    kpis: notSeen(),
  });
}
