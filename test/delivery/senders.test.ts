import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthySenders, inTurn, senderFor, type Sender, type Standing } from '../../src/delivery/senders.ts';
import type { SenderLook } from '../../src/model/dispatch.ts';

const ann: Sender = { name: 'Ann', email: 'ann@example.com', reply_to: 'office@example.com' };
const bea: Sender = { email: 'bea@example.com' };
const cleo: Sender = { email: 'cleo@example.com', reply_to: 'cleo@example.net' };

function look(sender: string | undefined, state: SenderLook['state'], says = 'so it is'): SenderLook {
  return { what: 'identity', state, says, ...(sender === undefined ? {} : { sender }) };
}

function standing(email: string, sent: number, bounced: number, complained: number): Map<string, Standing> {
  return new Map([[email, { sent, bounced, complained }]]);
}

const addresses = (senders: readonly Sender[]): string[] => senders.map(({ email }) => email);

describe('senders that may be used', () => {
  it('are all, when nothing speaks against them', () => {
    const looks = [
      look('ann@example.com', 'ok'),
      look('bea@example.com', 'warning'),
      look('cleo@example.com', 'not-seen'),
    ];
    expect(addresses(healthySenders([ann, bea, cleo], looks, new Map()))).toEqual(addresses([ann, bea, cleo]));
  });

  it('leave out one with a failure of its own; a failure of the account is not one', () => {
    const looks = [look('ann@example.com', 'failure'), look(undefined, 'failure')];
    expect(addresses(healthySenders([ann, bea], looks, new Map()))).toEqual(['bea@example.com']);
  });

  it.each([
    ['1 complaint of 10', 10, 0, 1, true],
    ['2 complaints of 2,001', 2001, 0, 2, true],
    ['2 complaints of 2,000', 2000, 0, 2, false],
    ['9 bounces of 10', 10, 9, 0, true],
    ['10 bounces of 201', 201, 10, 0, true],
    ['10 bounces of 200', 200, 10, 0, false],
    ['bounces of nothing sent', 0, 10, 2, true],
  ])('%s', (_, sent, bounced, complained, isUsed) => {
    const healthy = healthySenders([ann, bea], [], standing('bea@example.com', sent, bounced, complained));
    expect(addresses(healthy).includes('bea@example.com')).toBe(isUsed);
  });

  it('keep their reply-to, and have answers go where those of the first sender go', () => {
    expect(healthySenders([ann, bea, cleo], [], new Map())).toEqual([
      ann,
      { email: 'bea@example.com', reply_to: 'office@example.com' },
      cleo,
    ]);
    expect(healthySenders([bea, ann], [], new Map())).toEqual([bea, ann]);
  });

  it('have answers go to the first sender though it must not send', () => {
    expect(
      healthySenders([bea, { email: 'dora@example.com' }], [look('bea@example.com', 'failure')], new Map()),
    ).toEqual([{ email: 'dora@example.com', reply_to: 'bea@example.com' }]);
  });

  it('are none: each is named with its reason', () => {
    const looks = [look('ann@example.com', 'failure', 'it is not verified')];
    const standings = standing('bea@example.com', 1000, 60, 0);
    expect(() => healthySenders([ann, bea], looks, standings)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        code: 'no-healthy-sender',
        message:
          'no sender can be used: ann@example.com: identity: it is not verified; bea@example.com: 60 of 1000 recipients bounced in 30 days, which is 5 % or more',
      }),
    );
    expect(() => healthySenders([], [], new Map())).toThrow('there is no sender');
  });
});

describe('taking turns', () => {
  it('each sender has its turn, in order', () => {
    expect([0, 1, 2, 3].map((n) => senderFor([ann, bea, cleo], n).email)).toEqual([
      'ann@example.com',
      'bea@example.com',
      'cleo@example.com',
      'ann@example.com',
    ]);
  });

  it('over any run no sender sends two more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 50 }), (count, messages) => {
        const senders = Array.from({ length: count }, (_, index) => ({ email: `s${index}@example.com` }));
        const turns = Array.from({ length: messages }, (_, n) => senderFor(senders, n).email);
        const counts = senders.map(({ email }) => turns.filter((one) => one === email).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('goes on after whoever was the last, also where that one is gone', () => {
    expect(addresses(inTurn([ann, bea, cleo], 'bea@example.com'))).toEqual(addresses([cleo, ann, bea]));
    expect(addresses(inTurn([ann, bea, cleo], 'cleo@example.com'))).toEqual(addresses([ann, bea, cleo]));
    expect(addresses(inTurn([ann, bea], 'gone@example.com'))).toEqual(addresses([ann, bea]));
    expect(inTurn([ann], undefined)).toEqual([ann]);
  });

  it('needs somebody', () => {
    expect(() => senderFor([], 0)).toThrow(RangeError);
  });
});
