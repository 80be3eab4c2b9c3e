import { isIP } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
/** One customer has at least a /64 of IPv6 (RFC 6177), so one address of it is nobody's limit. */
const NETWORK_GROUPS = 4;

/** Whom a limit counts: an IPv4 address, or the /64 of an IPv6 one; whatever else the network says as it stands. */
export function clientNetwork(client: string): string {
  const [address = ''] = client.trim().split('%');
  const [, v4] = MAPPED.exec(address) ?? [];
  if (v4 !== undefined && isIP(v4) === 4) return v4;
  if (isIP(address) !== 6 || address.includes('.')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => '0');
  const whole = [...before, ...(tail === undefined ? [] : zeros), ...after];
  const network = whole.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
