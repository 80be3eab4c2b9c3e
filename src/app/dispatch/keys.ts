import { sha256 } from '../../core/hash.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Effects } from '../../core/effects.ts';
import type { Kept, Records } from '../../model/records.ts';
import type { Report } from '../../model/report.ts';

/** Of how the messages go out, what bears on the keys. */
interface Postage {
  readonly records: Pick<Records, 'once' | 'dispatches'>;
  readonly effects: Pick<Effects, 'now'>;
  readonly batch: string;
  readonly window: number;
  readonly oneEach?: boolean;
}

/** The keys of one reader: whoever has them for a dispatch freezes it, and nobody else. */
export interface Keys {
  /** Report, period, reader and content. */
  readonly once: string;
  /** Batch, report and reader: what the report says may have changed since the first try. */
  readonly mine?: string;
}

interface Of {
  readonly report: Pick<Report, 'type' | 'asOf'>;
  readonly reader: string;
  /** A hash of what the reader sees. */
  readonly content: string;
}

export function keysOf({ report, reader: address, content }: Of, { batch, oneEach }: Postage): Keys {
  const reader = address.toLowerCase();
  const once = sha256(JSON.stringify([report.type, report.asOf, reader, content]));
  return oneEach === true ? { once, mine: sha256(JSON.stringify(['batch', batch, report.type, reader])) } : { once };
}

/** A key, for how long it stands, and which dispatch has it. */
export interface Held {
  readonly key: string;
  readonly window: number;
  readonly holder: string;
}

const DAY = 86_400_000;

/**
 * Takes a reader's keys for a dispatch that is to be frozen. Answers the one that has one of them already; else the id
 * to freeze it under, and who has each key now.
 */
export async function takeKeys(
  { mine, once }: Keys,
  fresh: string,
  { records, effects, window }: Postage,
): Promise<{ readonly before: Kept<Dispatch> } | { readonly id: string; readonly held: readonly Held[] }> {
  const now = effects.now();
  const wanted = [...(mine === undefined ? [] : [{ key: mine, window: DAY }]), { key: once, window }];
  const held: Held[] = [];
  let id = fresh;
  for (const one of wanted.filter((key) => key.window > 0)) {
    const holder = await records.once.take(one.key, id, now, now + one.window);
    const before = holder === id ? undefined : await records.dispatches.get(holder);
    if (before) return { before };
    // Whoever took the key went down before it froze anything: its id is taken over.
    id = holder;
    held.push({ ...one, holder });
  }
  return { id, held };
}

/** One dispatch has all of its keys, also those that others who went down had taken. */
export async function holdAll(held: readonly Held[], id: string, { records, effects }: Postage): Promise<void> {
  const now = effects.now();
  for (const { key, window, holder } of held) {
    if (holder === id) continue;
    await records.once.release(key, holder);
    await records.once.take(key, id, now, now + window);
  }
}
