import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Bridge } from '../app/bridge/index.ts';
import type { Identity } from '../model/session.ts';

/** What the routes stand on. */
export interface Door {
  readonly bridge: Bridge;
  readonly version: string;
  /** The address of whoever asks, as the network says: for limits only, and in no log. */
  readonly clientOf: (context: Context) => string;
  readonly log: (line: LogLine) => void;
  /** The folder of the dashboard's files; where there is none, somebody else serves them. */
  readonly web?: string | undefined;
  /** Names that the server goes by, with their ports: a page that reached it by another name is not answered. Any, when left out. */
  readonly hosts?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Asks SNS for certificates and to confirm a subscription; `fetch` when left out. */
  readonly ask?: Ask | undefined;
}

/** How much of what is taken. */
export interface Limits {
  /** A client's requests to the API in a minute, and one session's. */
  readonly requests: number;
  /** What one subject may have sent in an hour. */
  readonly sends: number;
  /** Events of a provider, of one client in a minute. */
  readonly events: number;
  /** Milliseconds until an answer must have begun. */
  readonly patience: number;
  /** Milliseconds after which a stream of events ends, and whoever listens asks anew. */
  readonly stream: number;
}

export type RateName = 'client' | 'session' | 'sends' | 'events';
/** Counters of this process. They keep a server from being worn out; what must hold for all processes is counted in the records. */
export type Rates = Readonly<Record<RateName, RateLimiterMemory>>;

export type Ask = (url: string, options: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;

/** One line of the log: JSON, and nothing that names a person. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly trace?: string;
  readonly method?: string;
  /** The route's pattern, not the path: no ids. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly code?: string;
  /** Of what nobody expected: functions and lines of this program, without the message, which may quote anything. */
  readonly frames?: readonly string[];
}

/** What travels with a request. Middleware asks for one by `get`: `var` copies them all. */
export type Env = {
  Variables: {
    door: Door;
    /** 128 random bits, in the log, in the answer's header and in every problem. */
    trace: string;
    rates: Rates;
    /** Of the problem that is answered. */
    code: string | undefined;
    /** Set where the route asks for someone. */
    identity: Identity;
  };
};

export type Api = OpenAPIHono<Env>;

/** Adds the routes of one file. */
export type Routes = (api: Api, door: Door) => void;
