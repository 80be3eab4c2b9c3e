import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { copyOf } from '../cli/_quarterdeck.ts';

const program = fileURLToPath(new URL('../../dist/quarterdeck.js', import.meta.url));

export interface Serving {
  readonly origin: string;
  readonly folder: string;
  /** Everything that it printed. */
  printed(): string;
  /** The link of the latest mail to an address that lies in the outbox: one that was not asked for here before. */
  linkFor(address: string): Promise<string>;
  stop(): Promise<void>;
}

/** The built program's `serve` over a copy of the demo, on a port of its own. */
export async function startServer(): Promise<Serving> {
  const folder = copyOf('san-diego');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const file = join(folder, 'portfolio.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^dashboard:$/m, `dashboard:\n  url: ${origin}`));
  const child = spawn(process.execPath, [program, '-C', folder, 'serve', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let ended: string | undefined;
  child.on('exit', (code, signal) => (ended = `serve ended (${code ?? signal}):\n${said}`));
  await until('the server', async () => {
    if (ended !== undefined) throw new Error(ended);
    return (await fetch(`${origin}/health`).catch(() => undefined))?.ok === true ? true : undefined;
  });
  const given = new Set<string>();
  const newLink = async (address: string): Promise<string | undefined> => {
    const link = await latestLink({ outbox: join(folder, 'outbox'), address, origin });
    if (link === undefined || given.has(link)) return undefined;
    given.add(link);
    return link;
  };
  return {
    origin,
    folder,
    printed: () => said,
    linkFor: (address) => until(`a link for ${address}`, () => newLink(address)),
    stop: async () => {
      if (ended !== undefined) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function latestLink(of: { outbox: string; address: string; origin: string }): Promise<string | undefined> {
  const files = messagesIn(of.outbox).map((path) => ({ path, time: statSync(path).mtimeMs }));
  for (const { path } of files.toSorted((one, other) => other.time - one.time)) {
    const mail = await PostalMime.parse(readFileSync(path));
    const isTo = mail.to?.some(({ address }) => address === of.address) === true;
    const link = mail.text?.match(/http:\/\/\S+#\S+/)?.[0];
    if (isTo && link?.startsWith(of.origin) === true) return link;
  }
  return undefined;
}

export function messagesIn(outbox: string): readonly string[] {
  try {
    return readdirSync(outbox, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.eml'))
      .map((name) => join(outbox, name));
  } catch {
    return [];
  }
}

/** Asks again until there is something: a minute at most. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`${what} is not there after a minute`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
