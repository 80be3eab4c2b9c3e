import type { Effects } from '../../../core/effects.ts';
import { UserError } from '../../../core/problem.ts';
import type { Send } from '../../../model/send.ts';
import type { Ledger } from '../../ledger.ts';
import { openRun } from '../../run.ts';
import { sendReports } from '../../send.ts';
import { refusal } from '../codes.ts';
import { givenBack } from './left.ts';
import { advanced, begun, broken, finished, owned, type Change } from './record.ts';

export interface Workplace {
  readonly ledger: Ledger;
  readonly effects: Effects;
  /** Who works here: what it holds is carried out by nobody else. */
  readonly owner: string;
  /** Aborted: what is not frozen is not sent, and what is frozen stays in the queue. */
  readonly signal: AbortSignal;
}

/**
 * Carries a send out from the sources as they are now, and writes down how far it is. One that was begun before goes on:
 * what was frozen then is not frozen again. It never throws.
 */
export async function carryOut(id: string, { ledger, effects, owner, signal }: Workplace): Promise<void> {
  const { sends } = ledger.records;
  const mine = async (change: Change): Promise<Send> => {
    const now = await sends.change(id, owned(owner, change));
    // Nothing more is frozen here, once another does.
    if (now?.owner !== owner) throw refusal('taken-over', 'another process has taken the send over');
    return now;
  };
  try {
    // Reading the sources is the first part of composing.
    const { type, list, again, only, by } = await mine(begun(effects.now()));
    const { records } = ledger;
    const run = await openRun({ from: ledger.declared.folder, report: type, records, effects });
    try {
      const progress = async (step: Parameters<typeof advanced>[0]): Promise<void> => {
        await mine(advanced(step, effects.now()));
      };
      const sent = await sendReports(run, { type, list, again, only, by, batch: id, signal, progress, effects });
      await mine(finished(sent, effects.now()));
    } finally {
      await run.close();
    }
  } catch (error) {
    const change = isStopped(error) && signal.aborted ? givenBack(effects.now()) : broken(error, effects.now());
    // Where nothing can be written now, the send is somebody else's once its record is old.
    await sends.change(id, owned(owner, change)).catch(() => undefined);
  }
}

const isStopped = (error: unknown): boolean => error instanceof UserError && error.code === 'stopped';
