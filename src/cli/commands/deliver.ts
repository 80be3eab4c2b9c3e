import * as z from 'zod';
import { deliver } from '../../app/deliver.ts';
import { openLedger } from '../../app/ledger.ts';
import { EXIT } from '../../core/problem.ts';
import { parseOptions, waitOption } from '../options.ts';
import { effects, print, printJson, settled } from '../output.ts';
import { deliveryLines, queueNotes } from './_deliveries.ts';

const shape = { resume: z.boolean().default(false), wait: waitOption };

/** `quarterdeck deliver`: goes on with what waits in the queue, and settles what is unknown. For a timer. Exit 3: something needs a person. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const { resume, wait, json, C } = parseOptions(shape, given);
  const world = effects();
  const ledger = await openLedger({ from: C, effects: world });
  try {
    const { deliveries, alerts, ...end } = await deliver(ledger, { resume, patience: wait * 1000, effects: world });
    const exit = settled(alerts > 0 || end.trouble !== undefined ? EXIT.partlySent : EXIT.ok);
    if (json) await printJson({ deliveries, alerts, ...end });
    else await print(deliveries.length === 0 ? 'nothing waits' : deliveryLines(deliveries));
    process.stderr.write(queueNotes(end));
    return exit;
  } finally {
    await ledger.close();
  }
}
