import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message as a server got it. */
export interface Got {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
  readonly session: string;
  readonly secure: boolean;
  /** Parameters of MAIL: `SIZE`, `BODY`, `SMTPUTF8`, `ENVID` … */
  readonly mail: Readonly<Record<string, unknown>>;
}

export interface Running {
  readonly port: number;
  readonly got: readonly Got[];
  readonly logins: readonly string[];
}

/** A real SMTP server on loopback, which takes mail from `reports` with the password `right`. Closed when the test is over. */
export async function serverWith(options: SMTPServerOptions = {}): Promise<Running> {
  const got: Got[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth({ method, username = '', password }, _session, done) {
      logins.push(`${method} ${username}`);
      if (username === 'reports' && password === 'right') done(null, { user: username });
      else done(Object.assign(new Error('no such user or password'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        got.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          bytes: Buffer.concat(chunks),
          session: session.id,
          secure: session.secure,
          mail: { ...(mailFrom ? mailFrom.args : {}) },
        });
        done(null, `queued as ${got.length}`);
      });
    },
    ...options,
  });
  // What a client does to the socket is the test's matter.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const at = server.server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  return { port: at.port, got, logins };
}
