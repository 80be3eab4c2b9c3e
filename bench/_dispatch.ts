// One measured process: `queue` puts messages on record and works on the product's queue, `bare` hands the same bytes to
// the library alone, with as many connections. Prints milliseconds and CPU milliseconds of all but the start and 50
// messages to warm up. Arguments: queue|bare, smtp|ses, port, messages, bytes a message, folder.
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { runQueue } from '../src/app/dispatch/queue.ts';
import { settingsOf, type Work } from '../src/app/dispatch/work.ts';
import { systemEffects } from '../src/core/effects.ts';
import { sha256 } from '../src/core/hash.ts';
import { transports } from '../src/delivery/index.ts';
import { queue } from '../src/model/dispatch-state.ts';
import { portfolioSchema } from '../src/model/portfolio.ts';
import type { Transport } from '../src/model/dispatch.ts';
import { openRecords } from '../src/records/index.ts';

const [, , how = '', by = '', port = '', count = '', size = '', folder = ''] = process.argv;
const FROM = 'reports@owner.example';
const CONNECTIONS = 4;
const AT_ONCE = 2 * CONNECTIONS;
const WARM = 50;
const effects = { ...systemEffects, env: { ...process.env, AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${port}` } };

/** A report's bytes: lines of base64, and a head that no other message has. */
function bytesOf(number: number): Buffer {
  const head = `From: ${FROM}\r\nTo: m${number}@reader.example\r\nSubject: CFO report\r\nMessage-ID: <${number}@owner.example>\r\n\r\n`;
  const line = `${'QXMgb2YgQXByaWwgMzAsIGNhc2ggaXMgd2hhdCBpdCBpcy4g'.repeat(2).slice(0, 76)}\r\n`;
  return Buffer.from(head + line.repeat(Math.ceil((Number(size) - head.length) / line.length)));
}

type Send = (from: number, messages: number) => Promise<void>;

function bare(): Send {
  const one = by === 'smtp' ? bareSmtp() : bareSes();
  return async (from, messages) => {
    let next = from;
    const hand = async (): Promise<void> => {
      while (next < from + messages) {
        const number = next;
        next += 1;
        await one(number);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
  };
}

function bareSmtp(): (number: number) => Promise<void> {
  const pool = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port: Number(port),
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
  });
  return async (number) => {
    await pool.sendMail({ envelope: { from: FROM, to: [`m${number}@reader.example`] }, raw: bytesOf(number) });
  };
}

function bareSes(): (number: number) => Promise<void> {
  const client = new SESv2Client({ region: 'us-west-2', endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  return async (number) => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: FROM,
        Destination: { ToAddresses: [`m${number}@reader.example`] },
        Content: { Raw: { Data: bytesOf(number) } },
        EmailTags: [{ Name: 'dispatch', Value: String(number) }],
        ConfigurationSetName: 'reports',
      }),
    );
  };
}

async function sealed(): Promise<Send> {
  const { delivery, records: settings } = portfolioSchema.pick({ delivery: true, records: true }).parse({
    delivery: {
      transport: by,
      smtp: { host: '127.0.0.1', port: Number(port), tls: 'off', connections: CONNECTIONS },
      ses: { region: 'us-west-2', configuration_set: 'reports' },
    },
  });
  const records = await openRecords({ folder, settings, effects, dashboard: 'bench' });
  const kind = transports.find(({ name }) => name === by);
  if (!kind) throw new Error(`no transport ${by}`);
  let opened: Promise<Transport> | undefined;
  const work: Work = {
    records,
    effects,
    settings: settingsOf(delivery, { timeZone: 'UTC', effects }),
    wait: async (milliseconds) => {
      await sleep(milliseconds);
    },
    transportOf: () => (opened ??= kind.open({ outbox: folder, settings: delivery, effects })),
  };
  return async (from, messages) => {
    for (let first = from; first < from + messages; first += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, from + messages - first) }, (_, index) => put(work, first + index)),
      );
    await runQueue(work, effects.now());
    const { records: last } = await records.dispatches.list({ limit: 1 });
    if (last[0]?.state !== 'sent') throw new Error(`not sent: ${JSON.stringify(last[0]?.failure)}`);
  };
}

/** As `freeze` does once a message is composed. */
async function put({ records }: Work, number: number): Promise<void> {
  const bytes = bytesOf(number);
  const now = effects.now();
  const unique = number.toString(16).padStart(8, '0');
  const dispatch = queue(
    {
      id: `${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-cfo-${unique}`,
      batch: 'bench',
      report: 'cfo',
      period: '2026-04-30',
      snapshot: 'a'.repeat(64),
      subject: 'CFO report',
      by: 'bench',
      transport: by,
      from: FROM,
      message: sha256(bytes),
      size: bytes.length,
      recipients: [{ address: `m${number}@reader.example`, role: 'to', state: 'queued' }],
      queued: now,
      generation: 1,
      notBefore: now,
      expires: now + 86_400_000,
    },
    now,
  );
  await records.dispatches.add(dispatch, bytes);
}

const send = how === 'queue' ? await sealed() : bare();
await send(0, WARM);
const began = performance.now();
const before = process.cpuUsage();
await send(WARM, Number(count));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wall: performance.now() - began, cpu: (user + system) / 1000 }));
process.exit();
