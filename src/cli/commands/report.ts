import * as z from 'zod';
import { loudFindings } from '../../app/findings.ts';
import { preview } from '../../app/preview.ts';
import { openRun } from '../../app/run.ts';
import { writeWhole } from '../../app/write-whole.ts';
import { EXIT } from '../../core/problem.ts';
import { asOfOption, failOnOption, parseOptions } from '../options.ts';
import { colour, effects, print } from '../output.ts';
import { worstExit } from '../severity.ts';

const shape = {
  format: z.enum(['terminal', 'html', 'text', 'md', 'json', 'eml']).optional(),
  out: z.string().min(1).optional(),
  asOf: asOfOption,
  reader: z.email().optional(),
  failOn: failOnOption,
};

/** `quarterdeck report <type>`: prints one report, or writes it to a file. */
export async function run(given: Record<string, unknown>, type = ''): Promise<number> {
  const options = parseOptions(shape, given);
  const format = options.format ?? (options.json ? 'json' : 'terminal');
  const world = effects();
  const work = await openRun({ from: options.C, asOf: options.asOf, report: type, effects: world });
  try {
    const bytes = await preview(work, type, format, {
      effects: world,
      colour: options.out === undefined && colour(),
      width: process.stdout.columns ?? 100,
      reader: options.reader,
    });
    if (options.out === undefined) await print(Buffer.from(bytes).toString());
    else await writeWhole(options.out, bytes);
    return options.failOn === undefined ? EXIT.ok : worstExit(await loudFindings(work), options.failOn);
  } finally {
    await work.close();
  }
}
