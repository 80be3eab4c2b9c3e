import { createSocket } from 'node:dgram';

/*
 * A name server on loopback, over UDP (RFC 1035): one question, the answers of a small zone.
 */

/** Records of one name; a name that is not in the zone does not exist. */
export interface ZoneName {
  /** Each a list of strings of up to 255 bytes. */
  readonly txt?: readonly (readonly string[])[];
  readonly mx?: readonly (readonly [priority: number, exchange: string])[];
  readonly cname?: string;
  /** `refused`: the server will not say; `silence`: it says nothing at all. */
  readonly fails?: 'refused' | 'silence';
}

export interface NameServer {
  /** For `setServers`. */
  readonly address: string;
  /** `TXT _dmarc.example.com`, in the order asked. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const TYPES: Readonly<Record<number, 'CNAME' | 'MX' | 'TXT'>> = { 5: 'CNAME', 15: 'MX', 16: 'TXT' };
const NO_SUCH_NAME = 3;
const REFUSED = 5;

export async function startNameServer(zone: Readonly<Record<string, ZoneName>>): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    asked.push(`${TYPES[type] ?? type} ${name}`);
    const entry = zone[name];
    if (entry?.fails === 'silence') return;
    const code = entry?.fails === 'refused' ? REFUSED : entry ? 0 : NO_SUCH_NAME;
    const records = code === 0 && entry ? recordsOf(entry, type) : [];
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => Buffer.concat([preamble(type, data.length), data]));
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => socket.close(() => resolve()));
  return { address: `127.0.0.1:${socket.address().port}`, asked, close };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The name of the question again, the type, class IN, a minute, and how long the data is. */
function preamble(type: number, length: number): Buffer {
  const head = Buffer.alloc(12);
  [0xc00c, type, 1, 0, 60, length].forEach((word, index) => head.writeUInt16BE(word, index * 2));
  return head;
}

function recordsOf({ txt = [], mx = [], cname }: ZoneName, type: number): Buffer[] {
  if (TYPES[type] === 'TXT') return txt.map((strings) => Buffer.concat(strings.map(lengthAndText)));
  if (TYPES[type] === 'MX')
    return mx.map(([priority, name]) => Buffer.concat([Buffer.from([0, priority]), wire(name)]));
  return TYPES[type] === 'CNAME' && cname !== undefined ? [wire(cname)] : [];
}

function lengthAndText(text: string): Buffer {
  return Buffer.from([text.length, ...Buffer.from(text, 'latin1')]);
}

function wire(name: string): Buffer {
  return Buffer.concat([...name.split('.').map(lengthAndText), Buffer.from([0])]);
}
