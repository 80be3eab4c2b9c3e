import type { Effects } from '../../../core/effects.ts';
import type { Send } from '../../../model/send.ts';
import type { Ledger } from '../../ledger.ts';
import { openRun } from '../../run.ts';
import { sendReports } from '../../send.ts';
import { advanced, broken, finished } from './record.ts';

export interface Workplace {
  readonly ledger: Ledger;
  readonly effects: Effects;
  /** Aborted: what is not frozen is not sent, and what is frozen stays in the queue. */
  readonly signal: AbortSignal;
}

/** Carries a send out from the sources as they are now, and writes down how far it is. It never throws. */
export async function carryOut(send: Send, { ledger, effects, signal }: Workplace): Promise<void> {
  const { id, type, list, again, only, by } = send;
  const { sends } = ledger.records;
  try {
    // Reading the sources is the first part of composing.
    await sends.change(id, advanced({ step: 'composing' }, effects.now()));
    const run = await openRun({ from: ledger.declared.folder, report: type, effects });
    try {
      const progress = async (step: Parameters<typeof advanced>[0]): Promise<void> => {
        await sends.change(id, advanced(step, effects.now()));
      };
      const sent = await sendReports(run, { type, list, again, only, by, batch: id, signal, progress, effects });
      await sends.change(id, finished(sent, effects.now()));
    } finally {
      await run.close();
    }
  } catch (error) {
    // A record that cannot be written now is shown as parked once it is old.
    await sends.change(id, broken(error, effects.now())).catch(() => undefined);
  }
}
