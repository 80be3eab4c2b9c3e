import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What came in. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** An answer, or what happens in its place once the whole request was read. */
export type Reply =
  | {
      readonly status: number;
      /** `x-amzn-errortype`. */
      readonly type?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'reset'
  /** No answer at all. */
  | 'silence'
  /** The beginning of an answer, and then nothing more. */
  | 'half'
  | 'not-json';

export interface ScriptedSes {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => void;
}

/** A server on loopback that answers as it is told; it is closed when the test is over. */
export async function scripted(reply: (asked: Asked, count: number) => Reply): Promise<ScriptedSes> {
  const server = await startScripted(reply);
  onTestFinished(server.close);
  return server;
}

export async function startScripted(reply: (asked: Asked, count: number) => Reply): Promise<ScriptedSes> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = request;
      const one: Asked = { method, path, headers, body: text === '' ? undefined : JSON.parse(text) };
      asked.push(one);
      give(reply(one, asked.length), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}`, asked, close };
}

function give(reply: Reply, response: ServerResponse): void {
  if (reply === 'silence') return;
  if (reply === 'reset') response.socket?.resetAndDestroy();
  else if (reply === 'half') response.writeHead(200, { 'content-length': '100' }).write('{"Mess');
  else if (reply === 'not-json') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>');
  else {
    const { status, type, body = {}, headers = {} } = reply;
    const named = type === undefined ? {} : { 'x-amzn-errortype': type };
    response.writeHead(status, { 'content-type': 'application/json', ...named, ...headers }).end(JSON.stringify(body));
  }
}
