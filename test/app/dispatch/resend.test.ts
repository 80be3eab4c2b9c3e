import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger, type Ledger } from '../../../src/app/ledger.ts';
import { resend, type ResendOptions, type Resent } from '../../../src/app/resend.ts';
import { systemEffects, type Effects } from '../../../src/core/effects.ts';
import { sha256 } from '../../../src/core/hash.ts';
import { accept, claim, digestOf, fail, queue } from '../../../src/model/dispatch-state.ts';
import type { Dispatch, Failure } from '../../../src/model/dispatch.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { freshDispatch } from '../../records/_dispatch.ts';
import { MINUTE, states } from './_house.ts';

const NOW = Date.UTC(2026, 3, 30, 15);
const effects: Effects = { ...systemEffects, now: () => NOW, env: {} };
const DAY = 24 * 60 * MINUTE;
const ONCE = 'a'.repeat(64);
const ANOTHER = '20260430T160000Z-cfo-00000009';
const REFUSED: Failure = { class: 'permanent', code: 'smtp-refused', message: '550 no such user' };
const LOST: Failure = { class: 'unknown', code: 'smtp-reset', message: 'the connection broke' };

const PORTFOLIO = `
name: Harbour
base_currency: USD
time_zone: America/Los_Angeles
entities: [{ id: jada, name: JADA, kind: yacht-charter }]
`;

const ANN_AND_BEN: Dispatch['recipients'] = [
  { address: 'ann@example.com', role: 'to', state: 'queued' },
  { address: 'ben@example.com', role: 'to', state: 'queued' },
];

interface Office extends Ledger {
  /** A dispatch to Ann and Ben, or to these, that ended so, some minutes ago. */
  add(
    id: number,
    ended: (sending: Dispatch) => Dispatch | undefined,
    minutesAgo?: number,
    recipients?: Dispatch['recipients'],
  ): Promise<Dispatch>;
  resend(which: ResendOptions['which'], ...ids: string[]): Promise<Resent>;
  /** What the outbox holds. */
  outbox(): string[];
}

async function office(): Promise<Office> {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  const ledger = await openLedger({ from: folder, effects });
  onTestFinished(() => ledger.close());
  return {
    ...ledger,
    add: async (id, ended, minutesAgo = 30, recipients = ANN_AND_BEN) => {
      const at = NOW - minutesAgo * MINUTE;
      const bytes = Buffer.from(`report ${id}\r\n`);
      const fresh = freshDispatch({
        id: `${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-cfo-0000000${id}`,
        message: sha256(bytes),
        size: bytes.length,
        recipients,
        queued: at,
        notBefore: at,
        expires: at + 60 * MINUTE,
      });
      const sending = claim(queue(fresh, at), 'worker', at, at + MINUTE);
      const dispatch = sending && ended(sending);
      if (!dispatch) throw new Error('the fixture does not hold');
      return (await ledger.records.dispatches.add(dispatch, bytes)).record;
    },
    resend: (which, ...ids) => resend(ledger, { which, ids, by: 'user:ann', patience: 0, effects }),
    outbox: () => readdirSync(join(folder, 'outbox')),
  };
}

const benFailed = (one: Dispatch): Dispatch | undefined =>
  accept(one, { outcome: 'accepted', receipt: 'ok', refused: [{ address: 'ben@example.com', failure: REFUSED }] }, NOW);
const allFailed = (one: Dispatch): Dispatch | undefined => fail(one, 'worker', REFUSED, NOW);
const allUnknown = (one: Dispatch): Dispatch | undefined => fail(one, 'worker', LOST, NOW, NOW + 60 * MINUTE);

describe('resend --failed', () => {
  it('sends the very same bytes to those alone whose delivery failed', async () => {
    const at = await office();
    const dispatch = await at.add(1, benFailed);
    const { deliveries, left } = await at.resend('failed');
    expect(deliveries).toMatchObject([{ id: dispatch.id, state: 'sent', attempts: 2 }]);
    expect(left).toEqual([]);
    expect(at.outbox()).toEqual([`${dispatch.id}.eml`]);
    expect(readFileSync(deliveries[0]?.receipt ?? '', 'utf8')).toBe('report 1\r\n');
    const after = await at.records.dispatches.get(dispatch.id);
    expect(after && states(after.record)).toEqual(['ann sent', 'ben sent']);
    expect(after?.record.recipients.map((one) => one.after)).toEqual([undefined, 1]);
  });

  it('does so for the dispatches that are named, whenever they were', async () => {
    const at = await office();
    const [old, other] = [await at.add(1, allFailed, 20 * 24 * 60), await at.add(2, allFailed)];
    const { deliveries } = await at.resend('failed', old.id);
    expect(deliveries.map(({ id }) => id)).toEqual([old.id]);
    expect(at.outbox()).not.toContain(`${other.id}.eml`);
  });

  it('leaves out who is on the suppression list, and who got the report since', async () => {
    const at = await office();
    const first = await at.add(1, allFailed, 40);
    const second = await at.add(2, benFailed, 20);
    await at.records.suppression.add({ address: 'ben@example.com', reason: 'bounced', at: NOW });
    const { deliveries, left } = await at.resend('failed');
    expect(deliveries).toEqual([]);
    expect(left.map(({ dispatch, address, why }) => [dispatch, address, why.split(' (')[0]])).toEqual([
      [second.id, 'ben@example.com', 'on the suppression list since 2026-04-30'],
      [first.id, 'ann@example.com', `it went out since, as ${second.id}`],
      [first.id, 'ben@example.com', 'on the suppression list since 2026-04-30'],
    ]);
  });

  it('sends no blind copy of what no reader gets, and one of what a reader has', async () => {
    const at = await office();
    const [ann] = ANN_AND_BEN;
    if (!ann) throw new Error('there is one');
    const audit = { address: 'audit@example.com', role: 'bcc', state: 'queued' } as const;
    const auditRefused = {
      outcome: 'accepted',
      receipt: 'ok',
      refused: [{ address: audit.address, failure: REFUSED }],
    } as const;
    const none = await at.add(1, allFailed, 40, [ann, audit]);
    await at.records.suppression.add({ address: 'ann@example.com', reason: 'unsubscribed', at: NOW });
    const first = await at.resend('failed');
    expect(first.deliveries).toEqual([]);
    expect(first.left.map(({ address, why }) => `${address}: ${why.split(' since')[0]}`)).toEqual([
      'ann@example.com: on the suppression list',
      'audit@example.com: no reader gets it, so no copy goes out either',
    ]);
    expect((await at.records.dispatches.get(none.id))?.record.attempts).toBe(1);

    const copy = await at.add(2, (one) => accept(one, auditRefused, NOW), 20, [ann, audit]);
    const { deliveries } = await at.resend('failed', copy.id);
    expect(deliveries).toMatchObject([{ id: copy.id, state: 'sent', attempts: 2 }]);
  });

  it('goes by the time to the millisecond: of two of one second the ids say nothing', async () => {
    const at = await office();
    // Its id sorts first, and it went out last.
    const later = await at.add(1, benFailed, 20 - 0.5 / 60);
    const earlier = await at.add(2, allFailed, 20);
    expect([later.id.slice(0, 16), later.id < earlier.id]).toEqual([earlier.id.slice(0, 16), true]);
    const { left } = await at.resend('failed', earlier.id);
    expect(left).toEqual([
      { dispatch: earlier.id, address: 'ann@example.com', why: `it went out since, as ${later.id}` },
    ]);
  });

  it('with nothing to do does nothing', async () => {
    const at = await office();
    await at.add(1, allUnknown);
    expect(await at.resend('failed')).toMatchObject({ deliveries: [], left: [] });
  });
});

describe('what nobody knows', () => {
  it('is sent again when someone says so, and only then', async () => {
    const at = await office();
    const dispatch = await at.add(1, allUnknown);
    const { deliveries } = await at.resend('unknown', dispatch.id);
    expect(deliveries).toMatchObject([{ id: dispatch.id, state: 'sent', attempts: 2 }]);
  });

  it('is given up when someone says so', async () => {
    const at = await office();
    const dispatch = await at.add(1, allUnknown);
    const { deliveries } = await at.resend('give-up', dispatch.id);
    expect(deliveries).toMatchObject([{ id: dispatch.id, state: 'failed' }]);
  });

  it.each([
    ['given up, it is not sent again by the way: it may have arrived', 'give-up', true],
    ['sent again and refused, it may be sent anew', 'unknown', false],
  ] as const)('%s', async (_, which, keeps) => {
    const at = await office();
    const [ann] = ANN_AND_BEN;
    if (!ann) throw new Error('there is one');
    const dispatch = await at.add(1, allUnknown, 30, [{ ...ann, once: ONCE }]);
    await at.records.once.take(ONCE, dispatch.id, NOW, NOW + DAY);
    if (which === 'give-up') await at.resend(which, dispatch.id);
    else {
      writeFileSync(join(at.declared.folder, 'outbox'), 'no folder: nothing can be put there');
      await at.resend(which, dispatch.id);
    }
    expect((await at.records.dispatches.get(dispatch.id))?.record.state).toBe('failed');
    expect(await at.records.once.take(ONCE, ANOTHER, NOW, NOW + DAY)).toBe(keeps ? dispatch.id : ANOTHER);
  });

  it.each(['unknown', 'give-up'] as const)('needs its dispatch named (%s)', async (which) => {
    const at = await office();
    await expect(at.resend(which)).rejects.toMatchObject({ code: 'usage' });
    await expect(at.resend(which, '20260430T150000Z-cfo-ffffffff')).rejects.toMatchObject({ code: 'no-such-dispatch' });
  });

  it('is no matter of a dispatch that was sent', async () => {
    const at = await office();
    const dispatch = await at.add(1, (one) => accept(one, { outcome: 'accepted', receipt: 'ok' }, NOW));
    expect(await at.resend('unknown', dispatch.id)).toMatchObject({
      deliveries: [],
      left: [{ dispatch: dispatch.id, why: 'it is sent' }],
    });
  });
});

describe('who asked', () => {
  it('is on record with when and for what, in their order, and sealed with the step', async () => {
    const at = await office();
    const dispatch = await at.add(1, allUnknown);
    await at.resend('give-up', dispatch.id);
    await resend(at, {
      which: 'failed',
      ids: [dispatch.id],
      patience: 0,
      effects: { ...effects, env: { USER: 'zoe' } },
    });
    const kept = (await at.records.dispatches.get(dispatch.id))?.record;
    expect(kept).toMatchObject({
      state: 'sent',
      resends: [
        { by: 'user:ann', at: NOW, which: 'give-up' },
        { by: 'cli:zoe', at: NOW, which: 'failed' },
      ],
    });
    expect((await at.records.verify()).faults).toEqual([]);
    // Somebody puts it on somebody else.
    await at.records.dispatches.change(dispatch.id, (one) => ({ ...one, resends: [] }));
    expect((await at.records.verify()).faults).toMatchObject([{ kind: 'edited', record: `dispatch ${dispatch.id}` }]);
  });

  it('is not on record where it came to nothing', async () => {
    const at = await office();
    const dispatch = await at.add(1, (one) => accept(one, { outcome: 'accepted', receipt: 'ok' }, NOW));
    for (const which of ['failed', 'unknown', 'give-up'] as const) await at.resend(which, dispatch.id);
    expect((await at.records.dispatches.get(dispatch.id))?.record).toEqual({ ...dispatch, pending: [] });
  });

  it('is told to send it anew after two hundred times', async () => {
    const at = await office();
    const resends = Array.from({ length: 200 }, () => ({ by: 'user:ann', at: NOW, which: 'failed' as const }));
    const dispatch = await at.add(1, (one) => allFailed({ ...one, resends }));
    const { deliveries, left } = await at.resend('failed', dispatch.id);
    expect([deliveries, left.at(-1)?.why]).toEqual([[], 'it was asked for 200 times: send the report anew']);
  });

  it('changes no digest of a dispatch that nobody had sent again', async () => {
    const at = await office();
    const { pending: _, ...rest } = await at.add(1, allFailed);
    expect(Object.keys(rest)).not.toContain('resends');
    // As every version before took it: the fields that there are, in their order.
    expect(digestOf({ ...rest, pending: [] })).toBe(sha256(JSON.stringify({ ...rest, pending: [] })));
  });
});
