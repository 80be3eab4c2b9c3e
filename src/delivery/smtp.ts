import { isIP } from 'node:net';
import { UserError } from '../core/problem.ts';
import type { Failure, Message, Outcome, SenderLook, Transport } from '../model/dispatch.ts';
import { classify, type Seen } from './_failures.ts';
import type { TransportKind, TransportOptions } from './_options.ts';
import { connect, HandOver, type Connection, type Server, type Taken } from './smtp/connection.ts';
import { messageIdOf } from './smtp/message-id.ts';
import { createPool, type Pool } from './smtp/pool.ts';
import { seenOf } from './smtp/seen.ts';

export interface SmtpOptions extends Server {
  /** Connections at once, at most. */
  readonly connections: number;
  /** Milliseconds after which a connection that nobody uses is closed. */
  readonly idle: number;
}

/** Well below the minutes that a dispatch is held for one attempt. */
const TIMEOUTS = { connect: 30_000, silence: 120_000, whole: 200_000 } as const;

/**
 * Hands messages to a mail server by SMTP (RFC 5321), over a few connections that stay open between messages. The bytes
 * go as they are and to the envelope's recipients, whatever the headers say. One attempt is one attempt. A lost answer
 * is `unknown` from when the last byte was handed over; before that it is certain that nothing was sent.
 */
export function createSmtp(options: SmtpOptions): Transport {
  const open = (signal: AbortSignal) => connect(options, signal);
  const pool = createPool({ most: options.connections, idle: options.idle, open });
  return {
    name: 'smtp',
    send: (message) => handOver(message, pool, AbortSignal.timeout(options.timeouts.whole)),
    look: () => look(options),
    close: () => {
      pool.close();
      return Promise.resolve();
    },
  };
}

async function handOver(message: Message, pool: Pool, signal: AbortSignal): Promise<Outcome> {
  const opened = await opening(pool, signal);
  if ('failure' in opened) return { outcome: 'failed', failure: opened.failure };
  const { connection } = opened;
  const { takes, refused } = sorted(message, connection.utf8);
  const [first] = refused;
  if (first && takes.length === 0) {
    pool.put(connection);
    return { outcome: 'failed', failure: first.failure };
  }
  try {
    const taken = await connection.send({ ...message, envelope: { ...message.envelope, to: takes } }, signal);
    pool.put(connection);
    return accepted(message, taken, refused);
  } catch (error) {
    pool.drop(connection);
    // Anything else would be a fault of ours after it may have been sent.
    const { cause, phase } = error instanceof HandOver ? error : { cause: error, phase: 'after' as const };
    return { outcome: 'failed', failure: classify(seenOf(cause, phase)) };
  }
}

async function opening(
  pool: Pool,
  signal: AbortSignal,
): Promise<{ readonly connection: Connection } | { readonly failure: Failure }> {
  try {
    return { connection: await pool.take(signal) };
  } catch (error) {
    return { failure: classify(seenOf(error, 'before')) };
  }
}

type Refused = NonNullable<Extract<Outcome, { outcome: 'accepted' }>['refused']>;

/** RFC 6531 §3.4: an address with letters beyond ASCII is not given to a server that did not offer to take such. */
function sorted({ envelope }: Message, utf8: boolean): { readonly takes: string[]; readonly refused: Refused } {
  const isPlain = (address: string): boolean => /^[\u0020-\u007e]*$/.test(address);
  const seen: Seen = { transport: 'smtp', name: 'NoUtf8', phase: 'before' };
  if (utf8) return { takes: [...envelope.to], refused: [] };
  const failure = classify(seen);
  if (!isPlain(envelope.from)) return { takes: [], refused: [{ address: envelope.from, failure }] };
  return {
    takes: envelope.to.filter(isPlain),
    refused: envelope.to.filter((address) => !isPlain(address)).map((address) => ({ address, failure })),
  };
}

function accepted(message: Message, taken: Taken, before: Refused): Outcome {
  const refused = [
    ...before,
    ...(taken.rejectedErrors ?? []).flatMap((error) =>
      typeof error.recipient === 'string'
        ? [{ address: error.recipient, failure: classify(seenOf(error, 'before')) }]
        : [],
    ),
  ];
  const receipt = messageIdOf(message.bytes, taken);
  return { outcome: 'accepted', receipt, ...(refused.length > 0 ? { refused } : {}) };
}

/** Connects and signs in, as before a message, and sends none. */
async function look(options: SmtpOptions): Promise<readonly SenderLook[]> {
  const { host, port, tls, login } = options;
  const server = `${host}:${port}`;
  const failure = await triedWith(options);
  if (failure) return [{ what: 'connection', state: 'failure', says: `${server}: ${failure.message}` }];
  const signedIn = login ? ' and signed in' : '';
  if (tls !== 'off') return [{ what: 'connection', state: 'ok', says: `${server}: connected under TLS${signedIn}` }];
  if (isThisMachine(host)) return [{ what: 'connection', state: 'ok', says: `${server}: connected${signedIn}` }];
  const says = `${server}: connected${signedIn} without TLS, so reports${login ? ' and the password' : ''} can be read on the way; set \`tls: required\``;
  return [{ what: 'connection', state: 'warning', says }];
}

async function triedWith(options: SmtpOptions): Promise<Failure | undefined> {
  try {
    const connection = await connect(options, AbortSignal.timeout(options.timeouts.whole));
    connection.quit();
    return undefined;
  } catch (error) {
    return classify(seenOf(error, 'before'));
  }
}

function isThisMachine(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** Throws UserError `smtp-settings` or `smtp-password`. */
function optionsFrom({ settings, effects }: TransportOptions): SmtpOptions {
  const { smtp: server } = settings;
  if (!server) {
    throw new UserError('smtp-settings', '`delivery.transport` is smtp, and `delivery.smtp` does not say which server');
  }
  const { host, port, tls, user, connections } = server;
  const password = effects.env['SMTP_PASSWORD'] ?? '';
  if (user !== undefined && password === '') {
    const says =
      '`delivery.smtp.user` is set, and the environment variable SMTP_PASSWORD is not; set it, or leave `user` out';
    throw new UserError('smtp-password', says);
  }
  const login = user === undefined ? {} : { login: { user, password } };
  return { host, port, tls, connections, ...login, timeouts: TIMEOUTS, idle: 15_000 };
}

export const smtp: TransportKind = {
  name: 'smtp',
  // Nodemailer is loaded with the first connection.
  open: (options) => Promise.resolve(options).then(optionsFrom).then(createSmtp),
};
