import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import { again, end, release } from '../model/dispatch-state.ts';
import { MOST_RESENDS, type Dispatch, type Failure, type Recipient, type ResendKind } from '../model/dispatch.ts';
import type { Records } from '../model/records.ts';
import { localUser } from './dispatch/by.ts';
import { suppressedBy } from './dispatch/freeze.ts';
import { withWork } from './dispatch/open-work.ts';
import { runQueue, type QueueEnd } from './dispatch/queue.ts';
import { shown, type ReportDelivery } from './dispatch/shown.ts';
import { changed } from './dispatch/work.ts';
import type { Ledger } from './ledger.ts';

export interface ResendOptions {
  /** `failed`: those recipients alone whose delivery failed. `unknown`: at the risk of sending twice. `give-up`: not at all. */
  readonly which: ResendKind;
  /** Who asks for it, which goes on record: a token's subject; `cli:ann` where it is left out. */
  readonly by?: string | undefined;
  /** Dispatches; for `failed` without any, all that failed in the last seven days. */
  readonly ids: readonly string[];
  readonly patience: number;
  readonly effects: Effects;
}

export interface Resent extends QueueEnd {
  readonly deliveries: readonly ReportDelivery[];
  /** Recipients that are left out, and why. */
  readonly left: readonly { readonly dispatch: string; readonly address: string; readonly why: string }[];
}

const WEEK = 7 * 86_400_000;
const HOUR = 3_600_000;
/** Looked through for what failed. */
const MOST = 2000;

/** Sends again what a person asks for, and nothing else: the very bytes that were frozen, to those who did not get them. */
export async function resend(ledger: Ledger, options: ResendOptions): Promise<Resent> {
  const { patience, effects } = options;
  const { chosen, left } = await queueAgain(ledger, options);
  const ran = await withWork(ledger, effects, (work) => runQueue(work, effects.now() + patience));
  const after = await Promise.all(chosen.map((id) => theOne(ledger.records, id)));
  return { ...ran, deliveries: after.map(shown), left };
}

/** Puts it back into the queue, for whoever works on that. */
export async function queueAgain(
  ledger: Ledger,
  { which, ids, effects, by = localUser(effects) }: Omit<ResendOptions, 'patience'>,
): Promise<{ readonly chosen: readonly string[]; readonly left: Resent['left'] }> {
  const { records } = ledger;
  const recent = await recentOf(records, effects.now() - WEEK);
  const wanted = ids.length > 0 ? await Promise.all(ids.map((id) => theOne(records, id))) : recent;
  if (ids.length === 0 && which !== 'failed')
    throw new UserError('usage', 'name the dispatches: `quarterdeck dispatches` lists them with their ids');
  const left: Resent['left'][number][] = [];
  const chosen: string[] = [];
  const expires = effects.now() + ledger.declared.portfolio.delivery.expires_hours * HOUR;
  for (const dispatch of wanted) {
    const may = which === 'failed' ? await mayGetIt(dispatch, recent, records, left) : () => true;
    const change = (before: Dispatch): Dispatch | undefined => {
      const one = asked(before, { by, at: effects.now(), which });
      if (which === 'failed') return one && again(one, effects.now(), expires, ({ address }) => may(address));
      if (which === 'unknown') return one && release(one, effects.now(), expires);
      return one && end(one, GIVEN_UP, effects.now());
    };
    if (await changed(ledger, dispatch.id, change)) chosen.push(dispatch.id);
    else if (ids.length > 0) left.push({ dispatch: dispatch.id, address: '', why: whyNot(dispatch) });
  }
  return { chosen, left };
}

/** With who asked on record, as a part of the step that follows; undefined where it was asked for too often. */
function asked(dispatch: Dispatch, by: NonNullable<Dispatch['resends']>[number]): Dispatch | undefined {
  const { resends = [] } = dispatch;
  return resends.length < MOST_RESENDS ? { ...dispatch, resends: [...resends, by] } : undefined;
}

function whyNot({ state, resends = [] }: Dispatch): string {
  const isWornOut = resends.length >= MOST_RESENDS;
  return isWornOut ? `it was asked for ${MOST_RESENDS} times: send the report anew` : `it is ${state}`;
}

const GIVEN_UP: Failure = { class: 'permanent', code: 'given-up', message: 'someone decided not to send it' };

/**
 * Nobody on the suppression list, and nobody who has the report of that day from a later dispatch. A blind copy is one of
 * something: it goes out with a reader's, or after it.
 */
async function mayGetIt(
  dispatch: Dispatch,
  recent: readonly Dispatch[],
  records: Records,
  left: Resent['left'][number][],
): Promise<(address: string) => boolean> {
  const may = new Set<string>();
  const whyNone = async ({ address, role }: Recipient): Promise<string | undefined> => {
    const suppressed = await suppressedBy(address, dispatch.list, records);
    // An id has its time to the second only.
    const later = recent.find((one) => one.queued > dispatch.queued && isSame(one, dispatch) && has(one, address));
    const isCopyOfNone = role === 'bcc' && !dispatch.recipients.some((one) => isReached(one, may));
    return (
      suppressed?.message ??
      (later && `it went out since, as ${later.id}`) ??
      (isCopyOfNone ? 'no reader gets it, so no copy goes out either' : undefined)
    );
  };
  // Readers stand before blind copies.
  for (const recipient of dispatch.recipients) {
    const { address, state } = recipient;
    if (state !== 'failed') continue;
    const why = await whyNone(recipient);
    if (why === undefined) may.add(address);
    else left.push({ dispatch: dispatch.id, address, why });
  }
  return (address) => may.has(address);
}

const isReached = ({ role, state, address }: Recipient, may: ReadonlySet<string>): boolean =>
  role === 'to' && (state !== 'failed' || may.has(address));

const isSame = (a: Dispatch, b: Dispatch): boolean => a.report === b.report && a.period === b.period;

const has = ({ recipients }: Dispatch, address: string): boolean =>
  recipients.some((one) => one.address.toLowerCase() === address.toLowerCase() && one.state !== 'failed');

/** The dispatches since then, the latest first. */
async function recentOf(records: Records, since: number): Promise<readonly Dispatch[]> {
  const recent: Dispatch[] = [];
  for (let cursor: string | undefined; recent.length < MOST;) {
    const page = await records.dispatches.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    recent.push(...page.records.filter(({ queued }) => queued >= since));
    cursor = page.cursor;
    if (cursor === undefined || (page.records.at(-1)?.queued ?? 0) < since) break;
  }
  return recent;
}

/** Throws a UserError for an id that there is not. */
export async function theOne(records: Records, id: string): Promise<Dispatch> {
  const kept = await records.dispatches.get(id);
  if (!kept)
    throw new UserError('no-such-dispatch', `there is no dispatch "${id}"; \`quarterdeck dispatches\` lists them`);
  return kept.record;
}
