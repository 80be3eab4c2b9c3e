import { setTimeout as sleep } from 'node:timers/promises';
import { verifyAudit } from '../app/verify-audit.ts';
import type { Bridge } from '../app/bridge/index.ts';
import { shown } from './_shown/words.ts';
import type { AuditRunning, AuditState } from './contract/index.ts';

/** The audit's check: one at a time, whoever asks. */
export interface Verifying {
  /**
   * What it found, or that it goes on after so many milliseconds: then whoever asks again hears the rest. One that nobody
   * waited for and that could not be done throws for whoever asks next.
   */
  ask(patience: number): Promise<AuditState | AuditRunning>;
}

/** Every dispatch and its bytes are read: whoever asks again within this time, or within the time that it took, shares the answer. */
const SHARED_MS = 10_000;
/** Whoever follows one that failed asks again within this time. */
const TOLD_MS = 60_000;
/** Whoever has so many faults knows enough. */
const MOST_FAULTS = 1000;

export function verifyingFor({ ledger, effects }: Pick<Bridge, 'ledger' | 'effects'>): Verifying {
  let under: { readonly since: number; readonly done: Promise<AuditState> } | undefined;
  let last: { readonly state: AuditState; readonly until: number } | undefined;
  let failure: { readonly error: unknown; readonly until: number } | undefined;
  let waiting = 0;
  const verify = async (began: number): Promise<AuditState> => {
    const { entries, anchors, faults } = await verifyAudit(ledger, { effects });
    const now = effects.now();
    const tookMs = Math.max(0, now - began);
    const state = {
      sound: faults.length === 0,
      entries,
      anchors,
      faults: faults
        .slice(0, MOST_FAULTS)
        .map(({ kind, record, says }) => ({ kind, record: shown(record), says: shown(says) })),
      verifiedAt: new Date(now).toISOString(),
      tookMs,
    };
    // Whoever looks again from time to time finds one that took a minute, too.
    last = { state, until: now + Math.max(SHARED_MS, tookMs) };
    return state;
  };
  const begin = (): NonNullable<typeof under> => {
    const since = effects.now();
    const done = verify(since)
      .catch((error: unknown) => {
        if (waiting === 0) failure = { error, until: effects.now() + TOLD_MS };
        throw error;
      })
      .finally(() => (under = undefined));
    // It may be that nobody waits for it any more.
    done.catch(() => undefined);
    return { since, done };
  };
  return {
    ask: async (patience) => {
      if (last && effects.now() < last.until) return last.state;
      const failed = under ? undefined : failure;
      failure = undefined;
      if (failed && effects.now() < failed.until) throw failed.error;
      const { since, done } = (under ??= begin());
      const goesOn = (): AuditRunning => ({
        running: { since: new Date(since).toISOString() },
        ...(last ? { last: last.state } : {}),
      });
      if (patience === 0) return goesOn();
      waiting += 1;
      const early = new AbortController();
      try {
        const late = sleep(patience, undefined, { ref: false, signal: early.signal }).then(goesOn);
        return await Promise.race([done, late]);
      } finally {
        waiting -= 1;
        early.abort();
      }
    },
  };
}
