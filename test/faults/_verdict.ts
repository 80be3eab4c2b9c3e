import type { Accepted } from './_ses-events.ts';
import { readersOf, type Ledger, type Recorded } from './_talk.ts';

/** What went wrong with a message: a word for it, and whose. */
export interface Wrong {
  readonly what: string;
  readonly whose: string;
}

export interface Verdict {
  readonly lost: readonly Wrong[];
  readonly doubled: readonly Wrong[];
  /** Dispatches that were ever unknown, and those of them that evidence ended. */
  readonly unknown: number;
  readonly resolved: number;
  /** Still unknown, by what the oracle knows of them. */
  readonly open: { readonly accepted: number; readonly notAccepted: number };
  /** The chain, the dashboard, the alerts: what is not as it must be. */
  readonly faults: readonly string[];
}

export interface Evidence {
  /** Messages that a worker said were on record. */
  readonly posted: readonly number[];
  readonly ledger: Ledger;
  /** The oracle's log, and the name of the tag that has the dispatch. */
  readonly accepted: readonly Accepted[];
}

/** What a provider says of a message that it took and that did not arrive. */
const BOUNCES: readonly string[] = ['bounced-hard', 'bounced-soft', 'rejected', 'failed-to-render'];

/** Compares what is on record with what the fake SES took. */
export function judge({ posted, ledger, accepted }: Evidence): Verdict {
  const took = takenBy(accepted);
  const onRecord = new Set(ledger.dispatches.flatMap(({ recipients }) => recipients.map(({ address }) => address)));
  const vanished = posted
    .flatMap((message) => readersOf(message))
    .filter((address) => !onRecord.has(address))
    .map((whose) => ({ what: 'vanished', whose }));
  const ids = new Set(ledger.dispatches.map(({ id }) => id));
  const untold = accepted
    .filter(({ tags }) => !ids.has(tags['dispatch'] ?? ''))
    .map(({ recipients }) => ({ what: 'sent and not on record', whose: recipients.join(' ') }));
  const lost = [...vanished, ...untold, ...ledger.dispatches.flatMap((one) => lostOf(one, took))];
  const ever = new Set(ledger.unknown);
  const open = ledger.dispatches.filter(({ state }) => state === 'unknown');
  const wasTaken = ({ id, recipients }: Recorded): boolean =>
    recipients.some(({ address }) => took.has(`${id} ${address}`));
  for (const { id } of open) ever.add(id);
  return {
    lost,
    doubled: doubledIn(accepted),
    unknown: ever.size,
    resolved: ever.size - open.length,
    open: { accepted: open.filter(wasTaken).length, notAccepted: open.filter((one) => !wasTaken(one)).length },
    faults: [...ledger.faults, ...ledger.dispatches.flatMap(faultsOf)],
  };
}

/** Dispatch and address of all that was taken, with the hashes of the bytes. */
function takenBy(accepted: readonly Accepted[]): Map<string, readonly string[]> {
  const took = new Map<string, readonly string[]>();
  for (const { tags, recipients, sha256 } of accepted)
    for (const address of recipients) {
      const key = `${tags['dispatch'] ?? ''} ${address}`;
      took.set(key, [...(took.get(key) ?? []), sha256]);
    }
  return took;
}

function lostOf({ id, message, recipients }: Recorded, took: ReadonlyMap<string, readonly string[]>): Wrong[] {
  return recipients.flatMap(({ address, state, failure, heard }) => {
    const hashes = took.get(`${id} ${address}`);
    const wrong = (what: string): Wrong[] => [{ what, whose: `${id} ${address}` }];
    if (hashes?.some((hash) => hash !== message)) return wrong('sent with other bytes');
    if (state === 'queued' || state === 'sending') return wrong(`left ${state}`);
    if (state === 'sent' && !hashes) return wrong('sent on record, and never taken');
    if (state !== 'failed') return [];
    const bounced = heard !== undefined && BOUNCES.includes(heard);
    if (bounced && hashes) return [];
    if (hashes) return wrong(`failed on record (${failure ?? ''}), and taken`);
    return wrong(`given up (${failure ?? ''})`);
  });
}

/** Readers' addresses are one message's alone; the blind copy's is one dispatch's. */
function doubledIn(accepted: readonly Accepted[]): Wrong[] {
  const counts = new Map<string, number>();
  for (const { tags, recipients } of accepted)
    for (const address of recipients) {
      const whose = address.startsWith('m') ? address : `${tags['dispatch'] ?? ''} ${address}`;
      counts.set(whose, (counts.get(whose) ?? 0) + 1);
    }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([whose, count]) => ({ what: `taken ${count} times`, whose }));
}

const SHOWN: Readonly<Record<Recorded['state'], string>> = {
  queued: 'pending',
  sending: 'pending',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
};

function faultsOf({ id, state, alerted, shown }: Recorded): string[] {
  const faults: string[] = [];
  if (state === 'unknown' && !alerted) faults.push(`${id} is unknown, and nobody is told`);
  if (shown !== SHOWN[state]) faults.push(`${id} is ${state}, and the dashboard shows ${shown ?? 'nothing'}`);
  return faults;
}
