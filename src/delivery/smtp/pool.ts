import type { Connection } from './connection.ts';
import { smtpError } from './seen.ts';

export interface PoolOptions {
  readonly most: number;
  readonly open: (signal: AbortSignal) => Promise<Connection>;
  /** Milliseconds after which a connection that nobody uses is given up: before the server does. */
  readonly idle: number;
}

/** Connections to one server, kept between messages. */
export interface Pool {
  /** Waits for a free one; throws when the signal fires first, or what `open` throws. */
  take(signal: AbortSignal): Promise<Connection>;
  /** Gives one back after a message that went well. */
  put(connection: Connection): void;
  drop(connection: Connection): void;
  close(): void;
}

/** Servers end long sessions; ended by us, none is cut off in the middle of a message. */
const MESSAGES_EACH = 100;

export function createPool({ most, open, idle }: PoolOptions): Pool {
  let count = 0;
  let closed = false;
  const free: { readonly connection: Connection; readonly timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];

  const gone = (): void => {
    count -= 1;
    waiting.shift()?.();
  };
  const pick = (): Connection | undefined => {
    for (let entry = free.pop(); entry; entry = free.pop()) {
      clearTimeout(entry.timer);
      if (entry.connection.isOpen) return entry.connection;
      gone();
    }
    return undefined;
  };
  const dismiss = (connection: Connection): void => {
    connection.quit();
    gone();
  };
  const leave = (connection: Connection): void => {
    const at = free.findIndex((entry) => entry.connection === connection);
    free.splice(at, 1);
    dismiss(connection);
  };

  return {
    async take(signal) {
      for (;;) {
        if (closed) throw smtpError('ECONNECTION', 'the transport was closed');
        const connection = pick();
        if (connection) return connection;
        if (count < most) {
          count += 1;
          return open(signal).catch((error: unknown) => {
            gone();
            throw error;
          });
        }
        await turn(waiting, signal);
      }
    },
    put(connection) {
      if (closed || !connection.isOpen || connection.sent >= MESSAGES_EACH) return dismiss(connection);
      free.push({ connection, timer: setTimeout(() => leave(connection), idle) });
      waiting.shift()?.();
    },
    drop(connection) {
      connection.close();
      gone();
    },
    close() {
      closed = true;
      for (const { connection, timer } of free.splice(0)) {
        clearTimeout(timer);
        dismiss(connection);
      }
      for (const wake of waiting.splice(0)) wake();
    },
  };
}

/** Until it is one's turn to look again. */
function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = (): void => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    const onAbort = (): void => {
      const at = waiting.indexOf(wake);
      if (at >= 0) waiting.splice(at, 1);
      reject(smtpError('ETIMEDOUT', 'no connection became free in time'));
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    waiting.push(wake);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
