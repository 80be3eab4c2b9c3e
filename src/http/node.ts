import { randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { UserError } from '../core/problem.ts';
import type { Api } from './_api.ts';
import { networkOf } from './client.ts';
import { problemOf } from './middleware/problems.ts';

/** How long, and how much, a connection may. */
export interface NodeLimits {
  /** Milliseconds for a request's head. Whoever sends it a byte at a time is cut off then (slow loris). */
  readonly head: number;
  /** Milliseconds for a whole request; an answer may take longer. */
  readonly request: number;
  /** Connections, in all and of one client. */
  readonly connections: number;
  readonly perClient: number;
}

export const NODE_LIMITS: NodeLimits = { head: 10_000, request: 30_000, connections: 1000, perClient: 100 };

const KB = 1024;
/** Bytes of a request's head: an access token has one KB. */
const HEAD_BYTES = 16 * KB;
const MOST_HEADERS = 100;
const REQUESTS_A_CONNECTION = 1000;
/** Milliseconds. Proxies keep connections for a minute, and must not be the second to close one. */
const KEEP_ALIVE = 65_000;
/** Milliseconds in which nothing moves: the audit's check may be silent for long, a reader who does not read may not. */
const SILENCE = 600_000;

export interface NodeServer {
  readonly port: number;
  /** From now on requests are answered. */
  answer(api: Api): void;
  /** Takes no more connections, lets what is being answered end, and after `grace` milliseconds cuts off what is left. */
  stop(grace: number): Promise<void>;
}

/** Listens. Throws a UserError `cannot-listen`. */
export async function openServer(
  at: { readonly host: string; readonly port: number },
  limits: NodeLimits = NODE_LIMITS,
): Promise<NodeServer> {
  const server = createServer(optionsOf(limits));
  server.maxHeadersCount = MOST_HEADERS;
  server.maxRequestsPerSocket = REQUESTS_A_CONNECTION;
  server.maxConnections = limits.connections;
  server.timeout = SILENCE;
  server.on('connection', atMost(limits.perClient));
  const held = heldBy(server);
  await listening(server, at);
  return {
    port: (server.address() as AddressInfo).port,
    answer: (api) => {
      const listener = getRequestListener(api.fetch, { errorHandler: refused });
      server.on('request', (incoming, outgoing) => void listener(incoming, outgoing));
    },
    stop: (grace) => stop(server, held, grace),
  };
}

function optionsOf({ head, request }: NodeLimits): ServerOptions {
  return {
    headersTimeout: head,
    requestTimeout: request,
    keepAliveTimeout: KEEP_ALIVE,
    maxHeaderSize: HEAD_BYTES,
    // How often Node looks for who is too slow.
    connectionsCheckingInterval: Math.min(1000, head),
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
}

function listening(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        new UserError('cannot-listen', `cannot listen at ${host}, port ${port}: ${whyNot(error)}`, { cause: error }),
      );
    });
    server.listen({ host, port }, done);
  });
}

function whyNot({ code = '' }: NodeJS.ErrnoException): string {
  const says: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program does; `--port` chooses another one',
    EADDRNOTAVAIL: 'this machine has no such address; `--host` chooses another one',
    EACCES: 'only the system’s administrator may; `--port` with 1024 or more does without',
    ENOTFOUND: 'there is no such host',
  };
  return says[code] ?? code;
}

/** One client alone cannot take every connection that there is. */
function atMost(most: number): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const client = networkOf(socket.remoteAddress ?? '');
    const count = (open.get(client) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(client, count);
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left === 0) open.delete(client);
      else open.set(client, left);
    });
  };
}

/** A request whose address cannot be read reaches no route. */
function refused(): Response {
  const said = { status: 400, code: 'bad-request', detail: 'the request’s address or Host cannot be read' } as const;
  return new Response(JSON.stringify(problemOf(said, randomBytes(16).toString('hex'))), {
    status: said.status,
    headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff', connection: 'close' },
  });
}

interface Held {
  /** Ends every connection by which nobody waits for an answer. */
  letGo(): void;
}

/** Which connections there are, and which of them wait for an answer. Node counts one that never said a word as busy. */
function heldBy(server: Server): Held {
  const open = new Set<Socket>();
  const waiting = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, outgoing) => {
    waiting.add(socket);
    outgoing.once('close', () => {
      waiting.delete(socket);
      if (!server.listening) socket.end();
    });
  });
  return {
    letGo: () => {
      for (const socket of open) if (!waiting.has(socket)) socket.destroy();
    },
  };
}

async function stop(server: Server, held: Held, grace: number): Promise<void> {
  const closed = new Promise<void>((done) => {
    server.close(() => done());
  });
  held.letGo();
  const patience = new AbortController();
  await Promise.race([closed, sleep(grace, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  server.closeAllConnections();
  await closed;
}
