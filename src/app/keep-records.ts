import { resolve } from 'node:path';
import { openAccess } from '../access/index.ts';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { Declared } from '../model/declared.ts';
import { doubt, raise } from '../model/dispatch-state.ts';
import { findPortfolio } from '../portfolio/find.ts';
import { loadPortfolio } from '../portfolio/load.ts';
import { backUp, makeTables, openKeyring, openStore, restore } from '../records/index.ts';
import { openLedgerRecords } from './ledger.ts';
import { reportTypes } from '../reports/index.ts';
import { kindsByRole } from '../sources/index.ts';

export const RECORD_ACTIONS = ['backup', 'restore', 'rotate', 'tables'] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

const PURPOSES = ['audit', 'token', 'address', 'link'] as const;

export interface KeepOptions {
  readonly from?: string | undefined;
  readonly action: RecordAction;
  /** The file of a backup, or what the key to rotate is for. */
  readonly what?: string | undefined;
  /** Restores into records that hold something: what is there stays. */
  readonly fill?: boolean;
  readonly effects: Effects;
}

/** Backs everything on record up, restores it, makes a new key, or DynamoDB's tables; answers what was done. Throws a UserError. */
export async function keepRecords({ from, action, what, fill = false, effects }: KeepOptions): Promise<string> {
  const folder = await findPortfolio(from);
  const { declared } = await loadPortfolio(folder, { reports: reportTypes, kinds: kindsByRole });
  if (action === 'rotate') return rotate(declared, what, effects);
  if (action === 'tables') return tables(declared, effects);
  if (what === undefined) throw new UserError('usage', `name the file: records ${action} <file>`);
  const store = openStore({ folder: declared.folder, settings: declared.portfolio.records, effects });
  try {
    if (action === 'restore') {
      const { rows, blobs, kept } = await restore(store, resolve(what), { fill, hold: true });
      const before = kept > 0 ? `, ${kept} were there` : '';
      return `${rows} rows and ${blobs} messages and editions are in ${store.name} now${before}${await doubtful(declared, effects)}${await signedOut(declared, effects)}`;
    }
    const { rows, blobs, exact } = await backUp(store, resolve(what), effects);
    const whole = exact ? '' : '; what was written meanwhile may be missing';
    return `${rows} rows and ${blobs} messages and editions of ${store.name} are in ${what}${whole}`;
  } finally {
    await store.close();
  }
}

/** Whatever waited when the backup was made is sent by nobody before someone knows whether it was sent since. */
async function doubtful(declared: Declared, effects: Effects): Promise<string> {
  const records = await openLedgerRecords(declared, effects);
  const alert =
    'it waited when the backup was made, and may have been sent since. Ask a recipient, then `quarterdeck resend --unknown` or `--give-up`';
  let count = 0;
  try {
    for (const { record } of await records.dispatches.due(Number.MAX_SAFE_INTEGER, 10_000)) {
      const after = await records.dispatches.change(record.id, (one) => {
        const now = effects.now();
        return doubt(one, alert, now) ?? raise(one, alert, now);
      });
      if (after?.record.alert !== undefined) count += 1;
    }
  } finally {
    await records.close();
  }
  return count === 0
    ? ''
    : `; ${count} messages waited, and may have been sent since: \`quarterdeck dispatches\` names them`;
}

/** Sessions end wherever the dashboard is; nobody is given a token. */
const NOWHERE = 'https://nowhere.invalid';

/** Whoever signed out since the backup was made would be signed in again: everybody signs in anew. */
async function signedOut(declared: Declared, effects: Effects): Promise<string> {
  const { users } = declared.portfolio.dashboard;
  const records = await openLedgerRecords(declared, effects);
  let count = 0;
  try {
    const access = openAccess({ records, effects, url: NOWHERE, settings: async () => ({ users }) });
    for (const { id } of users) count += await access.signOutEverywhere(id);
  } finally {
    await records.close();
  }
  return count === 0 ? '' : `; ${count} sessions of the dashboard have ended: sign in again`;
}

async function rotate({ folder }: Declared, what: string | undefined, effects: Effects): Promise<string> {
  const purpose = PURPOSES.find((one) => one === what);
  if (!purpose) throw new UserError('usage', `name what the key is for: records rotate ${PURPOSES.join('|')}`);
  const key = await (await openKeyring(folder, effects)).rotate(purpose);
  return `the key ${key} is used for ${purpose} from now on; what older keys made stays valid`;
}

async function tables({ portfolio }: Declared, effects: Effects): Promise<string> {
  const { store, tables: prefix, region } = portfolio.records;
  if (store !== 'dynamodb')
    throw new UserError('usage', 'the portfolio keeps its records in SQLite, which needs no tables');
  const { made, there, notes } = await makeTables({ tables: prefix, region, effects });
  return [...made.map((name) => `made ${name}`), ...there.map((name) => `${name} is there`), ...notes].join('\n');
}
