import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snsCertificates } from '../../../src/delivery/index.ts';
import { certificate } from './_sns.ts';

describe('certificates', () => {
  let port = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved.pem') response.writeHead(302, { location: '/one.pem' }).end();
    else if (request.url === '/large.pem') response.end(Buffer.alloc(100_000));
    else if (request.url === '/gone.pem') response.writeHead(404).end();
    else response.end(certificate);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const local = () =>
    snsCertificates((url, options) => fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, options));

  it('are asked for once', async () => {
    const certificates = local();
    const [one, two] = await Promise.all([certificates('https://sns/one.pem'), certificates('https://sns/one.pem')]);
    expect([one, two, await certificates('https://sns/one.pem')]).toEqual([certificate, certificate, certificate]);
    expect(asked.filter((path) => path === '/one.pem')).toHaveLength(1);
  });

  it.each([
    ['/moved.pem', 'fetch failed'],
    ['/large.pem', 'more than 65536 bytes'],
    ['/gone.pem', 'answered with 404'],
  ])('that are none are asked for again: %s', async (path, says) => {
    const certificates = local();
    await expect(certificates(`https://sns${path}`)).rejects.toThrow(says);
    await expect(certificates(`https://sns${path}`)).rejects.toThrow(says);
    expect(asked.filter((one) => one === path)).toHaveLength(2);
  });

  it('are kept of a few addresses only', async () => {
    const certificates = local();
    for (let index = 0; index <= 16; index += 1) await certificates(`https://sns/kept-${index}.pem`);
    await certificates('https://sns/kept-16.pem');
    await certificates('https://sns/kept-0.pem');
    expect(asked.filter((path) => path === '/kept-16.pem')).toHaveLength(1);
    expect(asked.filter((path) => path === '/kept-0.pem')).toHaveLength(2);
  });
});
