import * as z from 'zod';
import { exportJournal } from '../../app/export-journal.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import { parseOptions } from '../options.ts';
import { effects, print, printJson } from '../output.ts';

const shape = { out: z.string().min(1).optional(), entity: z.string().min(1).optional() };

/** `quarterdeck export journal`: the derived books in hledger's syntax; with --json, as the one string `journal`. */
export async function run(given: Record<string, unknown>, what = ''): Promise<number> {
  const options = parseOptions(shape, given);
  if (what !== 'journal') throw new UserError('usage', `export knows "journal", not "${what}"`);
  const to = { from: options.C, entity: options.entity, out: options.out, effects: effects() };
  if (!options.json) {
    await exportJournal({ ...to, print });
    return EXIT.ok;
  }
  const pieces: string[] = [];
  await exportJournal({ ...to, print: async (piece) => void pieces.push(piece) });
  await printJson(options.out === undefined ? { journal: pieces.join('') } : { file: options.out });
  return EXIT.ok;
}
