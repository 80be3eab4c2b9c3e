import * as z from 'zod';
import { openLedger } from '../../app/ledger.ts';
import { EXIT, oneLine, UserError } from '../../core/problem.ts';
import { limitOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

const shape = {
  list: z.string().max(64).optional(),
  note: z.string().min(1).max(500).optional(),
  limit: limitOption,
  cursor: z.string().max(500).optional(),
};

/** `quarterdeck suppression [list|add|remove] [address]`: whom nothing is sent to, why, and since when. */
export async function run(given: Record<string, unknown>, action = 'list', address = ''): Promise<number> {
  const { list, note, limit, cursor, json, C } = parseOptions(shape, given);
  const world = effects();
  if (!['list', 'add', 'remove'].includes(action))
    throw new UserError('usage', `"${action}" is none of: list, add, remove`);
  if (action !== 'list' && !z.email().safeParse(address).success)
    throw new UserError('usage', `name an e-mail address: suppression ${action} <address>`);
  const ledger = await openLedger({ from: C, effects: world });
  const { records } = ledger;
  try {
    if (action === 'list') {
      const page = await records.suppression.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
      const lines = page.records.map((one) =>
        [
          new Date(one.at).toISOString().slice(0, 10),
          one.reason,
          one.address,
          one.list ?? 'everything',
          one.detail ?? '',
        ].map(oneLine),
      );
      if (json) await printJson({ suppressed: page.records, cursor: page.cursor });
      else await print(lines.length === 0 ? 'nobody is on the suppression list' : aligned(lines));
    } else if (action === 'add') {
      const by = note ?? `by ${world.env['USER'] ?? 'the owner'}`;
      await records.suppression.add({
        address,
        reason: 'by-hand',
        at: world.now(),
        detail: by,
        ...(list === undefined ? {} : { list }),
      });
      await print(`nothing is sent to ${address} any more`);
    } else {
      const was = await records.suppression.remove(address, list);
      if (!was) throw new UserError('not-suppressed', `${address} is not on the suppression list`);
      await print(`${address} gets reports again`);
    }
    return EXIT.ok;
  } finally {
    await ledger.close();
  }
}
