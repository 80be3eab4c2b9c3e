import { describe, expect, it } from 'vitest';
import {
  freeze,
  suppressedBy,
  type Envelope,
  type Postage,
  type Queued,
  type Sheet,
} from '../../../src/app/dispatch/freeze.ts';
import type { Report } from '../../../src/model/report.ts';
import { house, MINUTE, states, type House } from './_house.ts';

const REPORT = { type: 'cfo', asOf: '2026-04-30', snapshot: 'abc', figures: {}, blocks: [] } as unknown as Report;

const sheet = (text = 'Cash: $1,200'): Sheet => ({
  report: REPORT,
  parts: { subject: 'CFO report', text, html: `<p>${text}</p>`, images: [] },
  attachments: [],
  edition: 'a'.repeat(64),
  generation: 40,
});

const envelope = (...to: string[]): Envelope => ({
  from: { email: 'reports@example.com' },
  to: to.map((email) => ({ email, list: 'owner' })),
});

/** Freezes with the house's clock and records. */
function freezing({ records, worker }: House, more: Partial<Postage> = {}) {
  const { effects } = worker();
  const postage: Postage = {
    records,
    effects,
    batch: 'batch',
    by: 'cli:ann',
    transport: 'smtp',
    bcc: ['audit@example.com'],
    showBcc: false,
    timeZone: 'America/Los_Angeles',
    window: 24 * 60 * MINUTE,
    life: 24 * 60 * MINUTE,
    ...more,
  };
  return (of: Sheet, to: Envelope): Promise<readonly Queued[]> => freeze(of, to, postage);
}

const ids = (queued: readonly Queued[]): string[] => queued.map(({ kept }) => kept.record.id);

describe('a report that is frozen', () => {
  it('is on record whole, with reader and blind copy, before anything is sent', async () => {
    const at = await house();
    const [queued] = await freezing(at)(sheet(), envelope('ann@example.com'));
    const { record } = queued?.kept ?? {};
    expect(record).toMatchObject({
      report: 'cfo',
      period: '2026-04-30',
      state: 'queued',
      by: 'cli:ann',
      list: 'owner',
      recipients: [
        { address: 'ann@example.com', role: 'to', state: 'queued' },
        { address: 'audit@example.com', role: 'bcc', state: 'queued' },
      ],
    });
    const bytes = record && (await at.records.dispatches.bytes(record));
    const text = Buffer.from(bytes ?? []).toString();
    expect(text).toContain(`X-Quarterdeck-Dispatch: ${record?.id}`);
    expect(text).not.toContain('audit@example.com');
    expect(at.transport.asked).toEqual([]);
  });

  it('twice within the window is one dispatch, whose answer is given again', async () => {
    const at = await house();
    const first = await freezing(at)(sheet(), envelope('ann@example.com'));
    await at.run();
    at.clock.now += 60 * MINUTE;
    const second = await freezing(at)(sheet(), envelope('Ann@Example.com'));
    expect(ids(second)).toEqual(ids(first));
    expect(second[0]).toMatchObject({ replayed: true, kept: { record: { state: 'sent' } } });
  });

  it.each([
    ['of other content', () => sheet('Cash: $900'), {}, 0],
    ['after the window', () => sheet(), {}, 25 * 60 * MINUTE],
    ['without a window', () => sheet(), { window: 0 }, 0],
  ])('%s is another dispatch', async (_, of, more, later) => {
    const at = await house();
    const first = await freezing(at, more)(sheet(), envelope('ann@example.com'));
    at.clock.now += later;
    const second = await freezing(at, more)(of(), envelope('ann@example.com'));
    expect(ids(second)).not.toEqual(ids(first));
    expect(second[0]?.replayed).toBe(false);
  });

  it('at once by many is one dispatch', async () => {
    const at = await house();
    const all = await Promise.all(Array.from({ length: 8 }, () => freezing(at)(sheet(), envelope('ann@example.com'))));
    expect(new Set(all.flatMap(ids)).size).toBe(1);
    await at.run();
    expect(at.transport.asked).toHaveLength(1);
  });

  it('by someone who went down before it was frozen is taken over', async () => {
    const at = await house();
    const broken = { ...at.records.dispatches, add: () => Promise.reject(new Error('killed')) };
    const down = freezing(at, { records: { ...at.records, dispatches: broken } });
    await expect(down(sheet(), envelope('ann@example.com', 'ben@example.com'))).rejects.toThrow('killed');
    const [queued] = await freezing(at)(sheet(), envelope('ann@example.com', 'ben@example.com'));
    expect(queued).toMatchObject({ replayed: false, kept: { record: { state: 'queued' } } });
    const again = await freezing(at)(sheet(), envelope('ben@example.com'));
    expect(ids(again)).toEqual([queued?.kept.record.id]);
  });

  describe('of a send that is begun again', () => {
    const oneEach = { oneEach: true, batch: 'send' };

    it('is the one that was frozen then, whatever it says by now', async () => {
      const at = await house();
      const [first] = await freezing(at, oneEach)(sheet(), envelope('ann@example.com'));
      const again = await freezing(at, oneEach)(sheet('Cash: $900'), envelope('Ann@Example.com', 'ben@example.com'));
      expect(again.map(({ replayed, fresh }) => [replayed, fresh])).toEqual([
        [false, false],
        [false, true],
      ]);
      expect(ids(again)[0]).toBe(first?.kept.record.id);
      expect(again[1] && states(again[1].kept.record)).toEqual(['ben queued', 'audit queued']);
    });

    it('is frozen once for each reader by two at once, also of other content and without a window', async () => {
      const at = await house();
      const all = await Promise.all(
        [sheet(), sheet('Cash: $900'), sheet('Cash: $800')].map((one) =>
          freezing(at, { ...oneEach, window: 0 })(one, envelope('ann@example.com')),
        ),
      );
      expect(new Set(all.flatMap(ids)).size).toBe(1);
    });

    it('is another for another send, another report, and where it is no such send', async () => {
      const at = await house();
      const to = envelope('ann@example.com');
      const other = { ...sheet('Cash: $800'), report: { ...REPORT, type: 'ceo' } } as unknown as Sheet;
      const all = [
        await freezing(at, oneEach)(sheet(), to),
        await freezing(at, { ...oneEach, batch: 'other' })(sheet('Cash: $900'), to),
        await freezing(at, oneEach)(other, to),
        await freezing(at, { batch: 'send' })(sheet('Cash: $700'), to),
      ];
      expect(new Set(all.flatMap(ids)).size).toBe(4);
    });

    it('whose id another send had taken and left has that one, and the next try knows it', async () => {
      const at = await house();
      const down = { ...at.records.dispatches, add: () => Promise.reject(new Error('killed')) };
      const killed = freezing(at, { batch: 'other', oneEach: true, records: { ...at.records, dispatches: down } });
      await expect(killed(sheet(), envelope('ann@example.com'))).rejects.toThrow('killed');
      const [first] = await freezing(at, oneEach)(sheet(), envelope('ann@example.com'));
      expect(first?.fresh).toBe(true);
      const [again] = await freezing(at, oneEach)(sheet('Cash: $900'), envelope('ann@example.com'));
      expect([again?.kept.record.id, again?.fresh]).toEqual([first?.kept.record.id, false]);
    });
  });

  it('may be sent again when it failed for good', async () => {
    const at = await house();
    at.transport.answers.push({
      outcome: 'failed',
      failure: { class: 'permanent', code: 'smtp-refused', message: 'refused' },
    });
    const first = await freezing(at)(sheet(), envelope('ann@example.com'));
    await at.run();
    const second = await freezing(at)(sheet(), envelope('ann@example.com'));
    expect(second[0]?.replayed).toBe(false);
    expect(ids(second)).not.toEqual(ids(first));
  });
});

describe('whom nothing is sent to', () => {
  it('is on record as failed, and gets nothing', async () => {
    const at = await house();
    await at.records.suppression.add({ address: 'BEN@example.com', reason: 'complained', at: at.clock.now });
    const [queued] = await freezing(at)(sheet(), envelope('ann@example.com', 'ben@example.com'));
    expect(queued && states(queued.kept.record)).toEqual(['ann queued', 'ben failed', 'audit queued']);
    await at.run();
    expect(at.transport.asked[0]?.message.envelope.to).toEqual(['ann@example.com', 'audit@example.com']);
    expect(Buffer.from(at.transport.asked[0]?.message.bytes ?? []).toString()).not.toContain('ben@example.com');
  });

  it('for one list still gets the others', async () => {
    const at = await house();
    await at.records.suppression.add({
      address: 'ann@example.com',
      list: 'board',
      reason: 'unsubscribed',
      at: at.clock.now,
    });
    const [queued] = await freezing(at)(sheet(), envelope('ann@example.com'));
    expect(queued && states(queued.kept.record)).toEqual(['ann queued', 'audit queued']);
  });

  it('is told how it is mended: for a list, with the list', async () => {
    const { records, clock } = await house();
    const at = clock.now;
    await records.suppression.add({ address: 'ann@example.com', list: 'board', reason: 'unsubscribed', at });
    const remove = 'quarterdeck suppression remove ann@example.com';
    expect((await suppressedBy('ann@example.com', 'board', records))?.message).toContain(`\`${remove} --list board\``);
    await records.suppression.add({ address: 'ann@example.com', reason: 'by-hand', at });
    expect((await suppressedBy('ann@example.com', 'board', records))?.message).toContain(`\`${remove}\``);
  });

  it('alone: then nothing goes out, not even the copies', async () => {
    const at = await house();
    await at.records.suppression.add({ address: 'ann@example.com', reason: 'bounced', at: at.clock.now });
    const [queued] = await freezing(at)(sheet(), envelope('ann@example.com'));
    expect(queued && states(queued.kept.record)).toEqual(['ann failed', 'audit failed']);
    await at.run();
    expect(at.transport.asked).toEqual([]);
  });
});
