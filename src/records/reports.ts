import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { fingerprint } from '../core/hash.ts';
import { EXIT, UserError } from '../core/problem.ts';
import type { AddressHashes, ReportHistory } from '../model/records.ts';
import type { RecordedReport, ReportContent } from '../model/report-record.ts';
import type { Row, Store } from '../model/store.ts';
import { collected, placeOf, type Collection } from './collection.ts';
import type { RecordCode } from './codes.ts';
import { openEditions, type Edition, type Editions } from './editions.ts';
import { putForecasts } from './forecasts.ts';

export const REPORTS = 'reports';

/** A report says what changed since the last one, and how long a finding persists: of that many at most. */
const MOST = 1000;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const rowSchema = z.strictObject({
  edition: hash,
  sent: z.iso.datetime({ precision: 3 }),
  /** Of the day, the sources and the portfolio: the very same report has the same. */
  same: z.string().max(64),
});
type ReportRow = z.output<typeof rowSchema>;

/** Reports of a type, to a reader or to anybody, lie together. */
const partitionOf = (report: string, reader?: string): string =>
  reader === undefined ? `${REPORTS}#${report}` : `${REPORTS}#${report}#${reader}`;
const sortOf = ({ edition, sent }: ReportRow): string => `${sent}#${edition.slice(0, 16)}`;

/** What reports said, and whom they reached; readers are known by the keyed hashes of their addresses. */
export function reportHistory(store: Store, addresses: AddressHashes, effects: Effects): ReportHistory {
  const editions = openEditions(store);
  const readersOf = (report: string, reader: string): string[] =>
    addresses.all(reader.toLowerCase()).map((one) => partitionOf(report, one));
  /** Editions whose forecasts this process has put on record. */
  const told = new Set<string>();
  return {
    keep: (content, forecasts) => editions.keep(content, forecasts),
    reached: async (edition, readers, at) => {
      const said = await editions.get(edition);
      if (!said) throw gone(store, edition);
      if (!told.has(edition)) await recordForecasts(store, said, effects.now());
      told.add(edition);
      effects.step('forecasts-recorded');
      const { report } = said;
      const row = rowOf(edition, said, at);
      const put = async (to: string, partitions: readonly string[]): Promise<void> => {
        if (!(await isSaid(store, partitions, row, effects.now())))
          await store.audit.put(reportRow(to, row), 0, effects.now());
      };
      await Promise.all(
        readers.map((one) => put(partitionOf(report, addresses.now(one.toLowerCase())), readersOf(report, one))),
      );
      effects.step('reached-readers');
      await put(partitionOf(report), [partitionOf(report)]);
    },
    all: async (report, reader) => {
      // What could not be read of the files of earlier versions is of no type, and no reader's.
      const partitions = reader === undefined ? [REPORTS, partitionOf(report)] : readersOf(report, reader);
      const reading = { now: effects.now(), most: MOST };
      const found = await Promise.all(
        partitions.map((partition) => collected(store, reportsIn(store, editions, partition, report), reading)),
      );
      const reports = found
        .flatMap(({ records }) => records)
        .toSorted((a, b) => Date.parse(a.record.sent) - Date.parse(b.record.sent));
      return { reports: distinct(reports), problems: found.flatMap(({ problems }) => problems) };
    },
  };
}

function recordForecasts(store: Store, { forecasts, snapshot }: Edition, recorded: number): Promise<number> {
  return putForecasts(
    store,
    forecasts.map((one) => ({ ...one, snapshot, recorded })),
    recorded,
  );
}

function rowOf(edition: string, said: Same, at: number): ReportRow {
  return { edition, sent: new Date(at).toISOString(), same: sameOf(said) };
}

function reportRow(partition: string, row: ReportRow): Row {
  return { partition, sort: sortOf(row), body: rowSchema.parse(row) };
}

/** The rows by which a report that reached readers is known. */
export function reportRows(
  edition: string,
  said: ReportContent,
  readers: readonly string[],
  at: number,
): readonly Row[] {
  const row = rowOf(edition, said, at);
  return [undefined, ...readers].map((reader) => reportRow(partitionOf(said.report, reader), row));
}

/** The very same report again, with nothing between, is on record already. */
async function isSaid(store: Store, partitions: readonly string[], row: ReportRow, now: number): Promise<boolean> {
  const options = { limit: 1, order: 'falling', after: sortOf(row) } as const;
  const before = await Promise.all(partitions.map((partition) => store.audit.list(partition, options, now)));
  const [last] = before.flat().toSorted((a, b) => (a.sort > b.sort ? -1 : 1));
  return rowSchema.safeParse(last?.body).data?.same === row.same;
}

type Same = Pick<ReportContent, 'asOf' | 'snapshot' | 'portfolio'>;

const sameOf = ({ asOf, snapshot, portfolio }: Same): string => fingerprint(asOf, snapshot, portfolio);

function reportsIn(store: Store, editions: Editions, partition: string, report: string): Collection<RecordedReport> {
  return {
    partition,
    name: REPORTS,
    what: 'a report',
    read: async ({ sort, body }) => {
      const row = rowSchema.safeParse(body).data;
      const edition = row && sortOf(row) === sort ? await editions.get(row.edition) : undefined;
      if (!row || edition?.report !== report) return undefined;
      const { forecasts: _, ...content } = edition;
      const at = placeOf(store, REPORTS, row.edition.slice(0, 12));
      return { record: { ...content, sent: row.sent }, edition: row.edition, at };
    },
  };
}

/** Two workers may both put the same report on record. */
function distinct(reports: readonly RecordedReport[]): readonly RecordedReport[] {
  return reports.filter(({ record }, at) => {
    const before = reports[at - 1];
    return before === undefined || sameOf(before.record) !== sameOf(record);
  });
}

function gone(store: Store, edition: string): UserError {
  const code: RecordCode = 'records-unreadable';
  const message = `${store.name} does not hold what the report said (${edition.slice(0, 12)}), or not as it was; restore the last backup`;
  return new UserError(code, message, { exit: EXIT.failure });
}
