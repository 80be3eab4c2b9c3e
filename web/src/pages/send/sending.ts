import { useEffect, useState } from 'preact/hooks';
import { send as sendSchema, type Send } from '../../api/contract.ts';
import { followSend, hasEnded } from '../../api/events.ts';
import { api, session } from '../../api/here.ts';

export interface Wish {
  /** A report type, `executive` or `all`. */
  readonly type: string;
  /** As it is called in a sentence. */
  readonly name: string;
  readonly list: string | undefined;
  readonly again: boolean;
}

/** A send that was asked for here: it goes on when another page is opened, and is there when one comes back. */
export interface Sending {
  readonly wish: Wish;
  /** Pressed again after a lost connection, the same key: the server sends once. */
  readonly key: string;
  readonly startedAt: number;
  readonly send?: Send;
  readonly error?: unknown;
}

let now: Sending | undefined;
let stop = new AbortController();
const listeners = new Set<() => void>();

function become(next: Sending | undefined): void {
  now = next;
  for (const listener of listeners) listener();
}

session.subscribe(() => {
  if (session.state.kind === 'in') return;
  stop.abort();
  become(undefined);
});

/** Asks for it, and follows it to its end. */
export async function begin(wish: Wish, key: string = crypto.randomUUID()): Promise<void> {
  stop.abort();
  const mine = new AbortController();
  stop = mine;
  const put = (more: Partial<Sending>): void => {
    if (!mine.signal.aborted) become({ wish, key, startedAt: Date.now(), ...now, ...more });
  };
  now = undefined;
  put({});
  try {
    const { type, list, again } = wish;
    const isAll = type === 'all';
    const first = await api.post(isAll ? '/api/reports/send' : `/api/reports/${type}`, sendSchema, {
      ...(isAll ? { params: { type } } : {}),
      // At once: how far it is comes by events.
      headers: { 'idempotency-key': key, prefer: 'respond-async' },
      body: { again, ...(list === undefined ? {} : { list }) },
    });
    put({ send: first });
    if (!hasEnded(first))
      await followSend({ api, status: first.status, signal: mine.signal, onSend: (send) => put({ send }) });
  } catch (error) {
    put({ error });
  }
}

export const dismiss = (): void => {
  stop.abort();
  become(undefined);
};

/** It is asked for, or under way. */
export const isBusy = ({ send, error }: Sending): boolean => error === undefined && (!send || !hasEnded(send));

export function useSending(): Sending | undefined {
  const [state, setState] = useState(now);
  useEffect(() => {
    const draw = (): void => setState(now);
    draw();
    listeners.add(draw);
    return () => {
      listeners.delete(draw);
    };
  }, []);
  return state;
}
