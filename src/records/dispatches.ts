import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { dueAt } from '../model/dispatch-state.ts';
import { dispatchSchema, type Dispatch } from '../model/dispatch.ts';
import type { DispatchRecords, Page } from '../model/records.ts';
import type { Key, Row, Store, StoredRow, Table } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';
import { isSamePage, pageOf, partitionRows } from './_page.ts';
import { standing } from './standing.ts';

/** Queue of dispatches that wait to be sent, or to be known. */
export const WORK = 'work';
/** Ended dispatches whose steps the audit chain does not hold yet. */
const SEAL = 'seal';
/** Pages kept while nothing is written: those that people look at, again and again. */
const PAGES = 32;
const EVER = Number.MAX_SAFE_INTEGER;

const DISPATCH: Kind<Dispatch> = { what: 'a dispatch', schema: dispatchSchema, beside: (one) => dueOf(one) };

const id = dispatchSchema.shape.id;
const RECEIPT = { what: 'a receipt', schema: z.strictObject({ dispatch: id, receipt: z.string().max(2000) }) };
const MONTH = { what: 'a month', schema: z.strictObject({ month: z.string() }) };

const keyOf = (dispatch: string): Key => ({ partition: partitionOf(monthOf(dispatch)), sort: dispatch });
const monthKey = (month: string): Key => ({ partition: 'months', sort: month });
const receiptKey = (receipt: string): Key => ({ partition: 'receipts', sort: keyText(receipt) });

const partitionOf = (month: string): string => `dispatches#${month}`;
/** An id begins with its time: `20260430T…` is of 2026-04. */
const monthOf = (dispatch: string): string => `${dispatch.slice(0, 4)}-${dispatch.slice(4, 6)}`;

/** Dispatches in partitions of a month each, in the order of their ids, which is that of their times. */
export function dispatchRecords(store: Store, effects: Pick<Effects, 'now' | 'step'>): DispatchRecords {
  const { audit, blobs } = store;
  const rows = keptRows(audit, DISPATCH);
  const months = monthsOf(audit);
  const receipts = receiptsOf(audit, effects);
  // Neither dispatches nor months expire.
  const pages = standing<Page<Dispatch>>(store, PAGES, isSamePage);
  const get: DispatchRecords['get'] = async (dispatch) =>
    isId(dispatch) ? rows.get(keyOf(dispatch), effects.now()) : undefined;
  return {
    get,
    add: async (dispatch, bytes) => {
      await blobs.put(dispatch.message, bytes);
      effects.step('frozen');
      await months.note(monthOf(dispatch.id), effects.now());
      const { record, version } = await rows.first(keyOf(dispatch.id), dispatch, effects.now());
      return { record, version };
    },
    replace: async ({ record: before, version }, next) => {
      await receipts.note(before, next);
      return rows.put(keyOf(before.id), next, version, effects.now());
    },
    change: async (dispatch, change) => {
      if (!isId(dispatch)) return undefined;
      const step = async (before: Dispatch | undefined): Promise<Dispatch | undefined> => {
        const next = before && change(before);
        if (next) await receipts.note(before, next);
        return next;
      };
      return rows.change(keyOf(dispatch), step, effects.now());
    },
    bytes: ({ message }) => blobs.get(message),
    due: (until, limit) => rows.due(WORK, until, limit),
    nextDue: async () => {
      const [first] = await rows.due(WORK, EVER, 1);
      return first && dueAt(first.record);
    },
    unsealed: (limit) => rows.due(SEAL, EVER, limit),
    list: (options) =>
      pages(JSON.stringify([options.limit, options.cursor]), () =>
        pageOf('dispatches', rows, options, (after, limit) => months.latestFirst(after, limit, effects.now())),
      ),
    byReceipt: (receipt) => receipts.find(receipt),
  };
}

const isId = (text: string): boolean => id.safeParse(text).success;

/** Which queue a dispatch waits in, and until when. */
function dueOf(dispatch: Dispatch): Pick<Row, 'due'> {
  const at = dueAt(dispatch);
  if (at !== undefined) return { due: { queue: WORK, at } };
  const last = dispatch.pending.at(-1);
  return last ? { due: { queue: SEAL, at: last.at } } : {};
}

interface Months {
  note(month: string, now: number): Promise<void>;
  latestFirst(after: string | undefined, limit: number, now: number): AsyncGenerator<StoredRow>;
}

/**
 * A row for each month that has dispatches, so that nobody looks into months that have none. It is written before the
 * first of them: a month without any does no harm, one that no list shows would.
 */
function monthsOf(table: Table): Months {
  const rows = keptRows(table, MONTH);
  const known = new Set<string>();
  return {
    note: async (month, now) => {
      if (known.has(month)) return;
      await rows.first(monthKey(month), { month }, now);
      known.add(month);
    },
    latestFirst: async function* (after, limit, now) {
      const months = partitionRows(table, monthKey('').partition, { limit: 12, order: 'falling' }, now);
      const from = after === undefined ? undefined : monthOf(after);
      for await (const { sort: month } of months) {
        if (from !== undefined && month > from) continue;
        const within = month === from && after !== undefined ? { after } : {};
        yield* partitionRows(table, partitionOf(month), { limit, order: 'falling', ...within }, now);
      }
    },
  };
}

interface Receipts {
  note(before: Dispatch, next: Dispatch): Promise<void>;
  find(receipt: string): Promise<string | undefined>;
}

/**
 * Whose a receipt is. That is written before the dispatch that bears it: after a crash in between, an event that knows
 * nothing but the receipt still finds the dispatch, which is being sent, and settles it; the other way round a dispatch
 * could be left whose events nobody can place. The provider gave the receipt for this dispatch, so the row is true even
 * where the dispatch's write comes to nothing.
 */
function receiptsOf(table: Table, effects: Pick<Effects, 'now' | 'step'>): Receipts {
  const rows = keptRows(table, RECEIPT);
  return {
    note: async (before, { id: dispatch, receipt }) => {
      if (receipt === undefined || receipt === before.receipt) return;
      await rows.first(receiptKey(receipt), { dispatch, receipt }, effects.now());
      effects.step('receipt-noted');
    },
    find: async (receipt) => (await rows.get(receiptKey(receipt), effects.now()))?.record.dispatch,
  };
}
