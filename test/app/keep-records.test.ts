import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/app/deliver.ts';
import { keepRecords } from '../../src/app/keep-records.ts';
import { openLedger, type Ledger } from '../../src/app/ledger.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import type { Dispatch } from '../../src/model/dispatch.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { dispatchOf, MESSAGE, NOW } from '../records/_dispatch.ts';

const effects: Effects = { ...systemEffects, now: () => NOW, env: {} };
const PORTFOLIO = `
name: Harbour
base_currency: USD
time_zone: America/Los_Angeles
entities: [{ id: jada, name: JADA, kind: yacht-charter }]
`;

const USERS = `dashboard: { users: [{ id: ann, email: ann@example.com, role: admin }] }
`;

function portfolio(): string {
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  return folder;
}

async function within<T>(folder: string, does: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger({ from: folder, effects });
  try {
    return await does(ledger);
  } finally {
    await ledger.close();
  }
}

/** A dispatch that waits in the queue. */
function add(folder: string): Promise<Dispatch> {
  return within(folder, async ({ records }) => (await records.dispatches.add(dispatchOf(), MESSAGE)).record);
}

describe('records backup and restore', () => {
  it('bring everything back; what waited is sent by nobody before someone knows whether it was sent since', async () => {
    const folder = portfolio();
    const { id } = await add(folder);
    const what = join(folder, 'backup.gz');
    expect(await keepRecords({ from: folder, action: 'backup', what, effects })).toMatch(
      /^\d+ rows and 1 messages and editions of records\/records\.sqlite are in /,
    );
    // It is sent after the backup, and then the disk is lost.
    await within(folder, (ledger) => deliver(ledger, { resume: false, patience: 0, effects }));
    renameSync(join(folder, 'outbox'), join(folder, 'sent'));
    rmSync(join(folder, 'records'), { recursive: true });
    const says = await keepRecords({ from: folder, action: 'restore', what, effects });
    expect(says).toContain('1 messages waited, and may have been sent since');
    const { deliveries } = await within(folder, (ledger) => deliver(ledger, { resume: false, patience: 0, effects }));
    expect(deliveries).toEqual([]);
    const restored = await within(folder, ({ records }) => records.dispatches.get(id));
    expect(restored?.record).toMatchObject({ state: 'unknown', failure: { code: 'restored' } });
  });

  it('sign everybody out, for a session that ended since the backup would live again', async () => {
    const folder = portfolio();
    writeFileSync(join(folder, 'portfolio.yaml'), `${PORTFOLIO}${USERS}`);
    const what = join(folder, 'backup.gz');
    const session = {
      id: '0'.repeat(32),
      user: 'ann',
      refresh: sha256('a'),
      created: NOW,
      refreshed: NOW,
      expires: NOW + 1e6,
    };
    await within(folder, ({ records }) => records.sessions.add(session));
    await keepRecords({ from: folder, action: 'backup', what, effects });
    rmSync(join(folder, 'records'), { recursive: true });
    expect(await keepRecords({ from: folder, action: 'restore', what, effects })).toContain(
      '1 sessions of the dashboard have ended: sign in again',
    );
    const kept = await within(folder, ({ records }) => records.sessions.get('ann', session.id));
    expect(kept?.record).toEqual({ ...session, ended: { at: NOW, why: 'signed-out' } });
  });

  it('refuse what would be mixed with what is there', async () => {
    const folder = portfolio();
    await add(folder);
    const what = join(folder, 'backup.gz');
    await keepRecords({ from: folder, action: 'backup', what, effects });
    const restore = keepRecords({ from: folder, action: 'restore', what, effects });
    await expect(restore).rejects.toMatchObject({ code: 'records-not-empty' });
    expect(await keepRecords({ from: folder, action: 'restore', what, fill: true, effects })).toContain('were there');
  });
});

describe('keys and tables', () => {
  it('a new key is used from now on, and what the old one signed still holds', async () => {
    const folder = portfolio();
    await within(folder, ({ records }) => records.chain.checkpoint());
    expect(await keepRecords({ from: folder, action: 'rotate', what: 'audit', effects })).toMatch(
      /^the key [0-9a-f]{16} is used for audit from now on/,
    );
    await within(folder, async ({ records }) => {
      await records.chain.checkpoint();
      expect((await records.verify()).faults).toEqual([]);
    });
  });

  it('keys of access tokens rotate, too', async () => {
    const folder = portfolio();
    const said = await keepRecords({ from: folder, action: 'rotate', what: 'token', effects });
    const [, key = ''] = /^the key ([0-9a-f]{16}) is used for token from now on/.exec(said) ?? [];
    const ids = await within(
      folder,
      async ({ records }) => (records.tokenKeys.sign(() => ''), records.tokenKeys.ids()),
    );
    expect(ids[0]).toBe(key);
    expect(ids).toHaveLength(2);
  });

  it.each([
    ['rotate', 'everything', 'name what the key is for'],
    ['backup', undefined, 'name the file'],
    ['tables', undefined, 'keeps its records in SQLite'],
  ] as const)('%s %s is refused with a sentence', async (action, what, says) => {
    await expect(keepRecords({ from: portfolio(), action, what, effects })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(says) as string,
    });
  });
});
