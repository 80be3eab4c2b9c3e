import { join } from 'node:path';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Driver } from '../../src/records/sqlite/driver.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { AUDIT, readersOf, SENDER, type Order } from './_talk.ts';
import type { Talk } from './_worker-talk.ts';
import type { WorkerEffects } from './_worker-effects.ts';

/*
 * What most programs do, over a table of their own, with the SDK told not to retry by itself. `send-then-record` sends and
 * then marks the message as sent; what failed is sent again. `record-then-send` marks it first; what the provider refused
 * is put back. Each takes every other message, so that two never take the same.
 */

const NAIVE_FILE = 'naive.sqlite';

export async function workNaively(order: Order, talk: Talk, effects: WorkerEffects): Promise<void> {
  const database = await openTable(join(order.folder, NAIVE_FILE));
  const client = new SESv2Client({ region: 'us-west-2', maxAttempts: 1 });
  talk.say({ what: 'ready' });
  const posting = talk.each('post', async ({ messages }) => {
    for (const message of messages) {
      database.prepare('INSERT OR IGNORE INTO mail VALUES (?, ?, 0)').run([message, 'waiting']);
      talk.say({ what: 'posted', message, dispatch: `naive-${message}` });
    }
    return Promise.resolve();
  });
  const hearing = talk.each('events', ({ events }) => {
    for (const { ticket } of events) talk.say({ what: 'heard', ticket });
    return Promise.resolve();
  });
  await Promise.all([posting, hearing, sendAll(order, talk, effects, { database, client })]);
  database.close();
}

async function openTable(file: string): Promise<Driver> {
  const database = await openDriver(file);
  database.exec('PRAGMA busy_timeout = 5000');
  database.prepare('PRAGMA journal_mode = WAL').all([]);
  database.exec('PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE IF NOT EXISTS mail (number INTEGER PRIMARY KEY, state TEXT, tries INTEGER)');
  return database;
}

async function sendAll(
  { role, slot, concurrency }: Order,
  talk: Talk,
  effects: WorkerEffects,
  { database, client }: { database: Driver; client: SESv2Client },
): Promise<void> {
  const waiting = database.prepare(`SELECT number FROM mail WHERE state = 'waiting' AND number % 2 = ? LIMIT ?`);
  const mark = database.prepare('UPDATE mail SET state = ? WHERE number = ?');
  const one = async (message: number): Promise<void> => {
    if (role === 'record-then-send') mark.run(['sent', message]);
    effects.step('naive-before');
    try {
      await client.send(commandOf(message));
      effects.step('naive-after');
      if (role === 'send-then-record') mark.run(['sent', message]);
    } catch (error) {
      if (role === 'record-then-send' && isRefusal(error)) mark.run(['waiting', message]);
    }
    effects.step('naive-done');
  };
  while (!talk.stopped) {
    const rows = waiting.all([slot, concurrency]) as { number: number }[];
    if (rows.length === 0) talk.say({ what: 'idle' });
    await Promise.all(rows.map(({ number }) => one(number)));
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

/** The provider answered that it did not take it: that much even a simple program knows. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'TooManyRequestsException';
}

function commandOf(message: number): SendEmailCommand {
  const to = readersOf(message);
  const raw = `From: ${SENDER}\r\nTo: ${to.join(', ')}\r\nSubject: CFO report ${message}\r\n\r\nReport ${message}\r\n`;
  return new SendEmailCommand({
    FromEmailAddress: SENDER,
    Destination: { ToAddresses: [...to], BccAddresses: [AUDIT] },
    Content: { Raw: { Data: Buffer.from(raw) } },
    EmailTags: [{ Name: 'dispatch', Value: `naive-${message}` }],
    ConfigurationSetName: 'reports',
  });
}
