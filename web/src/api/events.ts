import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Client } from './client.ts';
import { send, type Send } from './contract.ts';
import { ApiProblem } from './problem.ts';

export interface Following {
  readonly api: Pick<Client, 'get' | 'stream'>;
  /** `/api/sends/…` */
  readonly status: string;
  readonly onSend: (send: Send) => void;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks where events do not come through. */
  readonly pause?: number;
}

const ENDS: readonly Send['state'][] = ['done', 'failed', 'parked'];
export const hasEnded = ({ state }: Pick<Send, 'state'>): boolean => ENDS.includes(state);

/** Streams that break before anything came: after so many it is polled. */
const PATIENCE = 2;

/**
 * Follows a send to its end: by server-sent events, taken up again when they break off; by asking from time to time
 * where they do not come through (a proxy that holds them back).
 */
export async function followSend({ api, status, onSend, signal, pause = 1500 }: Following): Promise<void> {
  let broken = 0;
  while (!signal.aborted) {
    const seen = broken < PATIENCE ? await listen({ api, status, onSend, signal }) : 'nothing';
    if (seen === 'end' || signal.aborted) return;
    broken = seen === 'some' ? 0 : broken + 1;
    // Also between two streams: it tells what the broken one did not, and whether it has ended.
    const now = await look({ api, status, signal });
    if (now) onSend(now);
    if (now && hasEnded(now)) return;
    await rest(pause, signal);
  }
}

type Asking = Pick<Following, 'api' | 'status' | 'signal'>;

async function listen({ api, status, onSend, signal }: Omit<Following, 'pause'>): Promise<'end' | 'some' | 'nothing'> {
  let came: 'some' | 'nothing' = 'nothing';
  try {
    const { body } = await api.stream(`${status}/events`, signal);
    const events = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    const reader = events?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      const told = read(next.value.data);
      if (!told) continue;
      came = 'some';
      onSend(told);
      if (hasEnded(told)) {
        void reader?.cancel().catch(() => undefined);
        return 'end';
      }
    }
  } catch (error) {
    if (isFinal(error)) throw error;
  }
  return came;
}

/** An event that tells how far it is; others (a heartbeat) tell nothing. */
function read(data: string): Send | undefined {
  try {
    return send.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

async function look({ api, status, signal }: Asking): Promise<Send | undefined> {
  try {
    return await api.get(status, send, { signal });
  } catch (error) {
    if (isFinal(error)) throw error;
    return undefined;
  }
}

/** No later try will be answered otherwise: the session is over, or there is no such send. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiProblem && [401, 403, 404].includes(error.status);
}

function rest(pause: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pause);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
