import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SendOptions, SendStep } from '../../src/app/dispatch/send-options.ts';
import { openRun, type Run } from '../../src/app/run.ts';
import { sendReports } from '../../src/app/send.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { portfolioFolder } from '../http/_portfolio.ts';

const effects = { ...systemEffects, env: {} };

let run: Run;
beforeAll(async () => {
  run = await openRun({ from: portfolioFolder(), effects });
});
afterAll(() => run.close());

async function opened(folder: string): Promise<Run> {
  const other = await openRun({ from: folder, effects });
  onTestFinished(() => other.close());
  return other;
}

const send = (options: Partial<SendOptions>, by = run) => sendReports(by, { type: 'all', effects, ...options });

/** `cfo: ann@example.com audit@example.com`, for each message. */
const sentTo = ({ deliveries }: Awaited<ReturnType<typeof send>>): string[] =>
  deliveries.map(({ report, recipients }) => `${report}: ${recipients.join(' ')}`);

const OWN = (type: string): string => `---\ntype: ${type}\ntitle: Weekly\naudience: the owner\n---\n\nWhat there is.\n`;

describe('what stands for several reports', () => {
  it('executive is those on the businesses as a whole, all is every one that concerns the portfolio', async () => {
    const executive = await send({ type: 'executive' });
    expect([...new Set(executive.deliveries.map(({ report }) => report))]).toEqual(['ceo', 'cfo', 'accounting']);
    const all = await send({ type: 'all' });
    expect([...new Set(all.deliveries.map(({ report }) => report))]).toEqual(['ceo', 'cfo', 'accounting']);
    // The window knows them, by whichever word they were asked for.
    expect(all.deliveries.filter(({ replayed }) => replayed).map(({ report }) => report)).toEqual([
      'ceo',
      'cfo',
      'cfo',
      'accounting',
    ]);
  });

  it('is no type for a report of the owner', async () => {
    const folder = portfolioFolder('reports: [one.md, other.md]\n');
    writeFileSync(join(folder, 'one.md'), OWN('executive'));
    writeFileSync(join(folder, 'other.md'), OWN('all'));
    const { own } = await opened(folder);
    expect(own.broken).toMatchObject([
      { type: 'executive', problems: [{ code: 'type-taken' }] },
      { type: 'all', problems: [{ code: 'type-taken' }] },
    ]);
  });
});

describe('several senders', () => {
  it('take turns from report to report and from send to send, although each report is one message', async () => {
    const folder = portfolioFolder();
    const file = join(folder, 'portfolio.yaml');
    const one = '  - { name: Reports, email: reports@example.com }';
    const text = readFileSync(file, 'utf8').replace(one, `${one}\n  - { name: Other, email: other@example.com }`);
    writeFileSync(file, text);
    const by = await opened(folder);
    const from = async (type: string, later: number): Promise<readonly string[]> => {
      const clock = { ...effects, now: () => effects.now() + later };
      const { deliveries } = await send({ type, list: 'owners', again: true, effects: clock }, by);
      return Promise.all(
        deliveries.map(async ({ id }) => (await by.records.dispatches.get(id))?.record.from.split('@')[0] ?? ''),
      );
    };
    expect(await from('cfo', 0)).toEqual(['reports']);
    expect(await from('cfo', 2000)).toEqual(['other']);
    expect(await from('executive', 4000)).toEqual(['reports', 'other', 'reports']);
  });
});

describe('a send to one reader only', () => {
  it('goes to them, with the blind copies, and to nobody else', async () => {
    expect(sentTo(await send({ type: 'cfo', only: 'BEN@example.com', again: true }))).toEqual([
      'cfo: ben@example.com audit@example.com',
    ]);
    expect(sentTo(await send({ type: 'executive', only: 'ben@example.com', again: true }))).toEqual([
      'cfo: ben@example.com audit@example.com',
    ]);
  });

  it('who does not receive it sends nothing', async () => {
    const ben = 'ben@example.com';
    const none = (options: Partial<SendOptions>, says: string): Promise<void> =>
      expect(send(options)).rejects.toMatchObject({
        code: 'no-recipients',
        message: expect.stringContaining(says) as string,
      });
    await none({ type: 'ceo', only: ben }, 'ben@example.com is none of those who receive the ceo report');
    await none({ only: 'x@example.com' }, 'x@example.com is none of those who receive any of the reports (all)');
    await none({ type: 'cfo', only: ben, list: 'owners' }, 'ben@example.com is none');
  });
});

describe('a send that is followed', () => {
  it('tells each step, and each message once the queue has it', async () => {
    const steps: SendStep[] = [];
    const batch = 'a'.repeat(32);
    const { deliveries } = await send({ type: 'cfo', again: true, batch, progress: (step) => void steps.push(step) });
    expect(steps.map(({ step }) => step)).toEqual(['composing', 'verifying', 'freezing', 'queued', 'sending']);
    const told = steps.flatMap((step) => (step.step === 'queued' ? step.dispatches : []));
    expect(told).toEqual(deliveries.map(({ id }) => ({ id, replayed: false })));
    for (const { id } of deliveries) expect((await run.records.dispatches.get(id))?.record.batch).toBe(batch);
    const again: SendStep[] = [];
    await send({ type: 'cfo', progress: (step) => void again.push(step) });
    const before = again.flatMap((step) => (step.step === 'queued' ? step.dispatches : []));
    expect(before.map(({ replayed }) => replayed)).toEqual([true, true]);
  });

  it('says which report of the owner must not go out', async () => {
    const folder = portfolioFolder('reports: [weekly.md]\n');
    writeFileSync(join(folder, 'weekly.md'), '---\ntype: weekly\n---\n');
    const steps: SendStep[] = [];
    await send({ progress: (step) => void steps.push(step) }, await opened(folder));
    expect(steps.find(({ step }) => step === 'refused')).toMatchObject({ refused: [{ report: 'weekly' }] });
  });

  it('and told to stop before anything is frozen puts nothing into the queue', async () => {
    const latest = async () => (await run.records.dispatches.list({ limit: 1 })).records;
    const before = await latest();
    for (const when of ['composing', 'verifying']) {
      const stop = new AbortController();
      const progress = ({ step }: SendStep): void => {
        if (step === when) stop.abort();
      };
      await expect(send({ type: 'cfo', again: true, progress, signal: stop.signal })).rejects.toMatchObject({
        code: 'stopped',
      });
    }
    expect(await latest()).toEqual(before);
  });

  it('and told to stop after that puts all of it there, and sends none', async () => {
    const stop = new AbortController();
    const progress = ({ step }: SendStep): void => {
      if (step === 'freezing') stop.abort();
    };
    const { deliveries } = await send({ type: 'cfo', again: true, progress, signal: stop.signal });
    expect(deliveries.map(({ state }) => state)).toEqual(['queued', 'queued']);
  });
});
