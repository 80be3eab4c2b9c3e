import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemDns, type Dns } from '../../src/delivery/_dns.ts';
import { startNameServer, type NameServer } from './_dns-server.ts';

let server: NameServer;
let dns: Dns;
beforeAll(async () => {
  server = await startNameServer({
    'example.com': {
      txt: [['v=spf1 include:', 'amazonses.com ~all'], ['another']],
      mx: [
        [10, 'mx1.example.com'],
        [20, 'mx2.example.com'],
      ],
    },
    'www.example.com': { cname: 'example.net' },
    'refused.example.com': { fails: 'refused' },
    'silent.example.com': { fails: 'silence' },
  });
  dns = systemDns({ servers: [server.address] });
});
afterAll(() => server.close());

describe('names', () => {
  it('TXT records, each with its strings put together', async () => {
    expect(await dns.txt('example.com')).toEqual({
      state: 'found',
      records: ['v=spf1 include:amazonses.com ~all', 'another'],
    });
  });

  it('MX and CNAME records', async () => {
    expect(await dns.mx('example.com')).toMatchObject({
      state: 'found',
      records: [
        { priority: 10, exchange: 'mx1.example.com' },
        { priority: 20, exchange: 'mx2.example.com' },
      ],
    });
    expect(await dns.cname('www.example.com')).toEqual({ state: 'found', records: ['example.net'] });
  });

  it('a name that is not there, or has no such record, has none', async () => {
    expect(await dns.txt('nowhere.example.com')).toEqual({ state: 'none' });
    expect(await dns.mx('www.example.com')).toEqual({ state: 'none' });
  });

  it('a server that will not say is no proof of absence', async () => {
    expect(await dns.txt('refused.example.com')).toMatchObject({
      state: 'not-seen',
      says: expect.stringContaining('EREFUSED'),
    });
  });

  it('a server that is silent is not waited for', async () => {
    const hasty = systemDns({ servers: [server.address], limit: 50 });
    expect(await hasty.txt('silent.example.com')).toMatchObject({ state: 'not-seen' });
  });

  it('no server at all', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { port } = socket.address();
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    const alone = systemDns({ servers: [`127.0.0.1:${port}`], limit: 200 });
    expect(await alone.txt('example.com')).toMatchObject({ state: 'not-seen' });
  });

  it.each(['', 'a'.repeat(300), 'a..b'])('what is no name (%j) is not seen, and nothing is thrown', async (name) => {
    expect((await dns.txt(name)).state).not.toBe('found');
  });
});
