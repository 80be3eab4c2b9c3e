import { useEffect, useState } from 'preact/hooks';
import { send as sendSchema, type Send } from '../../api/contract.ts';
import { followSend, hasEnded } from '../../api/events.ts';
import { api, session } from '../../api/here.ts';
import { ApiProblem } from '../../api/problem.ts';
import { forget, keep, kept } from './kept.ts';
import type { Wish } from './wish.ts';

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
  // What one user had sent is nothing for the next.
  if (session.state.kind === 'out') forget();
  become(undefined);
});

/** Asks for it, and follows it to its end. */
export async function begin(wish: Wish, key: string = crypto.randomUUID()): Promise<void> {
  const mine = takeOver();
  forget();
  become({ wish, key, startedAt: Date.now() });
  try {
    const { type, list, again } = wish;
    const isAll = type === 'all';
    const first = await api.post(isAll ? '/api/reports/send' : `/api/reports/${type}`, sendSchema, {
      ...(isAll ? { params: { type } } : {}),
      // At once: how far it is comes by events.
      headers: { 'idempotency-key': key, prefer: 'respond-async' },
      body: { again, ...(list === undefined ? {} : { list }) },
    });
    await follow({ wish, key, first, mine });
  } catch (error) {
    if (!mine.signal.aborted) fail({ wish, key }, error);
  }
}

/** Follows on after the page was loaded anew in the middle of it. */
export async function resume(): Promise<void> {
  const left = kept();
  if (!left || now) return;
  const mine = takeOver();
  const { wish, key, status } = left;
  try {
    const first = await api.get(status, sendSchema, { signal: mine.signal });
    await follow({ wish, key, first, mine });
  } catch (error) {
    if (mine.signal.aborted) return;
    // Another user's by now, or gone: the history tells.
    if (error instanceof ApiProblem && [401, 403, 404].includes(error.status)) forget();
    else fail({ wish, key }, error);
  }
}

function takeOver(): AbortController {
  stop.abort();
  stop = new AbortController();
  return stop;
}

/** What was heard of it before stays. */
function fail(asked: Pick<Sending, 'wish' | 'key'>, error: unknown): void {
  become({ startedAt: Date.now(), ...now, ...asked, error });
}

interface Course extends Pick<Sending, 'wish' | 'key'> {
  readonly first: Send;
  readonly mine: AbortController;
}

async function follow({ wish, key, first, mine: { signal } }: Course): Promise<void> {
  const onSend = (send: Send): void => {
    if (signal.aborted) return;
    if (hasEnded(send)) forget();
    else keep({ wish, key, status: send.status });
    become({ startedAt: Date.now(), ...now, wish, key, send });
  };
  onSend(first);
  if (!hasEnded(first)) await followSend({ api, status: first.status, signal, onSend });
}

export const dismiss = (): void => {
  stop.abort();
  forget();
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
