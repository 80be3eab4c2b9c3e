import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../core/effects.ts';
import type { RecordsSettings } from '../model/delivery-settings.ts';
import type { AuditChain, Checkpoint, Records } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import {
  addressHashes,
  anchorBucket,
  auditChain,
  openKeyring,
  tokenKeys,
  unsubscribeTokens,
  verifyRecords,
  type AnchorBucket,
} from './audit/index.ts';
import { attemptLimits } from './attempts.ts';
import { dispatchRecords } from './dispatches.ts';
import { findingNotes } from './findings.ts';
import { forecastRecords } from './forecasts.ts';
import { idempotency } from './idempotency.ts';
import { importLines } from './import/index.ts';
import { FORECAST_LINES, NOTE_LINES, REPORT_LINES } from './import/kinds.ts';
import { lazyStore, type Unopened } from './lazy.ts';
import { rateLimits } from './limits.ts';
import { linkRecords } from './links.ts';
import { reportHistory } from './reports.ts';
import { seenFeedback } from './seen-feedback.ts';
import { sendRecords } from './sends.ts';
import { senderRecords } from './senders.ts';
import { sessionRecords, ticketRecords } from './sessions.ts';
import { suppressionList } from './suppression.ts';
import { taskRecords } from './tasks.ts';
import { viewRecords } from './views.ts';

export interface RecordsOptions {
  /** The portfolio folder. */
  readonly folder: string;
  readonly settings: RecordsSettings;
  readonly effects: Effects;
  /** The portfolio, as the dashboard knows it. */
  readonly dashboard: string;
}

/**
 * Everything on record of a portfolio. Opens no store before one is needed, and makes none before something is written;
 * what earlier versions kept as lines of JSON is taken over then. Throws a UserError for keys that cannot be used
 * (`bad-keys`).
 */
export async function openRecords({ folder, settings, effects, dashboard }: RecordsOptions): Promise<Records> {
  const keyring = await openKeyring(folder, effects);
  const addresses = addressHashes(keyring);
  const store = openStore({ folder, settings, effects }, async (opened) => {
    await importLines(folder, opened, addresses, effects);
  });
  const chain = auditChain({ store, keyring, effects });
  const { anchors: bucket, region } = settings;
  const anchors = bucket === undefined ? undefined : anchorBucket(bucket, { effects, region });
  return {
    name: store.name,
    dispatches: dispatchRecords(store, effects),
    chain: anchors ? anchored(chain, anchors) : chain,
    tasks: taskRecords({ store, dashboard, addresses, effects }),
    suppression: suppressionList(store, effects),
    once: idempotency(store, effects),
    feedback: seenFeedback(store),
    limits: rateLimits(store, effects),
    senders: senderRecords(store, effects),
    links: linkRecords(store, effects),
    sessions: sessionRecords(store, effects),
    tickets: ticketRecords(store, effects),
    views: viewRecords(store, effects),
    sends: sendRecords(store, effects),
    attempts: attemptLimits(store),
    tokenKeys: tokenKeys(keyring),
    addresses,
    unsubscribe: unsubscribeTokens(keyring),
    reports: reportHistory(store, addresses, effects),
    forecasts: forecastRecords(store, effects),
    findings: findingNotes(store, effects),
    state: () => store.state?.(),
    verify: (outside, pinned) => verifyRecords({ store, keyring, ...(pinned && { pinned }) }, outside),
    close: async () => {
      await anchors?.close();
      await store.close();
    },
  };
}

/** Each checkpoint lies in the bucket, too, where nobody can take it away. */
function anchored(chain: AuditChain, anchors: AnchorBucket): AuditChain {
  const checkpoint = async (): Promise<Checkpoint> => {
    const made = await chain.checkpoint();
    await anchors.keep(made);
    return made;
  };
  return { ...chain, checkpoint };
}

export type StoreOptions = Pick<RecordsOptions, 'folder' | 'settings' | 'effects'>;

/** The rows themselves, as the portfolio says; `first` is done with a store that was just opened. */
export function openStore(
  options: StoreOptions,
  first: (store: Store) => Promise<void> = async () => undefined,
): Store {
  const unopened = options.settings.store === 'dynamodb' ? dynamo(options) : sqlite(options);
  const open = async (): Promise<Store> => {
    const store = await unopened.open();
    try {
      await first(store);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  };
  return lazyStore({ ...unopened, open });
}

function sqlite({ folder, settings: { file } }: StoreOptions): Unopened {
  const files = [file, ...[FORECAST_LINES, REPORT_LINES, NOTE_LINES].map((lines) => lines.file)];
  return {
    name: file,
    isThere: async () => (await Promise.all(files.map((one) => exists(join(folder, one))))).includes(true),
    open: async () => {
      const { openSqlite } = await import('./sqlite/index.ts');
      return openSqlite(join(folder, file), { name: file });
    },
  };
}

function dynamo({ settings: { tables, region }, effects }: StoreOptions): Unopened {
  return {
    name: `DynamoDB ${tables}-*${region === undefined ? '' : `, ${region}`}`,
    isThere: () => Promise.resolve(true),
    open: async () => {
      const { openDynamo } = await import('./dynamodb/index.ts');
      return openDynamo({ tables, region, effects });
    },
  };
}

/** What cannot be looked at is there: opening it says why. Nobody is told that nothing is suppressed because of it. */
async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
