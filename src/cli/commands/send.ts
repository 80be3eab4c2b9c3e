import * as z from 'zod';
import { loudFindings } from '../../app/findings.ts';
import { openRun } from '../../app/run.ts';
import { sendReports } from '../../app/send.ts';
import { EXIT } from '../../core/problem.ts';
import { asOfOption, failOnOption, parseOptions, waitOption } from '../options.ts';
import { effects, print, printJson, settled } from '../output.ts';
import { worstExit } from '../severity.ts';
import { deliveryExit, deliveryLines, queueNotes } from './_deliveries.ts';

const shape = {
  list: z.string().optional(),
  again: z.boolean().default(false),
  wait: waitOption,
  asOf: asOfOption,
  failOn: failOnOption,
};

/** `quarterdeck send <type|executive|all>`: ends by naming what was delivered and where. Exit 3 when only a part was. */
export async function run(given: Record<string, unknown>, type = ''): Promise<number> {
  const { list, again, wait, json, ...options } = parseOptions(shape, given);
  const world = effects();
  const work = await openRun({ from: options.C, asOf: options.asOf, report: type, effects: world });
  try {
    const sent = await sendReports(work, { type, list, again, patience: wait * 1000, effects: world });
    const { deliveries, ...end } = sent;
    const exit = settled(deliveryExit(deliveries, end));
    if (json) {
      await printJson({
        sent: deliveries.filter(({ state }) => state === 'sent').length,
        recipients: deliveries.flatMap(({ recipients }) => recipients),
        ...end,
        deliveries,
      });
    } else await print(deliveryLines(deliveries));
    process.stderr.write(queueNotes(end));
    if (exit !== EXIT.ok) return exit;
    return options.failOn === undefined ? EXIT.ok : worstExit(await loudFindings(work), options.failOn);
  } finally {
    await work.close();
  }
}
