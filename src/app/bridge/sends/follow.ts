import { setTimeout as sleep } from 'node:timers/promises';
import type { Records } from '../../../model/records.ts';
import type { Send } from '../../../model/send.ts';

/** Milliseconds between two looks: what another process does shows, too. */
const EVERY = 300;
/** Read at a time. */
const PORTION = 50;

/** A send each time that it or one of its dispatches changed: until its end, or until `signal`. */
export async function* follow(
  get: () => Promise<Send | undefined>,
  { dispatches }: Pick<Records, 'dispatches'>,
  signal: AbortSignal,
): AsyncIterable<Send> {
  const steps = new Map<string, number>();
  const atRest = new Set<string>();
  const look = async (ids: readonly string[]): Promise<boolean> => {
    let isNew = false;
    for (let at = 0; at < ids.length; at += PORTION) {
      const found = await Promise.all(ids.slice(at, at + PORTION).map((id) => dispatches.get(id)));
      for (const kept of found) {
        if (!kept) continue;
        const { id, step, state } = kept.record;
        isNew ||= steps.get(id) !== step;
        steps.set(id, step);
        // What is heard of it later is no part of the sending.
        if (state === 'sent' || state === 'failed') atRest.add(id);
      }
    }
    return isNew;
  };
  let last = '';
  for (;;) {
    const isOver = signal.aborted;
    const send = await get();
    if (!send) return;
    const isNew = await look(send.dispatches.map(({ id }) => id).filter((id) => !atRest.has(id)));
    const now = JSON.stringify({ ...send, alive: 0 });
    if (isNew || now !== last) yield send;
    // Whoever has to stop has had a last look: a server that stops parks its sends before it says so.
    if (isOver || send.ended !== undefined) return;
    last = now;
    await sleep(EVERY, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
