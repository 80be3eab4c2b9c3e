import { openLedger } from '../../app/ledger.ts';
import { takeFeedback } from '../../app/take-feedback.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import { parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

/** `quarterdeck feedback [path]`: takes what providers and mail servers said of the messages. */
export async function run(given: Record<string, unknown>, path?: string): Promise<number> {
  const { json, C } = parseOptions({}, given);
  const world = effects();
  const ledger = await openLedger({ from: C, effects: world });
  try {
    const taken = await takeFeedback(ledger, { path, effects: world });
    if (json) await printJson(taken);
    else if (taken.length === 0) await print('nothing to take');
    else {
      const lines = taken.map(({ result, kind, dispatch, recipients, says, from }) =>
        [result, kind ?? '–', dispatch ?? from, recipients.join(', '), says ?? ''].map(oneLine),
      );
      await print(aligned(lines));
    }
    return EXIT.ok;
  } finally {
    await ledger.close();
  }
}
