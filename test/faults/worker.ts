import { openTalk } from './_worker-talk.ts';
import { workerEffects, type WorkerEffects } from './_worker-effects.ts';
import { inspect } from './_worker-inspect.ts';
import { workNaively } from './_worker-naive.ts';
import { workSealed } from './_worker-sealed.ts';

/*
 * One worker, in a process that is killed again and again. It ends with 0 when it was told to stop, and with 3 when the
 * records could not be written.
 */
let effects: WorkerEffects | undefined;
const { order, talk } = await openTalk((clock) => effects?.setClock(clock));
effects = workerEffects(order);
try {
  if (order.role === 'inspect') await talk.end({ what: 'inspected', ledger: await inspect(order, effects) });
  else if (order.role === 'sealed') await workSealed(order, talk, effects);
  else await workNaively(order, talk, effects);
  process.exit();
} catch (error) {
  await talk.end({ what: 'broken', says: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(3);
}
