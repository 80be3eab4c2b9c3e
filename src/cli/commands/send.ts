import { loudFindings } from '../../app/findings.ts';
import { openRun } from '../../app/run.ts';
import { sendReports } from '../../app/send.ts';
import * as z from 'zod';
import { EXIT, oneLine } from '../../core/problem.ts';
import { asOfOption, failOnOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';
import { worstExit } from '../severity.ts';

/** `quarterdeck send <type|all>`: ends by naming what was delivered and where. Exit 3 when only a part was, or its forecasts are not on record. */
export async function run(given: Record<string, unknown>, type = ''): Promise<number> {
  const options = parseOptions({ list: z.string().optional(), asOf: asOfOption, failOn: failOnOption }, given);
  const world = effects();
  const work = await openRun({ from: options.C, asOf: options.asOf, report: type, effects: world });
  try {
    const { deliveries, recorded, notRecorded } = await sendReports(work, { type, list: options.list, effects: world });
    const sent = deliveries.filter(({ state }) => state === 'sent');
    if (options.json) {
      await printJson({
        sent: sent.length,
        recipients: deliveries.flatMap(({ recipients }) => recipients),
        deliveries,
        recorded,
        ...(notRecorded === undefined ? {} : { notRecorded }),
      });
    } else {
      await print(
        aligned(
          deliveries.map(({ state, report, recipients, receipt, error }) => [
            state,
            report,
            recipients.join(', '),
            oneLine(receipt ?? error ?? ''),
          ]),
        ),
      );
    }
    if (notRecorded !== undefined)
      process.stderr.write(`sent, but its forecasts are not on record: ${oneLine(notRecorded)}\n`);
    if (sent.length < deliveries.length) return sent.length > 0 ? EXIT.partlySent : EXIT.failure;
    if (notRecorded !== undefined) return EXIT.partlySent;
    return options.failOn === undefined ? EXIT.ok : worstExit(await loudFindings(work), options.failOn);
  } finally {
    await work.close();
  }
}
