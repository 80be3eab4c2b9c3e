import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { type Order, type Said, SLOT } from './_talk.ts';

/** One input may take so long: far more than any needs, so that a busy machine is not taken for a slow reader. */
const PATIENCE_MS = 20_000;
/** Heap of the thread. Inputs are below 64 KiB: a reader that needs thousands of times that holds on to something. */
const HEAP_MB = 192;
/** Whoever fails so often has been heard. */
const ENOUGH = 50;

export interface Finding {
  readonly kind: string;
  /** With the run's seed it makes the input again. */
  readonly number: number;
  readonly words: string;
}

export interface Result {
  readonly runs: number;
  readonly rows: number;
  readonly findings: readonly Finding[];
  /** The most memory that the process held, in MiB. */
  readonly peak: number;
}

/** Bundles the thread's program; answers its path. It lies where packages are found from. */
export async function buildWorker(home: string): Promise<string> {
  const folder = join(home, 'node_modules/.cache/quarterdeck');
  const outfile = join(folder, `fuzz-${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: home,
    entryPoints: [join(home, 'test/fuzz/worker.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  process.once('exit', () => {
    rmSync(outfile, { force: true });
  });
  return outfile;
}

export type Inputs = Pick<Order, 'kind' | 'seed' | 'count' | 'seeds'>;

/** Reads inputs in a thread of its own. One that hangs or takes all memory is named, its thread ended, the next tried. */
export class Fuzzer {
  readonly #program: string;
  #worker: Worker | undefined;

  constructor(program: string) {
    this.#program = program;
  }

  async run(inputs: Inputs): Promise<Result> {
    const findings: Finding[] = [];
    let [rows, from, peak] = [0, 0, 0];
    while (from < inputs.count && findings.length <= ENOUGH) {
      const progress = new Int32Array(new SharedArrayBuffer(8));
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 200);
      const end = await this.#stretch({ ...inputs, from, progress }, findings);
      clearInterval(watch);
      rows += end.rows;
      from = end.next;
    }
    return { runs: from, rows, findings, peak: Math.round(peak / 2 ** 20) };
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** As far as one thread comes. */
  async #stretch(order: Order, findings: Finding[]): Promise<{ readonly next: number; readonly rows: number }> {
    const worker = (this.#worker ??= new Worker(this.#program, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    }));
    const { kind, count, progress } = order;
    const here = (): number => Atomics.load(progress, SLOT.number);
    let late = false;
    const watch = whenStill(progress, () => {
      late = true;
      void worker.terminate();
    });
    const rows = await new Promise<number | undefined>((resolve) => {
      worker.on('message', (said: Said) => {
        if (said.what === 'answered') resolve(said.rows);
        else findings.push({ kind, number: said.number, words: said.words });
      });
      worker.on('error', (error) =>
        findings.push({ kind, number: here(), words: `the thread died: ${error.message}` }),
      );
      worker.on('exit', () => {
        resolve(undefined);
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows; this is a thread
      worker.postMessage(order);
    });
    clearInterval(watch);
    // By name: the thread's own listeners must stay.
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    if (rows !== undefined) return { next: count, rows };
    this.#worker = undefined;
    if (late) findings.push({ kind, number: here(), words: `no answer within ${PATIENCE_MS / 1000} s` });
    return { next: here() + 1, rows: 0 };
  }
}

/** Calls `late` when no input has been finished for too long. */
function whenStill(progress: Int32Array, late: () => void): NodeJS.Timeout {
  let [beat, since] = [-1, performance.now()];
  return setInterval(() => {
    const now = Atomics.load(progress, SLOT.beat);
    if (now !== beat) [beat, since] = [now, performance.now()];
    else if (performance.now() - since > PATIENCE_MS) late();
  }, 250);
}
