import { isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Door } from './_api.ts';

/**
 * Who asks: the other end of the connection. Behind proxies that are known to be there, what the outermost of them says
 * (`X-Forwarded-For`): each adds the address that it was asked from at the end, and what stands before the last
 * `proxies` entries is whatever the client wrote.
 */
export function clientBehind(proxies: number): Door['clientOf'] {
  return (context) => {
    const socket = getConnInfo(context).remote.address ?? '';
    return clientIn(socket, context.req.header('x-forwarded-for'), proxies);
  };
}

export function clientIn(socket: string, forwarded: string | undefined, proxies: number): string {
  const said = (forwarded ?? '').split(',').map((one) => one.trim());
  const entry = proxies === 0 ? undefined : said.at(-Math.min(proxies, said.length));
  return networkOf(entry !== undefined && isIP(entry) > 0 ? entry : socket);
}

/** An address of IPv4 as it is; of IPv6, the /64 that one household has: it holds more addresses than could be counted. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return plain === '' ? 'unknown' : plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? front : [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
