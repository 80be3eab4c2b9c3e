import * as z from 'zod';
import { exportJournal } from '../../app/export-journal.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import { parseOptions } from '../options.ts';
import { effects, print } from '../output.ts';

const shape = { out: z.string().min(1).optional(), entity: z.string().min(1).optional() };

/** `quarterdeck export journal`: the derived books in hledger's syntax; with --json, one object per transaction. */
export async function run(given: Record<string, unknown>, what = ''): Promise<number> {
  const options = parseOptions(shape, given);
  if (what !== 'journal') throw new UserError('usage', `export knows "journal", not "${what}"`);
  await exportJournal({ from: options.C, entity: options.entity, out: options.out, json: options.json, effects: effects(), print });
  return EXIT.ok;
}
