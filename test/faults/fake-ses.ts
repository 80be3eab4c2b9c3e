import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { drawn, drawnOf } from './_drawn.ts';
import { bareAddress, plainAccount, SendRate, type SesAccount } from './_ses-account.ts';
import { eventsOf, type Accepted, type Fates } from './_ses-events.ts';
import { EventPost, type EventWeather } from './_ses-post.ts';
import { lookedUp, SesRefusal } from './_ses-lookups.ts';
import { parseSend, refusalOf, type SendRequest } from './_ses-send.ts';

/*
 * Amazon SES v2 on loopback, as far as its REST-JSON API is used to send raw messages, with an account, limits, events and
 * faults. It shares no code with the product. What it accepted is in `accepted`, which nothing takes away: whoever wants to
 * know what was really sent asks there, and nowhere else.
 */

/**
 * What goes wrong with one request. Before: nothing was accepted. After: the message was accepted, and the sender does not
 * get to know (`reset-after`: the connection breaks; `silence-after`: no answer comes, until the connection is closed after
 * `holds` milliseconds; `error-after`: HTTP 500).
 */
export const FAULTS = [
  'reset-before',
  'throttled',
  'error-before',
  'reset-after',
  'silence-after',
  'error-after',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FakeSesOptions {
  readonly seed?: number;
  readonly account?: SesAccount;
  /** Shares of requests, from 0 to 1. */
  readonly faults?: Readonly<Partial<Record<Fault, number>>>;
  /** Milliseconds before a connection without an answer is closed. */
  readonly holds?: number;
  /** A message is taken after 0 to so many milliseconds, and answered after as many again. */
  readonly slow?: number;
  readonly fates?: Fates;
  readonly events?: EventWeather;
  readonly now?: () => number;
}

export interface FakeSes {
  /** For AWS_ENDPOINT_URL_SESV2. */
  readonly url: string;
  readonly account: SesAccount;
  /** The oracle: append-only, in the order of acceptance. */
  readonly accepted: readonly Accepted[];
  /** What was drawn for each request to send, counted; `none` where all went well. */
  readonly drawnFaults: Readonly<Record<Fault | 'none', number>>;
  readonly post: EventPost;
  close(): Promise<void>;
}

const LARGEST = 56_000_000;

export async function startFakeSes(options: FakeSesOptions = {}): Promise<FakeSes> {
  const { seed = 1, account = plainAccount(), now = Date.now, holds = 1_000, slow = 0 } = options;
  const { faults = {}, fates = {} } = options;
  const accepted: Accepted[] = [];
  const arrivals = new Map<string, number>();
  const drawnFaults = { ...Object.fromEntries(FAULTS.map((one) => [one, 0])), none: 0 } as Record<
    Fault | 'none',
    number
  >;
  const rate = new SendRate();
  const post = new EventPost(seed, options.events ?? {});

  const accept = (request: SendRequest): Accepted => {
    const seq = accepted.length + 1;
    const unique = createHash('sha256').update(`${seed} ${seq}`).digest('hex');
    const { from, recipients, tags, configurationSet, raw } = request;
    const sha256 = createHash('sha256').update(raw).digest('hex');
    const messageId = `0101${unique.slice(0, 12)}-${unique.slice(12, 20)}-${unique.slice(20, 24)}-000000`;
    const size = raw.length;
    const entry = Object.freeze({ seq, messageId, from, recipients, tags, configurationSet, sha256, size, at: now() });
    accepted.push(entry);
    const suppressed = (address: string): boolean => account.suppressed.has(bareAddress(address));
    if (configurationSet !== undefined && account.configurationSets.get(configurationSet)?.events === true)
      post.post(eventsOf(entry, { seed, fates, suppressed }), now());
    return entry;
  };

  /** By what it is about and how often that came before: two runs with one seed break the same messages. */
  const faultOf = ({ tags, recipients }: SendRequest): Fault | undefined => {
    const about = JSON.stringify([tags, recipients]);
    const arrival = (arrivals.get(about) ?? 0) + 1;
    arrivals.set(about, arrival);
    const fault = drawnOf(faults, drawn(seed, 'fault', about, arrival));
    drawnFaults[fault ?? 'none'] += 1;
    return fault;
  };

  const send = async (body: Buffer, response: ServerResponse): Promise<void> => {
    const request = parseSend(body);
    const fault = faultOf(request);
    if (slow > 0) await sleep(slow * drawn(seed, 'slow before', accepted.length));
    if (fault === 'reset-before') return reset(response);
    if (fault === 'throttled') throw new SesRefusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
    if (fault === 'error-before') throw new SesRefusal(503, 'ServiceUnavailableException', 'Service unavailable.');
    const refusal = refusalOf(account, request);
    if (refusal) throw refusal;
    const limit = rate.refuse(account, request.recipients.length, now());
    if (limit !== undefined) throw new SesRefusal(429, 'TooManyRequestsException', limit);
    const { messageId, seq } = accept(request);
    if (slow > 0) await sleep(slow * drawn(seed, 'slow after', seq));
    if (fault === 'reset-after') return reset(response);
    if (fault === 'silence-after') {
      await sleep(holds);
      return reset(response);
    }
    if (fault === 'error-after') throw new SesRefusal(500, 'InternalServiceErrorException', 'Internal failure.');
    answer(response, 200, { MessageId: messageId });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (!(request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 Credential='))
      throw new SesRefusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    const path = new URL(request.url ?? '/', 'http://ses').pathname;
    if (request.method === 'POST' && path === '/v2/email/outbound-emails') return send(body, response);
    answer(
      response,
      200,
      lookedUp({ account, method: request.method ?? '', path, body, sent: rate.sent(now()), now: now() }),
    );
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (error instanceof SesRefusal) return answer(response, error.status, { message: error.message }, error.code);
      response.destroy();
    });
  });
  // A client that keeps a connection longer than the server does gets resets that nobody drew.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    account,
    accepted,
    drawnFaults,
    post,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new SesRefusal(400, 'BadRequestException', 'Message length is more than 40 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The connection breaks as by a crash of the other side: RST, not FIN. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function answer(response: ServerResponse, status: number, content: object, errorType?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  });
  response.end(JSON.stringify(content));
}
