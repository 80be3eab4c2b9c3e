import { UserError } from '../../src/core/problem.ts';
import type { Included, ReadContext, ReadOptions } from '../../src/model/source.ts';
import type { Random } from './_random.ts';

/** How an owner might say that a file is to be read; mostly the currency only. */
export function readOptions(random: Random): ReadOptions {
  if (!random.once(4)) return { currency: 'USD' };
  return {
    ...(random.once(2) ? { currency: random.pick(['USD', 'JPY', 'EUR']) } : {}),
    ...(random.once(3) ? { delimiter: random.pick([',', ';', '\t', '|'] as const) } : {}),
    ...(random.once(3)
      ? { encoding: random.pick(['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be'] as const) }
      : {}),
    ...(random.once(3) ? { decimal: random.pick(['.', ','] as const) } : {}),
    ...(random.once(3) ? { header: random.once(2) } : {}),
    ...(random.once(3) ? { skip_lines: random.below(5) } : {}),
    ...(random.once(4) ? { preset: random.pick(['stripe', 'paypal', 'square', 'bank'] as const) } : {}),
    ...(random.once(4) ? { columns: random.pick([{ date: '1', amount: '3' }, { amount: '999' }, {}]) } : {}),
  };
}

/** Includes bring a file of the same sort, the whole of it again, or nothing that is there. */
export function context(random: Random, bytes: Uint8Array, seeds: readonly Buffer[]): ReadContext {
  let calls = 0;
  return {
    include(pattern, from): readonly Included[] {
      calls += 1;
      // A reader bounds how deep and how wide includes go; a run must end even if it does not.
      if (calls > 10_000) throw new Error(`${calls} includes`);
      switch (random.below(4)) {
        case 0:
          throw new UserError('source-missing', `${pattern} is not there`);
        case 1:
          return [{ name: from, bytes }];
        case 2:
          return [1, 2, 3].map((number) => ({ name: `part-${number}`, bytes: random.pick(seeds) }));
        default:
          return [{ name: 'other', bytes: random.pick(seeds) }];
      }
    },
  };
}
