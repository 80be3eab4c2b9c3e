import { openRun } from '../../app/run.ts';
import { sendReports } from '../../app/send.ts';
import * as z from 'zod';
import { EXIT, oneLine } from '../../core/problem.ts';
import { asOfOption, failOnOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';
import { worstExit } from '../severity.ts';

/** `quarterdeck send <type|all>`: ends by naming what was delivered and where. Exit 3 when only a part was. */
export async function run(given: Record<string, unknown>, type = ''): Promise<number> {
  const options = parseOptions({ list: z.string().optional(), asOf: asOfOption, failOn: failOnOption }, given);
  const world = effects();
  const work = await openRun({ from: options.C, asOf: options.asOf, effects: world });
  try {
    const deliveries = await sendReports(work, { type, list: options.list, effects: world });
    const sent = deliveries.filter(({ state }) => state === 'sent');
    if (options.json) {
      await printJson({
        sent: sent.length,
        recipients: deliveries.flatMap(({ recipients }) => recipients),
        deliveries,
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
    if (sent.length < deliveries.length) return sent.length > 0 ? EXIT.partlySent : EXIT.failure;
    return worstExit(
      work.outcomes.flatMap(({ findings }) => findings),
      options.failOn,
    );
  } finally {
    await work.close();
  }
}
