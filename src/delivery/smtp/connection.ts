import { isAscii } from 'node:buffer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Message } from '../../model/dispatch.ts';
import { Body } from './body.ts';
import { smtpError } from './seen.ts';

/** Milliseconds. */
export interface Timeouts {
  /** Looking up the name, connecting, greeting and TLS, all together. */
  readonly connect: number;
  /** Without a byte from the server. */
  readonly silence: number;
  /** One attempt as a whole, waiting for a connection included. */
  readonly whole: number;
}

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly tls: 'required' | 'implicit' | 'off';
  readonly login?: { readonly user: string; readonly password: string };
  readonly timeouts: Timeouts;
  /** A certificate (PEM) to trust in place of those that Node knows. */
  readonly trust?: string;
}

/** What a server said of a message that it took. */
export interface Taken {
  readonly response: string;
  /** Where the server gave the message an id of its own (Microsoft 365, Amazon SES). */
  readonly serverMessageId?: string | undefined;
  readonly rejectedErrors?: readonly { readonly recipient?: unknown }[] | undefined;
}

/** A failed hand-over: `before` is certain, `after` may have come to anything. */
export class HandOver extends Error {
  readonly phase: 'before' | 'after';
  constructor(phase: 'before' | 'after', cause: unknown) {
    super('the message was not handed over', { cause });
    this.phase = phase;
  }
}

/** A session with a server: connected, under TLS and signed in. */
export interface Connection {
  /** Takes addresses with letters beyond ASCII (RFC 6531). */
  readonly utf8: boolean;
  /** Messages so far. */
  readonly sent: number;
  readonly isOpen: boolean;
  /** Throws HandOver. After that the connection is of no use. */
  send(message: Message, signal: AbortSignal): Promise<Taken>;
  quit(): void;
  close(): void;
}

/** Throws what nodemailer says. Nothing was sent then. */
export async function connect(server: Server, signal: AbortSignal): Promise<Connection> {
  const { default: Session } = await import('nodemailer/lib/smtp-connection');
  const session = new Session(optionsOf(server));
  // Whoever waits for a step hears of it; an error between two steps ends the session, and `isOpen` says so.
  session.on('error', () => undefined);
  try {
    await step<undefined>(session, signal, (done) => session.connect((error) => done(error, undefined)));
    // The last answer was to EHLO; under TLS, the one after the handshake.
    const offers = String(session.lastServerResponse);
    if (server.login) await signIn(session, server.login, signal);
    return connectionOf(session, /^250[ -]SMTPUTF8\b/im.test(offers));
  } catch (error) {
    session.close();
    throw error;
  }
}

function optionsOf({ host, port, tls, timeouts, trust }: Server): SMTPConnection.Options {
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    // Said in so many words: neither an option nor NODE_TLS_REJECT_UNAUTHORIZED can turn it off.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(trust === undefined ? {} : { ca: trust }) },
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
    socketCloseTimeout: 1000,
    maxResponseSize: 64 * 1024,
    logger: false,
    allowInternalNetworkInterfaces: true,
  };
}

async function signIn(
  session: SMTPConnection,
  { user, password }: NonNullable<Server['login']>,
  signal: AbortSignal,
): Promise<void> {
  // Nodemailer would go on without; then the server may take mail from anyone, or refuse it with a misleading answer.
  if (!session.allowsAuth) throw smtpError('ENOAUTH', 'the server offers no sign-in');
  const credentials = { user, pass: password };
  await step<undefined>(session, signal, (done) => session.login({ credentials }, (error) => done(error, undefined)));
}

function connectionOf(session: SMTPConnection, utf8: boolean): Connection {
  let sent = 0;
  return {
    utf8,
    get sent() {
      return sent;
    },
    get isOpen() {
      return !session.destroyed;
    },
    async send(message, signal) {
      sent += 1;
      const body = new Body(message.bytes);
      const taken = await step<Taken>(session, signal, (done) => session.send(envelopeOf(message), body, done)).catch(
        (error: unknown) => {
          throw new HandOver(body.handedOver ? 'after' : 'before', error);
        },
      );
      if (body.handedOver) return taken;
      throw new HandOver('after', smtpError('EPROTOCOL', 'the server took the message before it had all of it'));
    },
    quit() {
      session.quit();
      // A server that does not answer that keeps nobody waiting.
      setTimeout(() => session.close(), 1000).unref();
    },
    close: () => session.close(),
  };
}

function envelopeOf({ id, attempt, envelope, bytes }: Message): SMTPConnection.Envelope {
  return {
    from: envelope.from,
    to: [...envelope.to],
    size: bytes.length,
    use8BitMime: !isAscii(bytes),
    // RFC 3461, where the server offers it: a failure report then names the dispatch and the attempt.
    dsn: { ret: 'HDRS', envid: `${id}.${attempt}`, notify: ['FAILURE', 'DELAY'] },
  };
}

/** One step of a session; over when it is done, when the session ends, or when the time is up, whichever is first. */
function step<T>(
  session: SMTPConnection,
  signal: AbortSignal,
  run: (done: (error: Error | null | undefined, value: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      session.off('error', onError);
      session.off('end', onEnd);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onError = (error: Error): void => finish(() => reject(error));
    // Nodemailer ends the session before it hands over the reply (421) that ended it.
    const onEnd = (): void => void setImmediate(onError, smtpError('ECONNECTION', 'the server closed the connection'));
    const onAbort = (): void => {
      onError(smtpError('ETIMEDOUT', 'the attempt took too long as a whole'));
      session.close();
    };
    session.on('error', onError);
    session.on('end', onEnd);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else run((error, value) => finish(() => (error ? reject(error) : resolve(value))));
  });
}
