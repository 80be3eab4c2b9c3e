import { readEnvironment } from '../portfolio/environment.ts';
import type { Effects } from '../core/effects.ts';
import type { Dispatch, SenderLook } from '../model/dispatch.ts';
import { suppressedBy } from './dispatch/freeze.ts';
import { withWork } from './dispatch/open-work.ts';
import { sendersOf } from './dispatch/senders.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Ledger } from './ledger.ts';

/** Everything that is looked at before the first message: account, senders, their DNS records. Sends nothing. */
export async function transportState(ledger: Ledger, effects: Effects): Promise<Diagnosis[]> {
  const { transport: name } = ledger.declared.portfolio.delivery;
  const senders = sendersOf(ledger, readEnvironment(effects.env)).map(({ email }) => email);
  const looks = await withWork(ledger, effects, async ({ transportOf }) => {
    const transport = await transportOf(name);
    return (await transport.look?.(senders)) ?? [];
  });
  if (looks.length === 0) return [{ what: 'transport', state: 'ok', says: name }];
  return looks.map(diagnosisOf);
}

function diagnosisOf({ what, sender, state, says }: SenderLook): Diagnosis {
  return {
    what,
    // What could not be seen is no pass.
    state: state === 'not-seen' ? 'warning' : state,
    says: [sender, state === 'not-seen' ? `not seen: ${says}` : says].filter((part) => part !== undefined).join(': '),
  };
}

/** Looked through for what needs a person, a page at a time. */
const LATEST = 5000;
const PAGE = 100;

/** Dispatches of which nobody knows whether they were sent, the latest first. */
async function alertsOf(records: Ledger['records']): Promise<readonly Dispatch[]> {
  const alerts: Dispatch[] = [];
  let cursor: string | undefined;
  for (let seen = 0; seen < LATEST; seen += PAGE) {
    const page = await records.dispatches.list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    alerts.push(...page.records.filter(({ alert }) => alert !== undefined));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return alerts;
}

/** The queue, what needs a person, and whether the records are as they were written. */
export async function recordsState({ records, declared }: Ledger, effects: Effects): Promise<Diagnosis[]> {
  const { delivery } = declared.portfolio;
  const paused = await records.limits.paused(delivery.transport);
  const next = await records.dispatches.nextDue();
  const alerts = await alertsOf(records);
  const { entries, faults } = await records.verify();
  const [first] = faults;
  const waits =
    next === undefined
      ? 'nothing waits'
      : `messages wait (next ${new Date(Math.max(next, effects.now())).toISOString()})`;
  return [
    { what: 'records', state: 'ok', says: records.name },
    paused
      ? { what: 'queue', state: 'warning', says: `stopped: ${paused.reason}` }
      : { what: 'queue', state: 'ok', says: waits },
    ...alerts.map(({ id, alert = '' }): Diagnosis => ({ what: 'dispatch', state: 'warning', says: `${id}: ${alert}` })),
    first
      ? {
          what: 'audit',
          state: 'failure',
          says: `${faults.length} faults, first: ${first.record}: ${first.says} (quarterdeck verify)`,
        }
      : { what: 'audit', state: 'ok', says: `${entries} entries, all as they were written` },
    ...(await suppressedReaders({ records, declared }, effects)),
  ];
}

/** Readers whom nothing is sent to: somebody waits for a report that does not come. */
async function suppressedReaders(
  { records, declared }: Pick<Ledger, 'records' | 'declared'>,
  effects: Effects,
): Promise<Diagnosis[]> {
  const { lists, recipients } = declared.portfolio;
  const environment = readEnvironment(effects.env);
  const listed = lists.flatMap(({ to, name }) =>
    to.map((one) => ({ address: typeof one === 'string' ? one : one.email, list: name })),
  );
  const others = [...recipients.map(({ email }) => email), ...environment.recipients].map((address) => ({
    address,
    list: undefined,
  }));
  const found: Diagnosis[] = [];
  for (const { address, list } of [...listed, ...others]) {
    const failure = await suppressedBy(address, list, records);
    const where = list === undefined ? '' : ` (list ${list})`;
    if (failure) found.push({ what: 'suppression', state: 'warning', says: `${address}${where}: ${failure.message}` });
  }
  return found.length > 0 ? found : [{ what: 'suppression', state: 'ok', says: 'no reader is on the list' }];
}
