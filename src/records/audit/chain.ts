import type { Effects } from '../../core/effects.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { AuditChain, Checkpoint } from '../../model/records.ts';
import type { Store, Table } from '../../model/store.ts';
import { checkpointOf, CHECKPOINTS, isSigned, signCheckpoint } from './checkpoints.ts';
import type { AuditCode } from './codes.ts';
import { CHAIN, entriesBehind, MOST_ENTRIES, placeText, type Step } from './entries.ts';
import { broken, ChainEnd } from './head.ts';
import type { Keyring } from './keyring.ts';
import { keepPublicKey } from './public-keys.ts';

/** Each time another worker added to the chain before us; it cannot go on so for long. */
const MOST_LOSSES = 200;

/** Checkpoints from the latest back, in which one is looked for that was signed. */
const LOOK_BACK = 10;

export interface ChainParts {
  readonly store: Pick<Store, 'audit'>;
  readonly keyring: Keyring;
  readonly effects: Pick<Effects, 'now' | 'step'>;
}

/**
 * The chain over a store. Any number of workers may add to it. Throws a UserError: `chain-busy`, and `chain-broken` when
 * its end cannot be read or what there is contradicts what was signed; then nothing more is signed.
 */
export function auditChain({ store: { audit: table }, keyring, effects }: ChainParts): AuditChain {
  const end = new ChainEnd(table, effects.now);
  const inTurn = oneAtATime();
  const parts = { table, keyring, effects, end };
  return {
    append: (dispatches) =>
      inTurn(async () => {
        try {
          await append(parts, stepsOf(dispatches));
        } catch (error) {
          // It may have been written all the same.
          end.forget();
          throw error;
        }
      }),
    checkpoint: () => inTurn(() => sign(parts)),
    latest: () => latestSigned(parts),
  };
}

interface Parts {
  readonly table: Table;
  readonly keyring: Keyring;
  readonly effects: Pick<Effects, 'now' | 'step'>;
  readonly end: ChainEnd;
}

function stepsOf(dispatches: readonly Dispatch[]): readonly Step[] {
  return dispatches.flatMap(({ id, pending }) => pending.map((mark) => ({ ...mark, dispatch: id })));
}

/** A run of entries a write, each only where nothing is; the next run is made from what was written. */
async function append({ table, effects, end }: Parts, steps: readonly Step[]): Promise<void> {
  let losses = 0;
  for (let from = 0; from < steps.length;) {
    const head = await end.seen();
    const part = steps.slice(from, from + MOST_ENTRIES);
    const entries = entriesBehind(
      head,
      once(part).filter((step) => !end.holds(step)),
    );
    if (entries.length === 0) from += part.length;
    else if (await isPut(table, placeText(head.count + 1), entries, effects.now())) {
      end.moved(entries);
      effects.step('chain-appended');
      from += part.length;
      losses = 0;
    } else {
      losses += 1;
      if (losses > MOST_LOSSES) throw busy();
      await end.read();
    }
  }
}

/** Each step once, though its dispatch was handed in twice. */
function once(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [`${step.dispatch} ${step.step}`, step])).values()];
}

async function isPut(table: Table, sort: string, entries: readonly unknown[], now: number): Promise<boolean> {
  return (await table.put({ partition: CHAIN, sort, body: { entries } }, 0, now)) !== undefined;
}

function busy(): UserError {
  const code: AuditCode = 'chain-busy';
  return new UserError(code, 'other workers kept adding to the audit chain; what waits is added the next time', {
    exit: EXIT.failure,
  });
}

/** Signs the head, unless it is signed already; never over a chain that does not go on from the latest checkpoint. */
async function sign(parts: Parts): Promise<Checkpoint> {
  const { table, keyring, effects, end } = parts;
  // The checkpoint first: whatever it counts is in the chain by then.
  const latest = await latestSigned(parts);
  const head = await end.read();
  if (latest && (await end.hashAt(latest.count)) !== latest.head) {
    throw broken(
      `the audit chain (${head.count} entries) is not the one that checkpoint ${latest.count} was signed over`,
    );
  }
  if (latest?.count === head.count) return latest;
  const made = signCheckpoint(keyring, head, effects.now());
  await keepPublicKey(table, keyring, made.key, effects.now());
  const row = { partition: CHECKPOINTS, sort: placeText(made.count), body: made };
  if ((await table.put(row, 0, effects.now())) === undefined) return theOther(parts, made);
  effects.step('checkpoint-signed');
  return made;
}

/** Another worker signed the same head in the meantime. */
async function theOther({ table, keyring, effects }: Parts, made: Checkpoint): Promise<Checkpoint> {
  const row = await table.get({ partition: CHECKPOINTS, sort: placeText(made.count) }, effects.now());
  const theirs = row && checkpointOf(row);
  if (theirs && theirs.head === made.head && isOurs(keyring, theirs)) return theirs;
  throw broken(`checkpoint ${made.count} is on record already, and is none that was signed over this audit chain`);
}

async function latestSigned({ table, keyring, effects }: Parts): Promise<Checkpoint | undefined> {
  const rows = await table.list(CHECKPOINTS, { limit: LOOK_BACK, order: 'falling' }, effects.now());
  return rows.flatMap((row) => checkpointOf(row) ?? []).find((one) => isOurs(keyring, one));
}

function isOurs(keyring: Keyring, checkpoint: Checkpoint): boolean {
  const spki = keyring.publicKey('audit', checkpoint.key);
  return spki !== undefined && isSigned(checkpoint, spki);
}

/** Runs what is asked for one after the other: each sees the end that the one before left. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work, work);
    before = mine.catch(() => undefined);
    return mine;
  };
}
