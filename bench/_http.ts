// One server to be asked: `api` is the product's own, over records with so many dispatches, `bare` a route of Hono that
// answers the bytes of a file on the same node-server. Prints one line of JSON when it listens: port, and what filling
// took. Told `written` it writes to the records before each answer. Arguments: api|bare, folder, dispatches.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openBridge, type Bridge } from '../src/app/bridge/index.ts';
import { systemEffects } from '../src/core/effects.ts';
import { sha256 } from '../src/core/hash.ts';
import { createApi } from '../src/http/index.ts';
import type { Dispatch } from '../src/model/dispatch.ts';
import { openDriver } from '../src/records/sqlite/open-driver.ts';

const [, , how = '', folder = '', count = ''] = process.argv;
const WHO = 'ann@owner.example';
const PORTFOLIO = `name: Bench
base_currency: USD
time_zone: America/Los_Angeles
entities: [{ id: jada, name: JADA, kind: yacht-charter }]
dashboard: { users: [{ id: ann, email: ${WHO}, role: admin }] }
`;
/** Some three years, in which somebody sends a lot. */
const BEGIN = Date.UTC(2024, 0, 1);
const APART = 15 * 60_000;
const BYTES = Buffer.from('Subject: CFO report\r\n\r\nAs of April 30, 2026.\r\n');
const MESSAGE = sha256(BYTES);

function dispatchOf(number: number): Dispatch {
  const at = BEGIN + number * APART;
  const time = new Date(at).toISOString();
  return {
    id: `${time.replaceAll(/[-:]|\.\d+/g, '')}-cfo-${number.toString(16).padStart(8, '0')}`,
    batch: sha256(String(number)).slice(0, 32),
    report: 'cfo',
    period: time.slice(0, 10),
    snapshot: 'a'.repeat(64),
    list: 'finance',
    subject: 'CFO report',
    by: 'user:ann',
    transport: 'ses',
    from: 'reports@owner.example',
    message: MESSAGE,
    size: BYTES.length,
    recipients: [
      { address: WHO, role: 'to', state: 'sent', feedback: { kind: 'delivered', at: at + 4000 } },
      { address: 'ruth@books.example', role: 'to', state: 'sent', feedback: { kind: 'delivered', at: at + 3000 } },
      { address: 'audit@owner.example', role: 'bcc', state: 'sent' },
    ],
    state: 'sent',
    attempts: 1,
    queued: at,
    generation: 900,
    notBefore: at,
    expires: at + 86_400_000,
    receipt: sha256(`receipt ${number}`).slice(0, 40),
    step: 3,
    pending: [],
  };
}

/** Through the records, as a send would: many at once share a transaction. */
async function fill({ ledger }: Bridge): Promise<void> {
  const { dispatches } = ledger.records;
  for (let first = 0; first < Number(count); first += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, Number(count) - first) }, (_, index) =>
        dispatches.add(dispatchOf(first + index), BYTES),
      ),
    );
}

async function api() {
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  const bridge = await openBridge({ from: folder, effects: systemEffects });
  const began = performance.now();
  await fill(bridge);
  const filled = performance.now() - began;
  const asked = await bridge.access.askLink({ address: WHO, client: '127.0.0.1' });
  const opened = 'link' in asked && asked.link ? await bridge.access.open(asked.link.token, asked.browser) : undefined;
  if (!opened || !('ok' in opened)) throw new Error('nobody could sign in');
  const app = createApi({
    bridge,
    version: 'bench',
    clientOf: () => '127.0.0.1',
    // As `serve` does; the parent has it lead nowhere.
    log: (line) => process.stderr.write(`${JSON.stringify(line)}\n`),
    limits: { requests: Number.MAX_SAFE_INTEGER },
  });
  return { app, more: { filled, token: opened.ok.accessToken } };
}

async function bare() {
  const said = readFileSync(join(folder, 'answer.json'), 'utf8');
  const app = new Hono();
  app.get('/api/dispatches', (context) => context.body(said, 200, { 'content-type': 'application/json' }));
  return { app, more: {} };
}

/**
 * Writes to the records as another process would, by a connection of its own, so that nothing that was read before
 * stands. It waits for no disk: what is measured is what the server does about it.
 */
async function another(): Promise<() => void> {
  const database = await openDriver(join(folder, 'records/records.sqlite'));
  database.exec('PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000; CREATE TABLE bench AS SELECT 0 AS number');
  const write = database.prepare('UPDATE bench SET number = number + 1');
  return () => void write.run([]);
}

const { app, more } = await (how === 'api' ? api() : bare());
const write = how === 'api' ? await another() : () => undefined;
let isWritten = false;
process.on('message', (word) => {
  isWritten = word === 'written';
  // What it took so far, whenever somebody asks: a busy machine has no part in it.
  process.send?.(process.cpuUsage());
});
process.on('disconnect', () => process.exit());
const fetch: typeof app.fetch = (...asked) => {
  if (isWritten) write();
  return app.fetch(...asked);
};
serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(JSON.stringify({ port, ...more })));
