import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the server does at a point of the session: says something, or does `reset`, `close` or `hang`. */
export type Act = string;

/** Where in a session; `RCPT` may be told by the address, `body` is after 64 KB of it, `end` after the closing dot. */
export interface Script {
  readonly greeting?: Act;
  readonly EHLO?: Act;
  readonly STARTTLS?: Act;
  readonly AUTH?: Act;
  readonly MAIL?: Act;
  readonly RCPT?: Act | ((address: string) => Act);
  readonly DATA?: Act;
  readonly body?: Act;
  readonly end?: Act;
  readonly RSET?: Act;
  readonly QUIT?: Act;
}

export interface Scripted {
  readonly port: number;
  /** Commands as they came, of all sessions. */
  readonly heard: readonly string[];
  /** Bodies with their closing dot, without dot-stuffing. */
  readonly bodies: readonly Buffer[];
  readonly sessions: () => number;
  /** Ends the sessions that are open, as a server does with idle ones; done when the other side has seen it. */
  readonly hangUp: () => Promise<unknown>;
}

const PLAIN: Required<Omit<Script, 'body'>> = {
  greeting: '220 mx.example.com ESMTP',
  EHLO: '250-mx.example.com\r\n250 PIPELINING',
  STARTTLS: '502 5.5.1 no',
  AUTH: '235 2.7.0 ok',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  end: '250 2.0.0 Ok: queued as 4F2B0A1C3D',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
};

/** A mail server on loopback that does what a test says, down to the socket. Closed when the test is over. */
export async function scripted(script: Script): Promise<Scripted> {
  const heard: string[] = [];
  const bodies: Buffer[] = [];
  const sockets = new Set<Socket>();
  let sessions = 0;
  const server = createServer((socket) => {
    sessions += 1;
    // Replies one by one, as they are: none waits for the client's word that it got the one before.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    return new Session(socket, script, heard, bodies);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  const hangUp = (): Promise<unknown> =>
    Promise.all(
      [...sockets].map((socket) => {
        const gone = new Promise((resolve) => void socket.once('close', resolve));
        socket.end('421 4.4.2 idle for too long\r\n');
        return gone;
      }),
    );
  return { port: at.port, heard, bodies, sessions: () => sessions, hangUp };
}

const END = '\r\n.\r\n';

/** One session: what has come and is not dealt with, and where it stands. */
class Session {
  #rest = '';
  #inBody = false;
  #over = false;
  readonly #socket: Socket;
  readonly #script: Script;
  readonly #heard: string[];
  readonly #bodies: Buffer[];

  constructor(socket: Socket, script: Script, heard: string[], bodies: Buffer[]) {
    [this.#socket, this.#script, this.#heard, this.#bodies] = [socket, script, heard, bodies];
    socket.on('data', (chunk) => this.#take(chunk.toString('latin1')));
    this.#act(script.greeting ?? PLAIN.greeting);
  }

  #take(text: string): void {
    this.#rest += text;
    while (!this.#over && (this.#inBody ? this.#body() : this.#line()));
  }

  #act(what: Act): void {
    if (what === 'reset') this.#socket.resetAndDestroy();
    else if (what === 'close') this.#socket.destroy();
    else if (what !== 'hang') this.#socket.write(`${what}\r\n`);
    this.#over ||= ['reset', 'close', 'hang'].includes(what);
  }

  #line(): boolean {
    const at = this.#rest.indexOf('\r\n');
    if (at < 0) return false;
    const line = this.#rest.slice(0, at);
    this.#rest = this.#rest.slice(at + 2);
    this.#heard.push(line);
    const what = this.#answerTo(line);
    this.#act(what);
    // The end of a body may follow at once: what comes before it is then one line break less.
    if (line === 'DATA' && what.startsWith('354')) [this.#inBody, this.#rest] = [true, `\r\n${this.#rest}`];
    if (line === 'QUIT') this.#socket.end();
    return true;
  }

  #answerTo(line: string): Act {
    const verb = /^[A-Z]+/.exec(line)?.[0] ?? '';
    const { RCPT = PLAIN.RCPT } = this.#script;
    if (verb === 'RCPT') return typeof RCPT === 'function' ? RCPT(/<(.*?)>/.exec(line)?.[1] ?? '') : RCPT;
    const step = (['EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'DATA', 'RSET', 'QUIT'] as const).find((one) => one === verb);
    return step ? (this.#script[step] ?? PLAIN[step]) : '500 5.5.2 what';
  }

  #body(): boolean {
    const { body, end = PLAIN.end } = this.#script;
    if (body !== undefined && this.#rest.length > 64 * 1024) {
      this.#act(body);
      this.#over = true;
      return false;
    }
    const at = this.#rest.indexOf(END);
    if (at < 0) return false;
    this.#bodies.push(Buffer.from(this.#rest.slice(2, at + 2).replaceAll(/^\./gm, ''), 'latin1'));
    this.#rest = this.#rest.slice(at + END.length);
    this.#inBody = false;
    this.#act(end);
    return true;
  }
}
