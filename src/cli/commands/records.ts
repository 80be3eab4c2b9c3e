import * as z from 'zod';
import { EXIT, UserError } from '../../core/problem.ts';
import { keepRecords, RECORD_ACTIONS } from '../../app/keep-records.ts';
import { parseOptions } from '../options.ts';
import { effects, print, printJson } from '../output.ts';

/** `quarterdeck records backup|restore|rotate|tables [what]`: keeping the records. */
export async function run(given: Record<string, unknown>, action = '', what?: string): Promise<number> {
  const { json, fill, C } = parseOptions({ fill: z.boolean().default(false) }, given);
  const does = RECORD_ACTIONS.find((one) => one === action);
  if (!does) throw new UserError('usage', `"${action}" is none of: ${RECORD_ACTIONS.join(', ')}`);
  const says = await keepRecords({ from: C, action: does, what, fill, effects: effects() });
  if (json) await printJson({ action: does, says });
  else await print(says);
  return EXIT.ok;
}
