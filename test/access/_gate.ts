import { onTestFinished } from 'vitest';
import { openAccess, type Access, type AccessOptions, type AccessUser, type Opened } from '../../src/access/index.ts';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { records as recordsSettings } from '../../src/model/delivery-settings.ts';
import { attemptLimits } from '../../src/records/attempts.ts';
import { addressHashes, openKeyring, tokenKeys } from '../../src/records/audit/index.ts';
import { makeKeys } from '../../src/records/audit/key-material.ts';
import { openRecords } from '../../src/records/index.ts';
import { linkRecords } from '../../src/records/links.ts';
import { sessionRecords, ticketRecords } from '../../src/records/sessions.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';

export const URL_OF_IT = 'https://reports.example.com';
export const CLIENT = '203.0.113.7';
export const MINUTE = 60_000;
export const DAY = 86_400_000;

type Kept = AccessOptions['records'];

/** Sign-in over records of its own, with a clock and users that the test changes. */
export interface Gate {
  readonly access: Access;
  readonly records: Kept;
  readonly clock: { now: number };
  readonly users: AccessUser[];
  /** Asks for a link, and uses it in the same browser. */
  readonly signIn: (email?: string) => Promise<Opened>;
  /** The link of a user, and the browser that asked. */
  readonly link: (email?: string, browser?: string) => Promise<{ readonly token: string; readonly browser: string }>;
}

const KEYS = Buffer.from(JSON.stringify(makeKeys(systemEffects))).toString('base64');

/** Over records in memory; or of a folder, with its keys in a file. */
export async function gate(folder?: string): Promise<Gate> {
  const clock = { now: Date.UTC(2026, 3, 30, 15) };
  const effects: Effects = { ...systemEffects, env: {}, now: () => clock.now };
  const records = await (folder === undefined ? inMemory(effects) : inFolder(folder, effects));
  const users: AccessUser[] = [
    { id: 'ann', name: 'Ann', email: 'ann@example.com', role: 'admin' },
    { id: 'ben', email: 'ben@example.com', role: 'reader' },
  ];
  const access = openAccess({ records, effects, url: URL_OF_IT, settings: async () => ({ users }) });
  const link: Gate['link'] = async (email = 'ann@example.com', browser) => {
    const asked = await access.askLink({ address: email, client: CLIENT, browser });
    if (!('link' in asked) || !asked.link) throw new Error('there is no such link');
    return { token: asked.link.token, browser: asked.browser };
  };
  return {
    access,
    records,
    clock,
    users,
    link,
    signIn: async (email) => {
      const { token, browser } = await link(email);
      return ok(await access.open(token, browser));
    },
  };
}

async function inMemory(effects: Effects): Promise<Kept> {
  const store = await openSqlite(':memory:');
  onTestFinished(() => store.close());
  const keyring = await openKeyring('.', { ...effects, env: { QUARTERDECK_KEYS: KEYS } });
  return {
    links: linkRecords(store, effects),
    sessions: sessionRecords(store, effects),
    tickets: ticketRecords(store, effects),
    attempts: attemptLimits(store),
    tokenKeys: tokenKeys(keyring),
    addresses: addressHashes(keyring),
  };
}

async function inFolder(folder: string, effects: Effects): Promise<Kept> {
  const records = await openRecords({ folder, settings: recordsSettings.parse({}), effects, dashboard: 'test' });
  onTestFinished(() => records.close());
  return records;
}

/** What somebody was let in with. */
export function ok<T>(admitted: { readonly ok: T } | { readonly refused: string }): T {
  if ('refused' in admitted) throw new Error(admitted.refused);
  return admitted.ok;
}
