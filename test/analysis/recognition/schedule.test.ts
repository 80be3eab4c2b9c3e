import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../src/core/date.ts';
import {
  schedule,
  type Money,
  type Policy,
  type Schedule,
  type Service,
} from '../../../src/analysis/recognition/schedule.ts';

const service = (from: string, to = from, cancelled = false): Service => ({ from, to, cancelled });
const paid = (date: string, amount: bigint, onDeposits = false): Money => ({ date, amount, onDeposits });

/** `2026-03-02 new +1850 (posted +1850)`: what moves the liability, and what is posted to its account for it. */
const steps = ({ steps: all }: Schedule): string[] =>
  all.map(({ date, kind, moved, adjusted }) => `${date} ${kind} ${moved} (posted ${adjusted})`);

const held = ({ steps: all }: Schedule, on = '9999-12-31'): bigint =>
  all.filter(({ date }) => date <= on).reduce((sum, { moved }) => sum + moved, 0n);

test('point in time: money for a service ahead waits, and is earned on its last day', () => {
  expect(steps(schedule(service('2026-04-18', '2026-04-20'), 'point-in-time', [paid('2026-03-02', 1850n)]))).toEqual([
    '2026-03-02 new 1850 (posted 1850)',
    '2026-04-20 earned -1850 (posted -1850)',
  ]);
});

test('money on the day of service or later is earned when paid: nothing is posted', () => {
  const late = [paid('2026-04-18', 900n), paid('2026-05-02', 950n)];
  expect(steps(schedule(service('2026-04-18'), 'point-in-time', late))).toEqual([]);
});

test('what was booked to the deposits already is only released', () => {
  const split = [paid('2026-03-02', 900n, true), paid('2026-05-02', 950n, true)];
  expect(steps(schedule(service('2026-04-18'), 'point-in-time', split))).toEqual([
    '2026-03-02 new 900 (posted 0)',
    '2026-04-18 earned -900 (posted -900)',
    '2026-05-02 new 950 (posted 0)',
    '2026-05-02 earned -950 (posted -950)',
  ]);
});

test('over time: evenly by day, to the minor unit', () => {
  const days = schedule(service('2026-04-18', '2026-04-20'), 'over-time', [paid('2026-03-02', 100n)]);
  expect(steps(days)).toEqual([
    '2026-03-02 new 100 (posted 100)',
    '2026-04-18 earned -33 (posted -33)',
    '2026-04-19 earned -33 (posted -33)',
    '2026-04-20 earned -34 (posted -34)',
  ]);
});

test('over time: of money paid during the service, the days that are over are earned at once', () => {
  const days = schedule(service('2026-04-18', '2026-04-20'), 'over-time', [paid('2026-04-19', 99n)]);
  expect(steps(days)).toEqual(['2026-04-19 new 33 (posted 33)', '2026-04-20 earned -33 (posted -33)']);
});

test('a refund comes out of what is held; beyond it, it lowers income', () => {
  const some = schedule(service('2026-04-18'), 'point-in-time', [paid('2026-03-02', 1000n), paid('2026-03-09', -400n)]);
  expect(steps(some)).toEqual([
    '2026-03-02 new 1000 (posted 1000)',
    '2026-03-09 refunded -400 (posted -400)',
    '2026-04-18 earned -600 (posted -600)',
  ]);
  const after = schedule(service('2026-04-18'), 'point-in-time', [
    paid('2026-03-02', 1000n),
    paid('2026-04-30', -400n),
  ]);
  expect(steps(after).slice(2)).toEqual([]);
  const fromDeposits = [paid('2026-03-02', 1000n), paid('2026-04-30', -400n, true)];
  expect(steps(schedule(service('2026-04-18'), 'point-in-time', fromDeposits)).slice(2)).toEqual([
    '2026-04-30 corrected 0 (posted 400)',
  ]);
});

test('a refund during a service over time leaves the rest to the days that remain', () => {
  const days = schedule(service('2026-04-18', '2026-04-21'), 'over-time', [
    paid('2026-03-02', 400n),
    paid('2026-04-20', -100n),
  ]);
  expect(steps(days)).toEqual([
    '2026-03-02 new 400 (posted 400)',
    '2026-04-18 earned -100 (posted -100)',
    '2026-04-19 earned -100 (posted -100)',
    '2026-04-20 refunded -100 (posted -100)',
    '2026-04-20 earned -50 (posted -50)',
    '2026-04-21 earned -50 (posted -50)',
  ]);
});

test('a cancelled booking is owed until a refund settles it; then what was kept is earned', () => {
  const open = schedule(service('2026-04-18', '2026-04-18', true), 'point-in-time', [paid('2026-03-02', 1000n)]);
  expect([steps(open), open.settled]).toEqual([['2026-03-02 new 1000 (posted 1000)'], undefined]);
  const half = [paid('2026-03-02', 1000n), paid('2026-03-09', -500n)];
  const closed = schedule(service('2026-04-18', '2026-04-18', true), 'point-in-time', half);
  expect([steps(closed), closed.settled]).toEqual([
    [
      '2026-03-02 new 1000 (posted 1000)',
      '2026-03-09 refunded -500 (posted -500)',
      '2026-03-09 earned -500 (posted -500)',
    ],
    '2026-03-09',
  ]);
});

const start = '2026-01-01';
const money = fc.record({
  date: fc.nat(60).map((days) => addDays(start, days)),
  amount: fc.bigInt({ min: -500n, max: 1000n }),
  onDeposits: fc.boolean(),
});
const anyService = fc
  .record({ from: fc.nat(40), days: fc.nat(12), cancelled: fc.boolean() })
  .map(({ from, days, cancelled }) => service(addDays(start, from), addDays(start, from + days), cancelled));
const anyPolicy = fc.constantFrom<Policy>('point-in-time', 'over-time');

test('for any service and any payments: what was received is earned, given back, or held', () => {
  fc.assert(
    fc.property(anyService, anyPolicy, fc.array(money, { maxLength: 6 }), (sold, policy, payments) => {
      const plan = schedule(sold, policy, payments);
      const onIncome = payments.filter((one) => !one.onDeposits).reduce((sum, { amount }) => sum + amount, 0n);
      const all = payments.reduce((sum, { amount }) => sum + amount, 0n);
      const posted = plan.steps.reduce((sum, { adjusted }) => sum + adjusted, 0n);
      // Income by the statements, less what is posted against it, and what is held, is all that was received.
      expect(onIncome - posted + held(plan)).toBe(all);
      if (!sold.cancelled) expect(held(plan)).toBe(0n);
    }),
  );
});

test('for any service and any payments: the liability is never below zero, and is what the account of deposits shows', () => {
  fc.assert(
    fc.property(
      anyService,
      anyPolicy,
      fc.array(money, { maxLength: 6 }),
      fc.nat(80),
      (sold, policy, payments, days) => {
        const plan = schedule(sold, policy, payments);
        const on = addDays(start, days);
        const booked = payments
          .filter((one) => one.onDeposits && one.date <= on)
          .reduce((sum, { amount }) => sum + amount, 0n);
        const posted = plan.steps.filter(({ date }) => date <= on).reduce((sum, { adjusted }) => sum + adjusted, 0n);
        expect(held(plan, on)).toBe(booked + posted);
        expect(held(plan, on) >= 0n).toBe(true);
      },
    ),
  );
});

test('for any service at a point in time: what is held until it is settled is what the liability shows', () => {
  fc.assert(
    fc.property(anyService, fc.array(money, { maxLength: 6 }), fc.nat(80), (sold, payments, days) => {
      const plan = schedule(sold, 'point-in-time', payments);
      const on = addDays(start, days);
      const open = plan.settled === undefined || plan.settled > on;
      const parts = plan.held.filter((_, at) => (payments[at]?.date ?? '') <= on);
      expect(open ? parts.reduce((sum, part) => sum + part, 0n) : 0n).toBe(held(plan, on));
    }),
  );
});

test('for any service over time: after each day, as much is earned as the days that are over have of the price', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.bigInt({ min: 1n, max: 100_000n }), fc.nat(14), (length, price, after) => {
      const sold = service('2026-03-01', addDays('2026-03-01', length));
      const plan = schedule(sold, 'over-time', [paid('2026-02-01', price)]);
      const over = BigInt(Math.min(after, length + 1));
      const earned = price - held(plan, addDays('2026-03-01', after - 1));
      expect(earned).toBe((price * over) / BigInt(length + 1));
    }),
  );
});
