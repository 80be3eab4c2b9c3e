import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/model/dispatch-state.ts';
import { dispatchSchema, type Dispatch } from '../../../src/model/dispatch.ts';
import type { AuditEntry, Checkpoint } from '../../../src/model/records.ts';
import { auditChain, openKeyring, verifyRecords } from '../../../src/records/audit/index.ts';
import { checkpointHeader, signCheckpoint } from '../../../src/records/audit/checkpoints.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { dispatchOf, effectsOf, keep, keyOf, NOW, sentDispatch } from './_audit.ts';
import { editBody, editRun, placeOf, rehashed, remove, rowAt, sealedHouse, write, type Sealed } from './_tampered.ts';

const MONTH = 'dispatches#2026-04';
const idOf = (number: number): string => dispatchOf(number).id;
const dispatch = (number: number): string => `dispatch ${idOf(number)}`;

type Change = (house: Sealed) => Promise<unknown>;
/** What was done, and each fault that is found: kind, record, and what is said of it. */
type Case = readonly [string, Change, readonly string[]];

async function faultsAfter(change: Change, anchored: boolean): Promise<readonly string[]> {
  const house = await sealedHouse();
  await change(house);
  const { faults } = await verifyRecords(house, anchored ? house.checkpoints : []);
  return faults.map(({ kind, record, says }) => `${kind}, ${record}: ${says}`);
}

/** Everything from a dispatch on is made anew, as if its first reader had been another: entries, digests, links. */
async function replaceFrom(house: Sealed, first: number): Promise<void> {
  for (let number = first; number <= 4; number += 1) await remove(house, 'chain', placeOf(3 * number - 2));
  for (let number = first; number <= 4; number += 1) {
    const sent = sentDispatch(number);
    const forged: Dispatch = { ...sent, subject: 'Nothing of the kind', pending: [] };
    const pending = sent.pending.map((mark) => (mark.step === 3 ? { ...mark, digest: digestOf(forged) } : mark));
    await auditChain(house).append([{ ...forged, pending }]);
    await keep(house.store, forged, number);
  }
}

async function foreign({ count, head }: Checkpoint): Promise<Checkpoint> {
  return signCheckpoint(await openKeyring(temporary(), effectsOf('foreign')), { count, hash: head }, NOW);
}

const HONEST: readonly Case[] = [
  ['nothing', async () => undefined, []],
  ['a crash before what was added is cleared', ({ store }) => keep(store, sentDispatch(2), 2), []],
  ['steps that wait to be added', ({ store }) => keep(store, dispatchOf(5), 5), []],
  [
    'a crash, and the same steps once more',
    async (house) => {
      await auditChain(house).append([sentDispatch(2)]);
      await house.chain.checkpoint();
    },
    [],
  ],
];

const ENTRIES: readonly Case[] = [
  [
    'an entry says something else',
    (house) => editRun(house, 4, ([a, b, c]) => [a, { ...b, state: 'sent' }, c]),
    ['edited, entry 5: its hash is not that of what it says'],
  ],
  [
    'an entry has another hash',
    (house) => editRun(house, 4, ([a, b, c]) => [a, { ...b, hash: 'f'.repeat(64) }, c]),
    ['edited, entry 5: its hash is not that of what it says'],
  ],
  [
    'an entry has another number',
    (house) => editRun(house, 4, ([a, b, c]) => [a, { ...b, seq: 9 }, c]),
    ['edited, entry 5: its hash is not that of what it says'],
  ],
  [
    'an entry says something else and has the hash of that',
    (house) => editRun(house, 4, ([a, b, c]) => [a, b && rehashed(b, { at: NOW }), c]),
    ['edited, entry 5: it is not the one that entry 6 was chained to'],
  ],
  [
    'the same of the last entry of a row',
    (house) => editRun(house, 1, ([a, b, c]) => [a, b, c && rehashed(c, { at: NOW })]),
    ['edited, entry 3: it is not the one that entry 4 was chained to'],
  ],
  [
    'the first entry is chained to another',
    (house) => editRun(house, 1, ([a, b, c]) => [a && rehashed(a, { prev: 'a'.repeat(64) }), b, c]),
    [
      'edited, entry 1: it is chained to an entry before the first',
      'edited, entry 1: it is not the one that entry 2 was chained to',
    ],
  ],
  [
    'an entry is no entry',
    (house) => editRun(house, 4, ([a, b, c]) => [a, { ...b, state: 'lost' }, c]),
    ['unreadable, entry 5: it cannot be read'],
  ],
  [
    'a row of entries is none',
    (house) => editBody(house, 'chain', placeOf(4), { entries: 'none' }),
    ['unreadable, entry 4: it cannot be read, nor can those that were added with it'],
  ],
  [
    'an entry was taken out of its row',
    (house) => editRun(house, 4, ([a, , c]) => [a, c]),
    ['deleted, entry 5: entry 5 is missing'],
  ],
  [
    'the first entry was taken out of its row',
    (house) => editRun(house, 4, ([, b, c]) => [b, c]),
    ['deleted, entry 4: entry 4 is missing'],
  ],
  [
    'the last entry was taken out of its row',
    (house) => editRun(house, 4, ([a, b]) => [a, b]),
    ['deleted, entry 6: entry 6 is missing'],
  ],
  [
    'a row was taken away',
    (house) => remove(house, 'chain', placeOf(4)),
    ['deleted, entry 4: entries 4 to 6 are missing'],
  ],
  [
    'the first row was taken away',
    (house) => remove(house, 'chain', placeOf(1)),
    ['deleted, entry 1: entries 1 to 3 are missing'],
  ],
  [
    'two entries changed places',
    (house) => editRun(house, 4, ([a, b, c]) => [b, a, c]),
    ['reordered, entry 4: entry 5 is in its place', 'reordered, entry 5: entry 4 is in its place'],
  ],
  [
    'two rows changed places',
    async (house) => {
      const [one, two] = [await rowAt(house, 'chain', placeOf(4)), await rowAt(house, 'chain', placeOf(7))];
      await write(house, { ...one, body: two.body });
      await write(house, { ...two, body: one.body });
    },
    [4, 5, 6, 7, 8, 9].map((at) => `reordered, entry ${at}: entry ${at < 7 ? at + 3 : at - 3} is in its place`),
  ],
  [
    'an entry stands there twice',
    (house) => editRun(house, 4, ([a, b, c]) => [a, b, c, c]),
    ['reordered, entry 7: entry 6 is in its place', 'reordered, entry 7: another entry has its place'],
  ],
  [
    'a row was made to expire',
    async (house) => write(house, { ...(await rowAt(house, 'chain', placeOf(4))), expires: NOW * 2 }),
    ['edited, entry 4: it was made to expire'],
  ],
  [
    'a row has a place that is none',
    (house) => write(house, { partition: 'chain', sort: '4b', body: { entries: [1] } }),
    ['unreadable, entry "4b": no entry has a place of that name'],
  ],
  [
    'a step is told again, otherwise',
    async (house) => {
      const [mark] = dispatchOf(2).pending;
      if (mark) await auditChain(house).append([{ ...dispatchOf(2), pending: [{ ...mark, at: 1 }] }]);
    },
    [`edited, entry 13: it tells step 1 of ${dispatch(2)} otherwise than an entry before it`],
  ],
  [
    'a step is told without the one before',
    async (house) => {
      const [, second] = sentDispatch(5).pending;
      if (second) await auditChain(house).append([{ ...dispatchOf(5), pending: [second] }]);
      await keep(house.store, dispatchOf(5), 5);
    },
    [
      `missing, ${dispatch(5)}: entry 13 is of its step 2; the chain knows none of the step before`,
      `edited, ${dispatch(5)}: it is at step 1; the chain knows its step 2`,
    ],
  ],
];

const CUT: Change = async (house) => {
  await remove(house, 'chain', placeOf(10));
  await remove(house, MONTH, idOf(4));
};

const ENDS: readonly Case[] = [
  [
    'the end was cut off',
    CUT,
    ['truncated, entry 10: entries 10 to 12 are missing at the end, which checkpoint 12 of 2026-04-30 counts'],
  ],
  [
    'the end was cut off, and the dispatch left',
    (house) => remove(house, 'chain', placeOf(10)),
    [
      'truncated, entry 10: entries 10 to 12 are missing at the end, which checkpoint 12 of 2026-04-30 counts',
      `missing, ${dispatch(4)}: the chain does not know it; it is at step 3`,
    ],
  ],
  [
    'the chain was replaced from some entry on',
    (house) => replaceFrom(house, 2),
    ['edited, entry 6: it is not the one that checkpoint 6 of 2026-04-30 was signed over: the chain was replaced'],
  ],
  [
    'the chain was replaced behind a checkpoint',
    (house) => replaceFrom(house, 3),
    [
      'edited, entry 12: it is not the one that checkpoint 12 of 2026-04-30 was signed over: the chain was replaced after entry 6',
    ],
  ],
];

const CHECKPOINTS: readonly Case[] = [
  ...(['head', 'at', 'count'] as const).map((field): Case => [
    `a checkpoint has another ${field}`,
    async (house) => {
      const [, last] = house.checkpoints;
      const body = { ...last, [field]: field === 'head' ? 'a'.repeat(64) : 13 };
      const sort = placeOf(field === 'count' ? 13 : 12);
      await remove(house, 'checkpoints', placeOf(12));
      await write(house, { partition: 'checkpoints', sort, body });
    },
    [`signature, checkpoint ${field === 'count' ? 13 : 12}: its signature is not that of the key `],
  ]),
  [
    'a checkpoint lies in another’s place',
    async (house) => write(house, { ...(await rowAt(house, 'checkpoints', placeOf(12))), sort: placeOf(11) }),
    ['unreadable, checkpoint 11: it is no checkpoint as it was written'],
  ],
  [
    'a checkpoint was made to expire',
    async (house) => write(house, { ...(await rowAt(house, 'checkpoints', placeOf(12))), expires: NOW * 2 }),
    ['unreadable, checkpoint 12: it is no checkpoint as it was written'],
  ],
  [
    'a checkpoint was signed by someone else',
    async (house) => {
      const [, last] = house.checkpoints;
      if (last) await write(house, { partition: 'checkpoints', sort: placeOf(12), body: await foreign(last) });
    },
    ['signature, checkpoint 12: it was signed by the key '],
  ],
];

const message = (number: number): string => dispatchOf(number).message;

const DISPATCHES: readonly Case[] = [
  [
    'a dispatch says something else',
    (house) => editBody(house, MONTH, idOf(2), { subject: 'Another' }),
    [`edited, ${dispatch(2)}: it is not what it was after its step 3`],
  ],
  [
    'one that waits says something else',
    (house) => keep(house.store, { ...sentDispatch(5), subject: 'Another' }, 5),
    [`edited, ${dispatch(5)}: it is not what it was after its step 3`],
  ],
  [
    'a dispatch is as it was before',
    (house) => keep(house.store, { ...dispatchOf(2), pending: [] }, 2),
    [`edited, ${dispatch(2)}: it is at step 1; the chain knows its step 3`],
  ],
  [
    'what waits is not what was added',
    (house) =>
      keep(
        house.store,
        { ...sentDispatch(2), pending: sentDispatch(2).pending.map((mark) => ({ ...mark, at: 1 })) },
        2,
      ),
    [`edited, ${dispatch(2)}: what waits to be added of its step 1 is not what was added`],
  ],
  [
    'a dispatch was taken away',
    (house) => remove(house, MONTH, idOf(2)),
    [`deleted, ${dispatch(2)}: the chain knows it; the records hold it no more`],
  ],
  [
    'a dispatch came from nowhere',
    (house) => keep(house.store, { ...sentDispatch(5), pending: [] }, 5),
    [`missing, ${dispatch(5)}: the chain does not know it; it is at step 3`],
  ],
  [
    'the last step of a dispatch does not wait any more',
    (house) => keep(house.store, { ...sentDispatch(5), pending: sentDispatch(5).pending.slice(0, 2) }, 5),
    [`missing, ${dispatch(5)}: the chain does not know it; it is at step 3`],
  ],
  [
    'the first step of a dispatch does not wait any more',
    (house) => keep(house.store, { ...sentDispatch(5), pending: sentDispatch(5).pending.slice(1) }, 5),
    [`missing, ${dispatch(5)}: the chain does not know it; it is at step 3`],
  ],
  [
    'a dispatch cannot be read',
    (house) => editBody(house, MONTH, idOf(2), { state: 'lost' }),
    [`unreadable, ${dispatch(2)}: it cannot be read`],
  ],
  [
    'a dispatch lies in another’s place',
    (house) => write(house, { ...keyOf(dispatchOf(2)), body: { ...sentDispatch(3), pending: [] } }),
    [`reordered, ${dispatch(2)}: ${dispatch(3)} is in its place`],
  ],
  [
    'a dispatch lies in another month, beside itself',
    async (house) => write(house, { ...(await rowAt(house, MONTH, idOf(2))), partition: 'dispatches#2019-01' }),
    [`reordered, ${dispatch(2)}: it lies in dispatches#2019-01, not in its month`],
  ],
  [
    'a dispatch was made to expire',
    async (house) => write(house, { ...(await rowAt(house, MONTH, idOf(2))), expires: NOW * 2 }),
    [`edited, ${dispatch(2)}: it was made to expire`],
  ],
  [
    'a month is in no list any more',
    (house) => remove(house, 'months', '2026-04'),
    ['deleted, month 2026-04: it is not among the months, so no list shows its dispatches'],
  ],
  [
    'a month was made to expire',
    async (house) => write(house, { ...(await rowAt(house, 'months', '2026-04')), expires: NOW * 2 }),
    ['edited, month 2026-04: it was made to expire'],
  ],
];

/** A message that carries the checkpoint of then. */
async function keepCarrying({ store }: Sealed, number: number, checkpoint: Checkpoint): Promise<void> {
  const head = `X-Quarterdeck-Audit: ${checkpointHeader(checkpoint).replace('; at=', ';\r\n at=')}\r\n`;
  await keep(store, dispatchOf(number, head), number, head);
}

const CARRIED: readonly Case[] = [
  ['nothing', async (house) => keepCarrying(house, 5, house.checkpoints[1]), []],
  [
    'all checkpoints were taken away',
    async (house) => {
      await keepCarrying(house, 5, house.checkpoints[1]);
      for (const count of [6, 12]) await remove(house, 'checkpoints', placeOf(count));
    },
    ['deleted, checkpoint 12: a message on record carries it; the records hold it no more'],
  ],
  [
    'a message carries one that somebody else signed',
    async (house) => keepCarrying(house, 5, await foreign({ ...house.checkpoints[1], count: 15 })),
    [],
  ],
];

describe('what was done to the records, and what is found', () => {
  it.each([...HONEST, ...ENTRIES, ...ENDS, ...DISPATCHES, ...CARRIED])('%s', async (_, change, faults) => {
    expect(await faultsAfter(change, false)).toEqual(faults);
  });

  it.each(CHECKPOINTS)('%s', async (_, change, [begins = '']) => {
    const found = await faultsAfter(change, false);
    expect(found.map((one) => one.slice(0, begins.length))).toEqual([begins]);
  });

  it.each([
    ['are others', async () => new Uint8Array([1]), 'are others'],
    ['are gone', async () => undefined, 'are gone'],
  ])('the bytes of a message %s', async (_, get, says) => {
    const { store, keyring } = await sealedHouse();
    const blobs = { ...store.blobs, get: (hash: string) => (hash === message(2) ? get() : store.blobs.get(hash)) };
    const { faults } = await verifyRecords({ store: { audit: store.audit, blobs }, keyring });
    const record = dispatch(2);
    expect(faults).toEqual([{ kind: 'message', record, says: `the bytes of its message (${message(2)}) ${says}` }]);
  });
});

/** What only checkpoints that lie elsewhere can show. */
const OUTSIDE: readonly Case[] = [
  ['nothing', async () => undefined, []],
  [
    'the end was cut off, and its checkpoint with it',
    async (house) => {
      await CUT(house);
      await remove(house, 'checkpoints', placeOf(12));
    },
    [
      'deleted, checkpoint 12: it was signed 2026-04-30 and is kept outside the records; the records hold it no more',
      'truncated, entry 10: entries 10 to 12 are missing at the end, which checkpoint 12 of 2026-04-30, kept outside the records, counts',
    ],
  ],
  [
    'the chain was replaced and signed anew with the very key',
    async (house) => {
      await replaceFrom(house, 3);
      await remove(house, 'checkpoints', placeOf(12));
      await auditChain(house).checkpoint();
    },
    [
      'deleted, checkpoint 12: it was signed 2026-04-30 and is kept outside the records; the records hold another',
      'edited, entry 12: it is not the one that checkpoint 12 of 2026-04-30, kept outside the records, was signed over: the chain was replaced after entry 6',
    ],
  ],
];

describe('what was done, beside checkpoints that are kept elsewhere', () => {
  it.each(OUTSIDE)('%s', async (_, change, faults) => {
    expect(await faultsAfter(change, true)).toEqual(faults);
  });

  it.each(OUTSIDE)('%s: without them nothing is found', async (_, change) => {
    expect(await faultsAfter(change, false)).toEqual([]);
  });

  it('one of them was forged', async () => {
    const house = await sealedHouse();
    const [first, last] = house.checkpoints;
    if (!first || !last) throw new Error('there are two');
    const forged = { ...last, count: 15 };
    const { faults } = await verifyRecords(house, [first, forged, forged, await foreign(last)]);
    expect(faults.map(({ kind, record }) => `${kind}, ${record}`)).toEqual([
      'signature, checkpoint 15',
      'signature, checkpoint 12',
    ]);
  });
});

it('the cases are what the state machine and the chain make', () => {
  const { pending, ...rest } = sentDispatch(1);
  expect(pending.map(({ step, state }) => [step, state])).toEqual([
    [1, 'queued'],
    [2, 'sending'],
    [3, 'sent'],
  ]);
  expect(dispatchSchema.safeParse({ ...rest, pending }).success).toBe(true);
  const entry: AuditEntry = { seq: 1, at: 2, dispatch: 'd', step: 3, state: 'sent', digest: 'a', prev: 'b', hash: '' };
  const text = '{"seq":1,"at":2,"dispatch":"d","step":3,"state":"sent","digest":"a","prev":"b"}';
  expect(rehashed(entry, {}).hash).toBe(createHash('sha256').update(text).digest('hex'));
});
