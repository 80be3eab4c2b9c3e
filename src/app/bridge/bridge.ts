import { openAccess, type Access } from '../../access/index.ts';
import type { Effects } from '../../core/effects.ts';
import type { DashboardSettings } from '../../model/dashboard-settings.ts';
import { openLedger, type Ledger } from '../ledger.ts';
import { openRun } from '../run.ts';
import { factsDesk, type FactsDesk } from './facts.ts';
import { dashboardSettings } from './settings.ts';
import { scheduleDesk, type ScheduleDesk } from './schedule.ts';
import { sendDesk, type SendDesk } from './sends.ts';
import { signInDesk, type SignInDesk } from './sign-in.ts';

/** What stands behind the HTTP API: one portfolio, open for as long as the server runs. */
export interface Bridge {
  readonly ledger: Ledger;
  readonly effects: Effects;
  /** Where people reach the dashboard: an origin, as the portfolio has it, or where the server listens. */
  readonly url: string;
  /** Of the dashboard, as the portfolio has them now. */
  readonly settings: () => Promise<DashboardSettings>;
  readonly access: Access;
  /** What the sources say. */
  readonly facts: FactsDesk;
  /** Reports on their way out. */
  readonly sends: SendDesk;
  readonly schedule: ScheduleDesk;
  readonly signIn: SignInDesk;
  /** Waits until what is being sent has ended or waits in the queue, then closes everything. */
  close(): Promise<void>;
}

export interface BridgeOptions {
  /** The portfolio folder, or a folder below it. */
  readonly from?: string | undefined;
  /** Where the server listens: there lead links and belong tokens, unless the portfolio names its `dashboard.url`. */
  readonly at?: string | undefined;
  readonly effects: Effects;
}

const HERE = 'http://127.0.0.1:8787';

/** Throws a UserError when there is no portfolio, or it has mistakes. */
export async function openBridge({ from, at = HERE, effects }: BridgeOptions): Promise<Bridge> {
  const ledger = await openLedger({ from, effects });
  const { declared, records } = ledger;
  const folder = declared.folder;
  const { url = at } = declared.portfolio.dashboard;
  const settings = dashboardSettings({ declared, effects });
  const access = openAccess({ records, effects, url, settings });
  // A run takes the server's own connection: one of its own would stay open until libsql's statements are collected.
  const facts = factsDesk({ from: folder, effects, open: (options) => openRun({ ...options, records }) });
  const sends = sendDesk({ ledger, effects });
  const schedule = scheduleDesk({ ledger, sends, effects });
  const signIn = signInDesk({ ledger, url, effects });
  return {
    ledger,
    effects,
    url,
    settings,
    access,
    facts,
    sends,
    schedule,
    signIn,
    close: async () => {
      schedule.stop();
      await sends.stop();
      await signIn.settled();
      await facts.close();
      await ledger.close();
    },
  };
}
