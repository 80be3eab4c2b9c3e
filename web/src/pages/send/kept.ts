import type { Wish } from './wish.ts';

/** A send that is under way, as this tab remembers it when it is loaded anew. */
export interface Kept {
  readonly wish: Wish;
  readonly key: string;
  /** `/api/sends/…` */
  readonly status: string;
  readonly at: number;
}

const KEY = 'quarterdeck-sending';
/** A tab that is opened again days later follows nothing: within this time a key stands for the same wish. */
const HOURS_12 = 12 * 3_600_000;
const STATUS = /^\/api\/sends\/[0-9a-f]{32}$/;

export function keep(sending: Omit<Kept, 'at'>, now = Date.now()): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...sending, at: now }));
  } catch {
    // Then the history tells how it went.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

export function kept(now = Date.now()): Kept | undefined {
  try {
    return readKept(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'), now);
  } catch {
    return undefined;
  }
}

/** What lies there may be of an older page, or of anybody's making. */
function readKept(value: unknown, now: number): Kept | undefined {
  const { wish, key, status, at } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const { type, name, list, again } = (wish ?? {}) as Partial<Record<keyof Wish, unknown>>;
  const isText = (one: unknown): one is string => typeof one === 'string';
  if (!isText(key) || !isText(status) || !STATUS.test(status)) return undefined;
  if (typeof at !== 'number' || now - at > HOURS_12) return undefined;
  if (!isText(type) || !isText(name) || typeof again !== 'boolean') return undefined;
  return { wish: { type, name, list: isText(list) ? list : undefined, again }, key, status, at };
}
