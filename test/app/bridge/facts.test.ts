import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBridge } from '../../../src/app/bridge/index.ts';
import { factsDesk, type FactsDesk } from '../../../src/app/bridge/facts.ts';
import type { Run } from '../../../src/app/run.ts';
import { systemEffects, type Effects } from '../../../src/core/effects.ts';
import { figureText } from '../../../src/render/numbers.ts';
import { portfolioFolder } from '../../http/_house.ts';
import { openFilesIn } from '../../records/_sqlite-files.ts';

/** What is asked for and comes when the test says so. */
function promised<T = void>() {
  let keep: (value: T) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => ([keep, fail] = [done, failed]));
  return { promise, keep: (value: T) => keep(value), fail: (message: string) => fail(new Error(message)) };
}

interface Desk {
  readonly desk: FactsDesk;
  readonly clock: { now: number };
  /** What happened: `open 1`, `compose 1`, `close 1`. */
  readonly told: string[];
  /** What the next opening or composing waits for. */
  readonly next: { open?: Promise<void>; compose?: Promise<void> };
}

/** A desk over runs that hold nothing but their number. */
function desk(): Desk {
  const clock = { now: 0 };
  const told: string[] = [];
  const next: Desk['next'] = {};
  let count = 0;
  const effects: Effects = { ...systemEffects, now: () => clock.now };
  const open = async (): Promise<Run> => {
    count += 1;
    const name = `${count}`;
    told.push(`open ${name}`);
    await next.open;
    return { facts: { snapshot: name }, close: async () => void told.push(`close ${name}`) } as unknown as Run;
  };
  const compose = async ({ facts }: Run): Promise<void> => {
    told.push(`compose ${facts.snapshot}`);
    await next.compose;
  };
  return { desk: factsDesk({ from: '', effects, open, compose }), clock, told, next };
}

const numberOf = async ({ facts }: Run): Promise<string> => facts.snapshot;
/** Lets everything happen that waits for nothing. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('the shared run', () => {
  it('is opened at the first need, once for all who ask meanwhile', async () => {
    const { desk: facts, told } = desk();
    expect(told).toEqual([]);
    expect(await Promise.all([facts.with(numberOf), facts.with(numberOf), facts.withFigures(numberOf)])).toEqual([
      '1',
      '1',
      '1',
    ]);
    expect(told).toEqual(['open 1', 'compose 1']);
  });

  it('is opened anew once its reading began half a minute ago, and the old one is closed', async () => {
    const { desk: facts, clock, told } = desk();
    await facts.with(numberOf);
    clock.now = 29_999;
    expect(await facts.with(numberOf)).toBe('1');
    clock.now = 30_000;
    expect(await Promise.all([facts.with(numberOf), facts.with(numberOf)])).toEqual(['2', '2']);
    await turn();
    expect(told).toEqual(['open 1', 'open 2', 'close 1']);
  });

  it('counts its age from the beginning of its reading: a slow one is not fresh when it is there', async () => {
    const { desk: facts, clock, next } = desk();
    const slow = promised();
    next.open = slow.promise;
    const first = facts.with(numberOf);
    clock.now = 40_000;
    const second = facts.with(numberOf);
    slow.keep();
    expect(await Promise.all([first, second])).toEqual(['1', '2']);
  });

  it('stays open for whoever still uses it, and is closed behind the last', async () => {
    const { desk: facts, clock, told } = desk();
    const [one, other] = [promised(), promised()];
    const uses = [facts.with(() => one.promise), facts.with(() => other.promise)];
    await turn();
    clock.now = 30_000;
    await facts.with(numberOf);
    one.keep();
    await turn();
    expect(told).toEqual(['open 1', 'open 2']);
    other.keep();
    await Promise.all(uses);
    await turn();
    expect(told).toEqual(['open 1', 'open 2', 'close 1']);
  });

  it('survives a use that fails, and passes the failure on', async () => {
    const { desk: facts, told } = desk();
    await expect(facts.with(() => Promise.reject(new Error('no such figure')))).rejects.toThrow('no such figure');
    expect(await facts.with(numberOf)).toBe('1');
    expect(told).toEqual(['open 1']);
  });

  it('is not kept when it cannot be opened: all who waited hear why, and the next who asks tries anew', async () => {
    const { desk: facts, told, next } = desk();
    const broken = promised();
    next.open = broken.promise;
    const waiting = [facts.with(numberOf), facts.withFigures(numberOf)];
    broken.fail('the portfolio has a mistake');
    const ends = await Promise.allSettled(waiting);
    expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected']);
    delete next.open;
    expect(await facts.with(numberOf)).toBe('2');
    await facts.close();
    expect(told).toEqual(['open 1', 'open 2', 'close 2']);
  });
});

describe('every figure of every report', () => {
  it('is made once for a run, while others read its book', async () => {
    const { desk: facts, clock, told, next } = desk();
    const slow = promised();
    next.compose = slow.promise;
    const composing = [facts.withFigures(numberOf), facts.withFigures(numberOf)];
    expect(await facts.with(numberOf)).toBe('1');
    slow.keep();
    await Promise.all(composing);
    await facts.withFigures(numberOf);
    clock.now = 30_000;
    await facts.withFigures(numberOf);
    expect(told.filter((one) => one.startsWith('compose'))).toEqual(['compose 1', 'compose 2']);
  });

  it('is made by the next who asks when it could not be made', async () => {
    const { desk: facts, told, next } = desk();
    const broken = promised();
    next.compose = broken.promise;
    const first = facts.withFigures(numberOf);
    await turn();
    broken.fail('made twice');
    await expect(first).rejects.toThrow('made twice');
    delete next.compose;
    expect(await facts.withFigures(numberOf)).toBe('1');
    expect(told).toEqual(['open 1', 'compose 1', 'compose 1']);
  });
});

describe('closing the desk', () => {
  it('waits for whoever uses a run, old or not, and takes nobody any more', async () => {
    const { desk: facts, clock, told } = desk();
    const [old, fresh] = [promised(), promised()];
    const uses = [facts.with(() => old.promise)];
    await turn();
    clock.now = 30_000;
    uses.push(facts.with(() => fresh.promise));
    await turn();
    let isClosed = false;
    const closing = facts.close().then(() => (isClosed = true));
    await expect(facts.with(numberOf)).rejects.toMatchObject({ code: 'stopping' });
    old.keep();
    await turn();
    expect([isClosed, told]).toEqual([false, ['open 1', 'open 2', 'close 1']]);
    fresh.keep();
    await Promise.all([closing, ...uses]);
    expect(told).toEqual(['open 1', 'open 2', 'close 1', 'close 2']);
  });

  it('closes a run that is still being opened once it is there, and is done at once without any', async () => {
    const { desk: facts, told, next } = desk();
    await desk().desk.close();
    const slow = promised();
    next.open = slow.promise;
    const use = facts.with(numberOf);
    const closing = facts.close();
    slow.keep();
    expect(await use).toBe('1');
    await closing;
    await facts.close();
    expect(told).toEqual(['open 1', 'close 1']);
  });
});

it('shows what changed in the folder half a minute later', async () => {
  const from = portfolioFolder();
  const clock = { now: Date.UTC(2026, 3, 30, 15) };
  const facts = factsDesk({ from, effects: { ...systemEffects, env: {}, now: () => clock.now } });
  onTestFinished(() => facts.close());
  const cash = (): Promise<string> => facts.with(async ({ book }) => figureText(book.get('jada.cash'), 'ledger'));
  expect(await cash()).toBe('$3,625.00');
  appendFileSync(join(from, 'bank.csv'), '2026-04-29,Charter Moe,100.00,3725.00\n');
  expect(await cash()).toBe('$3,625.00');
  clock.now += 30_000;
  expect(await cash()).toBe('$3,725.00');
});

// Where a process sees its own files.
it.runIf(process.platform === 'linux')(
  'reads the sources again and again by one connection to the records',
  async () => {
    const from = portfolioFolder();
    const clock = { now: Date.UTC(2026, 3, 30, 15) };
    const bridge = await openBridge({ from, effects: { ...systemEffects, env: {}, now: () => clock.now } });
    onTestFinished(() => bridge.close());
    const { suppression } = bridge.ledger.records;
    await suppression.add({ address: 'cleo@example.com', reason: 'by-hand', at: clock.now });
    const before = openFilesIn(from);
    const runs = new Set<unknown>();
    for (const _ of [1, 2]) {
      await bridge.facts.with(async (run) => runs.add(run));
      clock.now += 31_000;
    }
    expect(runs.size).toBe(2);
    expect(openFilesIn(from)).toEqual(before);
    expect(before.filter((file) => file.endsWith('.sqlite'))).toHaveLength(1);
  },
);
