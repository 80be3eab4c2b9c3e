import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Api } from '../../src/http/_api.ts';
import { NODE_LIMITS, openServer, type NodeServer } from '../../src/http/node.ts';
import { spoken } from '../cli/_serve.ts';

// Hono's server puts its own in their place, which other tests of this process need not have.
const { Request, Response } = globalThis;
afterAll(() => {
  Object.defineProperty(globalThis, 'Request', { value: Request });
  Object.defineProperty(globalThis, 'Response', { value: Response });
});

let server: NodeServer;
let finish: (() => void) | undefined;
const sockets: Socket[] = [];

beforeAll(async () => {
  server = await openServer({ host: '127.0.0.1', port: 0 }, { ...NODE_LIMITS, head: 200, request: 400 });
  const app = new Hono().onError((_, context) => context.text('broken off', 400));
  app.get('/', (context) => context.text('here'));
  app.post('/', async (context) => context.text(await context.req.text()));
  app.get('/waits', (context) => new Promise<Response>((done) => (finish = () => done(context.text('at last')))));
  server.answer(app as unknown as Api);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const GET = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;

/** A connection that says so much, and then nothing. Answers what came until the other side has enough. */
function silent(bytes: string): Promise<string> {
  return spoken(server.port, bytes);
}

describe('whoever is slow', () => {
  it('to say what they want is cut off (slow loris)', async () => {
    expect(await silent('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n')).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  it('a byte at a time, too', async () => {
    const socket = connect(server.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 20);
    socket.write('GET / HTTP/1.1\r\n');
    await new Promise((done) => socket.once('close', done));
    clearInterval(drip);
    expect(await spoken(server.port, GET('/'))).toContain('here');
  });

  it('to bring a body is cut off', async () => {
    expect(await silent('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nabc')).not.toContain(
      '200 OK',
    );
  });
});

it('one client has only so many connections, and gets others once it lets go of some', async () => {
  const narrow = await openServer({ host: '127.0.0.1', port: 0 }, { ...NODE_LIMITS, perClient: 2 });
  narrow.answer(new Hono().get('/', (context) => context.text('here')) as unknown as Api);
  onTestFinished(() => narrow.stop(0));
  const open = () => {
    const socket = connect(narrow.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    return new Promise<Socket>((done) => socket.once('connect', () => done(socket)));
  };
  const held = [await open(), await open()];
  expect(await spoken(narrow.port, GET('/'))).toBe('');
  held[0]?.destroy();
  await expect.poll(() => spoken(narrow.port, GET('/'))).toContain('here');
});

it('a server that stops ends what it has begun, and answers nobody new', async () => {
  const waiting = spoken(server.port, GET('/waits').replace('close', 'keep-alive'));
  await expect.poll(() => typeof finish).toBe('function');
  const stopped = server.stop(5000);
  expect(await spoken(server.port, GET('/'))).toBe('');
  finish?.();
  expect(await waiting).toContain('at last');
  await stopped;
});
