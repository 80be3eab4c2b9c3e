import { ApiProblem } from './problem.ts';

/*
 * Whether the server can be reached, as the last answers showed. The browser's own `onLine` is only a hint: the server
 * may be this very machine.
 */

let reachable = true;
const listeners = new Set<(reachable: boolean) => void>();

export const isReachable = (): boolean => reachable;

export function onReach(listener: (reachable: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener(now);
}

export const reached = (): void => become(true);

export function notReached(error: unknown): void {
  if (error instanceof ApiProblem && error.code === 'offline') become(false);
}

/** Asks whether the server is there again. */
export async function knock(): Promise<boolean> {
  try {
    await fetch('/health', { credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(5000) });
    reached();
    return true;
  } catch {
    become(false);
    return false;
  }
}
