import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bridge } from '../app/bridge/index.ts';
import type { Identity } from '../model/session.ts';

/** What the routes stand on. */
export interface Door {
  readonly bridge: Bridge;
  readonly version: string;
  /** The address of whoever asks, as the network says: for limits only, and in no log. */
  readonly clientOf: (context: Context) => string;
  readonly log: (line: LogLine) => void;
}

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
}

/** What travels with a request. */
// eslint-disable-next-line typescript/consistent-type-definitions -- Hono's own constraint wants a type
export type Env = {
  Variables: {
    door: Door;
    /** 128 random bits, in the log, in the answer's header and in every problem. */
    trace: string;
    /** Set where the route asks for someone. */
    identity: Identity;
  };
};

export type Api = OpenAPIHono<Env>;

/** Adds the routes of one file. */
export type Routes = (api: Api, door: Door) => void;
