import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import type { Forecast } from '../../model/forecast.ts';
import type { AddressHashes } from '../../model/records.ts';
import type { FindingNote } from '../../model/report-record.ts';
import type { Row, Store } from '../../model/store.ts';
import type { RecordCode } from '../codes.ts';
import { passedOverRow } from '../collection.ts';
import { openEditions } from '../editions.ts';
import { FINDINGS, putNote } from '../findings.ts';
import { FORECASTS, keepForecasts, putForecasts } from '../forecasts.ts';
import { reportRows, REPORTS } from '../reports.ts';
import { FORECAST_LINES, NOTE_LINES, REPORT_LINES, type ReportLine } from './kinds.ts';
import { readLines, type Lines, type LinesOf } from './lines.ts';

/** Where the files go once everything in them is in the store. */
const IMPORTED = 'records/imported';

interface Import {
  readonly folder: string;
  readonly store: Store;
  readonly addresses: AddressHashes;
  readonly effects: Effects;
}

type Entries<T> = Lines<T>['entries'];

/**
 * Takes what earlier versions kept as lines of JSON below `records/` into the store: in their order, readers as keyed
 * hashes. A line that is no record is passed over, and named whenever its collection is read. The files are moved to
 * `records/imported/` at the very end; whatever was taken over before a crash is not taken over again. Throws a
 * UserError where a file cannot be read or moved.
 */
export async function importLines(
  folder: string,
  store: Store,
  addresses: AddressHashes,
  effects: Effects,
): Promise<void> {
  const names = new Set(await namesIn(join(folder, 'records')));
  const there = ({ file }: { readonly file: string }): boolean => names.has(basename(file));
  if (![FORECAST_LINES, REPORT_LINES, NOTE_LINES].some(there)) return;
  effects.progress('taking over the records of an earlier version');
  const work: Import = { folder, store, addresses, effects };
  const moves = [
    await take(work, FORECAST_LINES, FORECASTS, takeForecasts),
    await take(work, REPORT_LINES, REPORTS, takeReports),
    await take(work, NOTE_LINES, FINDINGS, takeNotes),
  ];
  for (const move of moves) {
    effects.step('lines-imported');
    await move();
  }
}

/** Takes one file over; answers how to move it away. */
async function take<T>(
  work: Import,
  of: LinesOf<T>,
  partition: string,
  put: (work: Import, entries: Entries<T>) => Promise<void>,
): Promise<() => Promise<void>> {
  const { folder, store, effects } = work;
  const lines = await readLines(folder, of);
  if (!lines) return async () => undefined;
  await put(work, lines.entries);
  const to = await freeName(folder, basename(of.file, '.jsonl'));
  const rows = lines.passedOver.map(({ line, hash, message }) =>
    passedOverRow(partition, hash, { file: to, line, message }),
  );
  await putAll(store, rows, effects.now());
  return () => moved(folder, of.file, to);
}

/** They had no time: the numbers of their lines come before any time that a clock shows. */
async function takeForecasts({ store, effects }: Import, entries: Entries<Forecast>): Promise<void> {
  for (const some of portions(entries)) {
    await keepForecasts(
      store,
      some.map(({ record }) => record),
    );
    const rows = some.map(({ record: { id, made, snapshot }, line }) => ({ id, made, snapshot, recorded: line }));
    await putForecasts(store, rows, effects.now());
  }
}

async function takeReports({ store, addresses, effects }: Import, entries: Entries<ReportLine>): Promise<void> {
  const editions = openEditions(store);
  for (const some of portions(entries)) {
    const rows = some.map(async ({ record: { readers, sent, ...content } }) => {
      const edition = await editions.keep(content, []);
      const hashes = readers.map((reader) => addresses.now(reader.toLowerCase()));
      return reportRows(edition, content, hashes, Date.parse(sent));
    });
    await putAll(store, (await Promise.all(rows)).flat(), effects.now());
  }
}

async function takeNotes({ store, effects }: Import, entries: Entries<FindingNote>): Promise<void> {
  const numbers = new Map<string, number>();
  for (const { record } of entries) {
    const number = (numbers.get(record.at) ?? 0) + 1;
    numbers.set(record.at, number);
    await putNote(store, record, number, effects.now());
  }
}

/** What is written at once is on the disk at once. */
function portions<T>(list: readonly T[]): T[][] {
  const many = 100;
  return Array.from({ length: Math.ceil(list.length / many) }, (_, at) => list.slice(at * many, (at + 1) * many));
}

/** Rows that are there already stay. */
async function putAll(store: Store, rows: readonly Row[], now: number): Promise<void> {
  await Promise.all(rows.map((row) => store.audit.put(row, 0, now)));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw failed('records-unreadable', `records cannot be listed (${codeOf(error)})`, error);
  }
}

/** A file that was imported earlier is never written over. */
async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const file = `${IMPORTED}/${name}${number === 1 ? '' : `-${number}`}.jsonl`;
    try {
      await access(join(folder, file));
    } catch {
      return file;
    }
  }
}

async function moved(folder: string, from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await rename(join(folder, from), join(folder, to));
  } catch (error) {
    // Another process took it over at the same time.
    if (codeOf(error) === 'ENOENT') return;
    throw failed('records-unwritable', `${from} cannot be moved to ${to} (${codeOf(error)})`, error);
  }
}

function failed(code: RecordCode, message: string, cause: unknown): UserError {
  return new UserError(code, message, { exit: EXIT.failure, cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
