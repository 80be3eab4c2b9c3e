import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Store } from '../../src/model/store.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { past, withPath } from './_sqlite-files.ts';

/*
 * Processes that are killed while they write, and several that write to one file. Each runs the store as it is bundled
 * for the program.
 */

const home = fileURLToPath(new URL('../../', import.meta.url));
/** It lies where packages are found from. */
const bundle = join(home, `node_modules/.cache/quarterdeck/sqlite-${process.pid}.mjs`);

beforeAll(async () => {
  mkdirSync(join(home, 'node_modules/.cache/quarterdeck'), { recursive: true });
  await build({
    absWorkingDir: home,
    stdin: {
      contents:
        "export { openSqlite } from './src/records/sqlite/index.ts'; export { sha256 } from './src/core/hash.ts';",
      resolveDir: home,
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(bundle, { force: true }));

/** Writes groups of rows, each with a blob, and says the number of a row when its write was answered. */
const ENDLESSLY = `
  const store = await openSqlite(path);
  for (let from = Number(first); ; from += 20)
    await Promise.all(Array.from({ length: 20 }, async (_, index) => {
      const text = String(from + index).repeat(500);
      await store.blobs.put(sha256(text), Buffer.from(text));
      await store.audit.put({ partition: 'p', sort: String(from + index).padStart(8, '0'), body: text }, 0, 0);
      process.stdout.write(from + index + '\\n');
    }));`;

/** Adds one to the row again and again, over the version that it was read at. */
const COUNTING = `
  const store = await openSqlite(path);
  for (let done = 0; done < Number(first); ) {
    const row = { partition: 'p', sort: 'count' };
    const before = await store.audit.get(row, 0);
    if (await store.audit.put({ ...row, body: (before?.body ?? 0) + 1 }, before?.version ?? 0, 0)) done += 1;
  }
  await store.close();`;

describe('a process that is killed while it writes', () => {
  it('leaves a store that opens, with every row that was answered, each whole', () =>
    withPath(async (path) => {
      const answered: number[] = [];
      // Killed after so many answers, wherever it is then.
      for (const [round, enough] of [1, 33, 80, 147, 260].entries()) {
        const child = start(ENDLESSLY, path, (round + 1) * 100_000);
        let said = 0;
        for await (const line of linesOf(child)) {
          answered.push(Number(line));
          if ((said += 1) === enough) child.kill('SIGKILL');
        }
      }
      expect(answered.length).toBeGreaterThanOrEqual(521);

      const store = await openSqlite(path);
      const rows = await everyRow(store);
      expect(answered.filter((number) => !rows.has(number))).toEqual([]);
      for (const [number, body] of rows) {
        const text = String(number).repeat(500);
        expect(body).toBe(text);
        expect(Buffer.from((await store.blobs.get(sha256(text))) ?? []).toString()).toBe(text);
      }
      await store.close();
      expect(await past(path, (file) => file.prepare('PRAGMA integrity_check').all([]))).toEqual([
        expect.objectContaining({ integrity_check: 'ok' }),
      ]);
    }));
});

describe('processes that write to one file at once', () => {
  it('lose nothing of what the others write', () =>
    withPath(async (path) => {
      // The file is not there yet: one of them makes it.
      const ends = await Promise.all([60, 70, 80].map((times) => ended(start(COUNTING, path, times))));
      expect(ends).toEqual(['', '', '']);
      const store = await openSqlite(path);
      expect(await store.audit.get({ partition: 'p', sort: 'count' }, 0)).toMatchObject({ body: 210, version: 210 });
      await store.close();
    }));
});

function start(program: string, path: string, first: number): ChildProcess {
  const imports = `import { openSqlite, sha256 } from ${JSON.stringify(pathToFileURL(bundle).href)};
    const [path, first] = process.argv.slice(1);`;
  return spawn(process.execPath, ['--input-type=module', '-e', imports + program, path, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Whole lines of what a process says, until it has ended. */
async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stdout ?? []) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** What it complained of, and how it ended where that was not well. */
function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (chunk) => (said += String(chunk)));
    child.on('close', (code, signal) => resolve(code === 0 ? said : `${said} ${signal ?? code}`));
  });
}

async function everyRow(store: Store): Promise<ReadonlyMap<number, unknown>> {
  const rows = await store.audit.list('p', { limit: 1_000_000 }, 0);
  return new Map(rows.map(({ sort, body }) => [Number(sort), body]));
}
