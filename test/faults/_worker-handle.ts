import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Death } from './_plan.ts';
import type { Order, Said, Told } from './_talk.ts';

export interface WorkerOptions {
  /** The bundled worker. */
  readonly program: string;
  readonly order: Order;
  /** Where SES is. */
  readonly endpoint: string;
  /** No file may grow beyond so many bytes: every write beyond fails, as on a full disk. */
  readonly fullAt?: number | undefined;
  /** What it is to die of. */
  readonly death?: Death | undefined;
  readonly onSaid: (said: Said) => void;
  /** It passed a step, for the first time in its life. */
  readonly onStep?: (step: string) => void;
}

/** How a worker came to its end: `died` by its own step, `killed` from outside, `ended` or `broken` by itself. */
export type End = { readonly how: 'died'; readonly step: string } | { readonly how: 'killed' | 'ended' | 'broken' };

/** A worker's process, as its parent has it. */
export class WorkerHandle {
  readonly #child: ChildProcess;
  readonly ended: Promise<End>;
  readonly death: Death | undefined;
  /** Since when it works; milliseconds since 1970. */
  ready: number | undefined;
  /** How many messages SES had taken when it began to work. */
  since: number | undefined;
  /** Its killer is on the way. */
  doomed = false;
  /** Stopped by SIGSTOP. */
  frozen = false;
  idle: { readonly next?: number | undefined; readonly at: number } | undefined;
  /** The last that it wrote on stderr. */
  words = '';
  gone = false;

  constructor({ program, order, endpoint, fullAt, death, onSaid, onStep }: WorkerOptions) {
    this.death = death;
    const run = [process.execPath, program] as const;
    // The shell's unit is 512 bytes (POSIX, ulimit); SIGXFSZ is ignored by Node, so that a write fails with EFBIG.
    const command =
      fullAt === undefined
        ? run
        : (['sh', '-c', `ulimit -f ${Math.ceil(fullAt / 512)}; exec "$0" "$@"`, ...run] as const);
    const [name, ...words] = command;
    const child = spawn(name, words, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: environment(order, endpoint) });
    this.#child = child;
    let step: string | undefined;
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [what, which = ''] = line.split(' ');
        if (what === 'passed') onStep?.(which);
        else if (what === 'died') step = which;
      });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.words = (this.words + chunk.toString()).slice(-4000);
    });
    child.on('message', (said: Said) => {
      if (said.what === 'ready') this.ready = Date.now();
      if (said.what === 'idle') this.idle = { next: said.next, at: Date.now() };
      onSaid(said);
    });
    // A channel that breaks while something is written to a worker that was just killed.
    child.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.gone = true;
        if (step !== undefined) resolve({ how: 'died', step });
        else if (signal === 'SIGKILL') resolve({ how: 'killed' });
        else resolve({ how: code === 0 ? 'ended' : 'broken' });
      });
    });
    this.tell({ what: 'start', order });
  }

  tell(told: Told): void {
    if (!this.gone && this.#child.connected) this.#child.send(told, () => undefined);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  freeze(): void {
    this.frozen = this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
    this.frozen = false;
  }
}

/** Nothing of the machine's own AWS settings. */
function environment({ folder }: Order, endpoint: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ENDPOINT_URL_SESV2: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-west-2',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
