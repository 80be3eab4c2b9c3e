import type { Effects } from '../../core/effects.ts';
import type { Send } from '../../model/send.ts';
import type { Ledger } from '../ledger.ts';

/** What somebody wants to have sent. */
export interface SendWish {
  /** A report type, `executive` or `all`. */
  readonly type: string;
  readonly list?: string | undefined;
  readonly again?: boolean;
  /** The only reader that it goes to. */
  readonly only?: string | undefined;
  /** A token's subject, or `schedule:<id>`. */
  readonly by: string;
  /** One key of one subject stands for one wish, for a day. */
  readonly key?: string | undefined;
  /** Its id, where the wish itself has one (a schedule's time): a second one begins nothing. */
  readonly id?: string | undefined;
}

export interface SendDesk {
  /**
   * Begins a send, and comes back at once; what was begun before under the same key is answered instead. Throws a
   * UserError `key-used` when the key stands for another wish, `no-such-report` and the like for one that cannot be.
   */
  begin(wish: SendWish): Promise<{ readonly send: Send; readonly replayed: boolean }>;
  get(id: string): Promise<Send | undefined>;
  /** The send at its end, or as it is after so many milliseconds. */
  settled(id: string, patience: number): Promise<Send | undefined>;
  /** The send, each time that it or one of its dispatches changed, until its end or until `signal`. */
  follow(id: string, signal: AbortSignal): AsyncIterable<Send>;
  /** Works on the queue from time to time, until `stop`. */
  work(): void;
  /** Takes no more, lets what is under way come to its end or parks it, and comes back within the grace time. */
  stop(): Promise<void>;
}

export function sendDesk(_options: { readonly ledger: Ledger; readonly effects: Effects }): SendDesk {
  const missing = (): never => {
    throw new Error('not there yet');
  };
  return {
    begin: missing,
    get: missing,
    settled: missing,
    follow: missing,
    work: () => undefined,
    stop: async () => undefined,
  };
}
