import { createRequire } from 'node:module';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemEffects } from '../../src/core/effects.ts';
import { makeTables, openDynamo, type DynamoOptions } from '../../src/records/dynamodb/index.ts';
import type { Store } from '../../src/model/store.ts';

/** dynalite ships no types. */
const dynalite: (options: { createTableMs: number }) => Server = createRequire(import.meta.url)('dynalite');

export interface Listening {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** DynamoDB in this process, in memory. It has no Time to Live and no backups, and its index never lags. */
export function startDynalite(): Promise<Listening> {
  return listen(dynalite({ createTableMs: 0 }));
}

/** For the SDK's own client, too. */
export function clientOptions(endpoint: string) {
  return { region: 'us-west-2', endpoint, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };
}

export function optionsFor(endpoint: string, more: Partial<DynamoOptions> = {}): DynamoOptions {
  return { tables: 'test', effects: systemEffects, ...clientOptions(endpoint), ...more };
}

/** A store over a DynamoDB that ends with it. */
export async function storeOver(dynamo: Listening): Promise<Store> {
  await makeTables(optionsFor(dynamo.endpoint));
  const store = await openDynamo(optionsFor(dynamo.endpoint));
  return {
    ...store,
    close: async () => {
      await store.close();
      await dynamo.close();
    },
  };
}

export interface Asked {
  /** `UpdateItem`. */
  readonly action: string;
  /** What was asked, as JSON. */
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What comes back: DynamoDB's own answer, another, or nothing at all. */
export type Fate = 'answer' | 'lost' | Answer;

/** As DynamoDB says no. */
export function refusal(name: string, status = 400): Answer {
  return {
    status,
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb#${name}`, message: 'arn:aws:iam::123456789012' }),
  };
}

export interface Proxy extends Listening {
  /** What was asked so far. */
  readonly asked: Asked[];
  /** What comes back instead of asking DynamoDB at all. */
  instead: (asked: Asked) => Answer | undefined;
  /** Decides, after DynamoDB has done what was asked, what comes back. */
  fate: (asked: Asked, answer: Answer) => Fate | Promise<Fate>;
}

/** Stands in front of a DynamoDB. */
export async function startProxy(target: string): Promise<Proxy> {
  const asked: Asked[] = [];
  const proxy: Omit<Proxy, keyof Listening> = { asked, instead: () => undefined, fate: () => 'answer' };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await textOf(incoming);
      const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      asked.push({ action, body });
      const answer = proxy.instead({ action, body }) ?? (await pass(target, incoming.headers, body));
      const fate = await proxy.fate({ action, body }, answer);
      if (fate === 'lost') return incoming.socket.destroy();
      const { status, body: text } = fate === 'answer' ? answer : fate;
      return outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    })();
  });
  return Object.assign(proxy, await listen(server));
}

async function pass(target: string, headers: NodeJS.Dict<string | string[]>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onwards = request(target, { method: 'POST', headers, agent: false }, (answer) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 0, body: text }), reject);
    });
    onwards.on('error', reject).end(body);
  });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
