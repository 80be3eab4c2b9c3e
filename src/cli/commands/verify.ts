import * as z from 'zod';
import { openLedger } from '../../app/ledger.ts';
import { verifyAudit } from '../../app/verify-audit.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import { parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

const keyId = z.string().regex(/^[0-9a-f]{16}$/, 'expected the 16 digits of a key’s id');

/** `quarterdeck verify`: what someone changed, took away or put in another order in the records. Exit 1 when anything. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const options = { anchors: z.string().min(1).optional(), key: z.array(keyId).optional() };
  const { anchors, key: keys, json, C } = parseOptions(options, given);
  const world = effects();
  const ledger = await openLedger({ from: C, effects: world });
  try {
    const state = await verifyAudit(ledger, { anchors, keys, effects: world });
    const { entries, faults } = state;
    const held = state.anchors > 0 ? `, held against ${state.anchors} checkpoints kept elsewhere` : '';
    const good = `${entries} entries of the audit chain, all as they were written${held}`;
    if (json) await printJson(state);
    else
      await print(
        faults.length === 0 ? good : aligned(faults.map(({ kind, record, says }) => [kind, record, says].map(oneLine))),
      );
    return faults.length === 0 ? EXIT.ok : EXIT.failure;
  } finally {
    await ledger.close();
  }
}
