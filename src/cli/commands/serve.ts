import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import { openBridge, type Bridge } from '../../app/bridge/index.ts';
import { EXIT, oneLine, UserError } from '../../core/problem.ts';
import { clientBehind, createApi, openServer, type LogLine, type NodeServer } from '../../http/index.ts';
import { parseOptions } from '../options.ts';
import { effects, outliveReader } from '../output.ts';
import { greeting, isLoopback, namesOf, originOf } from './_serving.ts';

const shape = {
  port: z.coerce.number().pipe(z.int().min(0).max(65_535)).default(8787),
  host: z
    .string()
    .regex(/^[\w.:-]{1,253}$/, 'expected an address such as 127.0.0.1')
    .default('127.0.0.1'),
  schedule: z.boolean().default(true),
  trustProxy: z.coerce.number().pipe(z.int().min(0).max(10)).default(0),
};

/** Milliseconds for requests that are being answered when the server is stopped (a send is given 15 seconds), and for all of the stop. */
const GRACE = 16_000;
const LONGEST_STOP = 18_000;

/** `quarterdeck serve`: the dashboard and its API, until SIGTERM or SIGINT. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const { port, host, schedule, trustProxy, C } = parseOptions(shape, given);
  outliveReader();
  // Only then it is known where it listens; it answers nobody yet.
  const server = await openServer({ host, port });
  const at = { host, port: server.port };
  let bridge: Bridge | undefined;
  try {
    bridge = await openBridge({ from: C, at: originOf(at), effects: effects() });
    const { url } = bridge;
    refuseInTheClear(host, url);
    server.answer(
      createApi({
        bridge,
        version: manifest.version,
        clientOf: clientBehind(trustProxy),
        log,
        web: fileURLToPath(new URL('./web', import.meta.url)),
        hosts: namesOf(url, at),
      }),
    );
    bridge.signIn.onLink((link, address) => say(`Sign-in link for ${address}, for the browser that asked: ${link}`));
    bridge.sends.work();
    if (schedule) bridge.schedule.start();
    const end = asked();
    say(greeting(bridge.ledger.declared.portfolio, url, at));
    await end;
    return await stopped(server, bridge);
  } catch (error) {
    await server.stop(0);
    await bridge?.close();
    throw error;
  }
}

/** Sign-in links and tokens would cross the network for anybody to read. */
function refuseInTheClear(host: string, url: string): void {
  if (isLoopback(host) || url.startsWith('https:')) return;
  throw new UserError(
    'usage',
    `--host ${host}: other machines could reach the server, and sign-in would cross the network in the clear; ` +
      'put a proxy with TLS before it and name its https address as `dashboard.url`, or leave out --host',
    { exit: EXIT.usage },
  );
}

/** For programs, on stdout: JSON, one line each. A person at a terminal sees trouble alone. */
function log(line: LogLine): void {
  if (process.stdout.isTTY && line.level === 'info') return;
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}

/** For people, on stderr: a link that somebody asked for is in no log. */
function say(text: string): void {
  process.stderr.write(`${text.split('\n').map(oneLine).join('\n')}\n`);
}

/** Until somebody asks it to stop; who asks a second time does not want to wait. */
function asked(): Promise<void> {
  return new Promise((done) => {
    let times = 0;
    const ask = (): void => {
      times += 1;
      if (times > 1) process.exit(EXIT.failure);
      done();
    };
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, ask);
  });
}

async function stopped(server: NodeServer, bridge: Bridge): Promise<number> {
  say('stopping: what is being sent comes to its end, or waits in the queue');
  const late = setTimeout(() => {
    say('it took too long; what is queued goes on with the next start');
    process.exit(EXIT.failure);
  }, LONGEST_STOP);
  bridge.schedule.stop();
  // Who waits for a send is answered once it is parked.
  await Promise.all([server.stop(GRACE), bridge.sends.stop()]);
  await bridge.close();
  clearTimeout(late);
  say('stopped');
  return EXIT.ok;
}
