import type { Ground, Reading } from '../input.ts';
import { assets, type Assets } from './assets.ts';
import { certificates, type Certificates } from './certificates.ts';
import { channels, type Channels } from './channels.ts';
import { equity, type Equity } from './equity.ts';
import { keyPersons, type KeyPersons } from './key-persons.ts';
import { kpis, type Kpis } from './kpis/index.ts';
import { pipelines, type Pipelines } from './pipelines.ts';
import { revenueTracking, type RevenueTracking } from './revenue-tracking.ts';
import { sheetsOnFile } from './sheets-on-file.ts';

export type { EntityPapers, RequiredPaper } from './certificates.ts';
export type { Channel, EntityChannels } from './channels.ts';
export type { EntityEquity, Holder } from './equity.ts';
export type { KeyPerson } from './key-persons.ts';
export type { KpiState } from './kpis/index.ts';
export type { Paper } from './papers-held.ts';
export type { EntityPipeline } from './pipelines.ts';
export type { StreamTracking } from './revenue-tracking.ts';

/** What the owner of all businesses asks first: what there is, who sells, whose it is, on whom it hangs. */
export interface ExecutiveFacts {
  readonly assets: Reading<Assets>;
  readonly pipelines: Reading<Pipelines>;
  readonly revenueTracking: Reading<RevenueTracking>;
  readonly equity: Reading<Equity>;
  readonly keyPersons: Reading<KeyPersons>;
  readonly certificates: Reading<Certificates>;
  readonly channels: Reading<Channels>;
  readonly kpis: Reading<Kpis>;
}

/** Comes last: a KPI is measured when a figure of another analysis is in the book. */
export async function executive(ground: Ground): Promise<ExecutiveFacts> {
  const sheets = await sheetsOnFile(ground.facts);
  return {
    assets: assets(ground),
    pipelines: await pipelines(ground, sheets),
    revenueTracking: revenueTracking(ground, sheets),
    equity: equity(ground),
    keyPersons: keyPersons(ground),
    certificates: certificates(ground),
    channels: await channels(ground),
    kpis: await kpis(ground, sheets),
  };
}
