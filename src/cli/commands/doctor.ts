import { diagnose } from '../../app/doctor.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import { asOfOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

const MARK = { ok: 'ok', warning: 'look', failure: 'FAIL' } as const;

/** `quarterdeck doctor`: exit 1 when something would keep a report from being sent. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const options = parseOptions({ asOf: asOfOption }, given);
  const found = await diagnose({ from: options.C, asOf: options.asOf, effects: effects() });
  if (options.json) await printJson({ checks: found });
  else await print(aligned(found.map(({ what, state, says }) => [MARK[state], what, oneLine(says)])));
  return found.some(({ state }) => state === 'failure') ? EXIT.failure : EXIT.ok;
}
