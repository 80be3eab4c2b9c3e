import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, UserError, type Problem } from '../core/problem.ts';
import { forecastId, forecastSchema, type Forecast, type Forecasts, type RecordedForecast } from '../model/forecast.ts';
import type { RecordCode } from './codes.ts';

/** Below the portfolio folder. Not in the state folder: what is there can be made again, and this cannot. */
export const FORECASTS_FILE = 'records/forecasts.jsonl';

/** Some ten years of daily reports. All of it is read on each run. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Lines {
  readonly forecasts: readonly RecordedForecast[];
  readonly problems: readonly Problem[];
  /** The last line has its end, so that what is added begins a line of its own. */
  readonly whole: boolean;
}

/**
 * Forecasts as lines of JSON in `records/forecasts.jsonl`. What is recorded is one write at the end of the file, so two
 * processes cannot tear each other's lines; where both record the same forecast, reading takes it once. A line that a
 * crash left half written stays, is passed over and named as a problem.
 */
export function openForecasts(folder: string): Forecasts {
  const path = join(folder, FORECASTS_FILE);
  return {
    all: async (before) => {
      const { forecasts, problems } = await readLines(path);
      return { forecasts: forecasts.filter(({ forecast }) => forecast.made < before), problems };
    },
    record: async (list) => {
      const { forecasts, whole, problems } = await readLines(path);
      const unreadable = problems.find(({ severity }) => severity === 'error');
      if (unreadable) throw new UserError('cannot-write', unreadable.message, { exit: EXIT.failure });
      const known = new Set(forecasts.map(({ forecast }) => forecast.id));
      const fresh = [...new Map(list.map((one) => [one.id, one])).values()].filter(({ id }) => !known.has(id));
      if (fresh.length > 0) await append(path, `${whole ? '' : '\n'}${fresh.map(lineOf).join('')}`);
      return fresh.length;
    },
  };
}

const lineOf = (forecast: Forecast): string => `${JSON.stringify(forecastSchema.parse(forecast))}\n`;

async function readLines(path: string): Promise<Lines> {
  const text = await readText(path);
  if (typeof text !== 'string') return { forecasts: [], problems: [text], whole: true };
  const forecasts = new Map<string, RecordedForecast>();
  const problems: Problem[] = [];
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const at = { file: FORECASTS_FILE, line: index + 1, column: 1 };
    const forecast = parse(line);
    if (!forecast) problems.push(noRecord(at, index === lines.length - 1));
    else if (!forecasts.has(forecast.id)) forecasts.set(forecast.id, { forecast, at });
  });
  return { forecasts: [...forecasts.values()], problems, whole: text === '' || text.endsWith('\n') };
}

/** The file's text, '' where there is none yet; or why it cannot be read. */
async function readText(path: string): Promise<string | Problem> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path, 'utf8');
    const mend = 'move its oldest lines to another file';
    return problem('records-unreadable', `${FORECASTS_FILE} is larger than ${MAX_BYTES} bytes`, mend);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return '';
    return problem(
      'records-unreadable',
      `${FORECASTS_FILE} cannot be read (${code})`,
      'make it a file that may be read',
    );
  }
}

/** A record whose id is not its content's hash was changed after it was written, and is none. */
function parse(line: string): Forecast | undefined {
  try {
    const { data } = forecastSchema.safeParse(JSON.parse(line));
    if (!data) return undefined;
    const { id, snapshot: _, ...content } = data;
    return forecastId(content) === id ? data : undefined;
  } catch {
    return undefined;
  }
}

function problem(code: RecordCode, message: string, mend: string): Problem {
  return { code, at: { file: FORECASTS_FILE, line: 1, column: 1 }, severity: 'error', message, mend };
}

function noRecord(at: Problem['at'], cutOff: boolean): Problem {
  const code: RecordCode = 'record-unreadable';
  return {
    code,
    at,
    severity: 'warning',
    message: cutOff ? 'the last record was cut off while it was written' : 'the line is no record of a forecast',
    expected: 'a forecast as it was recorded, unchanged',
    mend: 'nothing needs to be done: it is passed over, and what is recorded next begins a line of its own',
  };
}

async function append(path: string, lines: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    try {
      await writeAll(file, Buffer.from(lines));
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    const message = `${FORECASTS_FILE} cannot be written (${codeOf(error)})`;
    throw new UserError('cannot-write', message, { exit: EXIT.failure, cause: error });
  }
}

/** In one write where the disk takes it: `appendFile` would cut what is long, and another process could come between. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length;) from += (await file.write(bytes, from)).bytesWritten;
}

/** Until its folder is synced, a power cut can take a new file away. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
