import type { Portfolio } from '../../model/portfolio.ts';

interface At {
  readonly host: string;
  readonly port: number;
}

/** This machine's own addresses, which no other machine reaches. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

/** How a URL has it: an address of IPv6 in brackets, and without the port that its scheme has anyway. */
const authority = (host: string, port: number): string =>
  new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).host;

/** The address of the server itself: `http://127.0.0.1:8787`. */
export const originOf = ({ host, port }: At): string => `http://${authority(host, port)}`;

/** By which names the server is asked: the one that people know, and this machine's where it listens on it. */
export function namesOf(url: string, { host, port }: At): readonly string[] {
  const local = isLoopback(host) ? [host, 'localhost'] : [];
  return [new URL(url).host, ...local.map((name) => authority(name, port))];
}

const FIRST_USER = `Nobody may sign in yet. Say who may in portfolio.yaml, and start again:

dashboard:
  users:
    - { id: ann, name: Ann, email: ann@example.com, role: admin }
`;

/** What whoever started the server has to know. */
export function greeting({ name, dashboard: { users }, delivery }: Portfolio, url: string, at: At): string {
  const here = originOf(at);
  const lines = [`${name}: listening at ${here}; Ctrl-C stops it`];
  if (url !== here) lines.push(`Links in mails lead to ${url}: people must reach it there (dashboard.url).`);
  if (users.length === 0) lines.push(FIRST_USER);
  else if (delivery.transport === 'outbox')
    lines.push('Mail stays in the outbox; when a browser asks for a sign-in link, it stands here, too.');
  return lines.join('\n');
}
