import * as z from 'zod';
import { openLedger } from '../../app/ledger.ts';
import { resend } from '../../app/resend.ts';
import { oneLine, UserError } from '../../core/problem.ts';
import { parseOptions, waitOption } from '../options.ts';
import { effects, print, printJson, settled } from '../output.ts';
import { deliveryExit, deliveryLines, queueNotes } from './_deliveries.ts';

const flag = z.boolean().default(false);
const shape = { failed: flag, unknown: flag, giveUp: flag, wait: waitOption };

/** `quarterdeck resend --failed|--unknown|--give-up [ids…]`: the very bytes that were frozen, to those who did not get them. */
export async function run(given: Record<string, unknown>, ...ids: string[]): Promise<number> {
  const { failed, unknown, giveUp, wait, json, C } = parseOptions(shape, given);
  const which = failed ? 'failed' : unknown ? 'unknown' : 'give-up';
  if ([failed, unknown, giveUp].filter(Boolean).length !== 1)
    throw new UserError('usage', 'say which: --failed, --unknown or --give-up');
  const world = effects();
  const ledger = await openLedger({ from: C, effects: world });
  try {
    const { deliveries, left, ...end } = await resend(ledger, { which, ids, patience: wait * 1000, effects: world });
    const exit = settled(deliveryExit(which === 'give-up' ? [] : deliveries, end));
    if (json) await printJson({ deliveries, left, ...end });
    else {
      const lines = left.map(({ dispatch, address, why }) => oneLine(`left out  ${dispatch}  ${address}  ${why}`));
      const nothing = deliveries.length + left.length === 0 ? ['nothing failed in the last seven days'] : [];
      await print([deliveryLines(deliveries), ...lines, ...nothing].filter((line) => line !== '').join('\n'));
    }
    process.stderr.write(queueNotes(end));
    return exit;
  } finally {
    await ledger.close();
  }
}
