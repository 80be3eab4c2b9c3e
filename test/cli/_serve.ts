import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/quarterdeck.js');

export interface Served {
  readonly process: ChildProcess;
  readonly port: number;
  /** What people and programs were told so far. */
  readonly err: () => string;
  readonly out: () => string;
  /** The exit code; -1 when a signal ended it. */
  readonly ended: Promise<number>;
}

/** `quarterdeck serve` at a free port, in a process of its own; comes back when it listens. */
export async function serving(folder: string, words: readonly string[] = []): Promise<Served> {
  const child = spawn(process.execPath, [program, '-C', folder, 'serve', '--port', '0', ...words], {
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = new Promise<number>((done) => child.once('close', (code) => done(code ?? -1)));
  const port = await new Promise<number>((done, fail) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      const [, found] = /listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(err) ?? [];
      if (found !== undefined) done(Number(found));
    });
    void ended.then(() => fail(new Error(`it does not listen: ${err}`)));
  });
  return { process: child, port, ended, out: () => out, err: () => err };
}

/** Sends bytes as they are, and answers all that comes until the other side ends the connection. */
export function spoken(port: number, bytes: string): Promise<string> {
  return new Promise((done) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
    // Reset is an end, too.
    socket.on('error', () => undefined);
    socket.on('close', () => done(heard));
  });
}
