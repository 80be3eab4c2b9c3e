import { setImmediate as aTurn } from 'node:timers/promises';
import type { StoredRow, Table } from '../../model/store.ts';

const PAGE = 50;

/** Nothing of the audit expires: every row is seen, also one that was made to vanish at some time. */
export const AT_NO_TIME = 0;

/** Rows of a partition in their order, a page at a time, from behind a place. */
export async function* rowsOf(table: Table, partition: string, from?: string): AsyncGenerator<StoredRow> {
  for (let after = from; ;) {
    const options = after === undefined ? { limit: PAGE } : { limit: PAGE, after };
    const page = await table.list(partition, options, AT_NO_TIME);
    yield* page;
    // A store in this process answers at once, and nobody else would get a turn.
    await aTurn();
    after = page.at(-1)?.sort;
    if (after === undefined) return;
  }
}

/** Every row of a table, in any order. */
export async function* everyRow(table: Table): AsyncGenerator<StoredRow> {
  for (let from: string | undefined; ;) {
    const { rows, next } = await table.scan(from);
    yield* rows;
    await aTurn();
    if (next === undefined) return;
    from = next;
  }
}
