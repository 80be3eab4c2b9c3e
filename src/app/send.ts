import { EXIT, UserError } from '../core/problem.ts';
import { inTurn, type Sender } from '../delivery/index.ts';
import { REPORT_GROUPS } from '../model/report.ts';
import { readEnvironment, type Environment } from '../portfolio/environment.ts';
import type { Postage, Queued } from './dispatch/freeze.ts';
import { withWork } from './dispatch/open-work.ts';
import { postageOf, queueEdition } from './dispatch/post.ts';
import { runQueue, type QueueEnd } from './dispatch/queue.ts';
import { sendersOf, usableSenders } from './dispatch/senders.ts';
import type { Refused, SendOptions } from './dispatch/send-options.ts';
import { shown, type ReportDelivery } from './dispatch/shown.ts';
import type { Work } from './dispatch/work.ts';
import { composeEditions, verified, type Edition } from './editions.ts';
import { refuseStale, staleSources } from './freshness.ts';
import { recipientsFor, type Addressee } from './recipients.ts';
import type { Run } from './run.ts';

export interface Sent extends QueueEnd {
  /** All dispatches of one run. */
  readonly batch: string;
  readonly deliveries: readonly ReportDelivery[];
}

/**
 * Composes the reports, verifies every figure, freezes a message for each recipient, and only then sends: through the
 * queue, which keeps what it could not send yet. One that fails keeps no other back. Throws a UserError when nothing may
 * be sent.
 */
export async function sendReports(run: Run, options: SendOptions): Promise<Sent> {
  const { type, effects, patience = 0, signal, progress = () => undefined } = options;
  const environment = usable(readEnvironment(effects.env));
  const senders = sendersOf(run, environment);
  refuseStale(run, await staleSources(run));
  await progress({ step: 'composing' });
  const editions = await composeEditions(run, type, readersOf(run, environment, options));
  if (editions.length === 0) throw noRecipients(options);
  goOn(signal);
  effects.progress('verifying the receipts');
  await progress({ step: 'verifying' });
  const { sound, refused } = await verified(run, editions);
  const unsent = [...(type === 'all' && options.only === undefined ? brokenReports(run) : []), ...refused];
  if (unsent.length > 0) await progress({ step: 'refused', refused: unsent });
  const post = async (work: Work): Promise<Sent> => {
    const transport = await work.transportOf(run.declared.portfolio.delivery.transport);
    const healthy = await usableSenders(run, senders, transport, effects.now());
    const postage = await postageOf(run, options, environment, transport.name);
    // Until here nothing is in the queue; from here on everything gets there.
    goOn(signal);
    await progress({ step: 'freezing' });
    const queued = await queueAll({ run, editions: sound, healthy, postage, progress });
    effects.progress('sending');
    await progress({ step: 'sending' });
    const frozen = queued.flatMap(({ kept, replayed }) => (replayed ? [] : [kept.record]));
    const end = await runQueue(work, effects.now() + patience, frozen);
    const deliveries = await Promise.all(queued.map((one) => deliveryOf(run, one)));
    return {
      batch: postage.batch,
      ...end,
      deliveries: [...unsent.map(({ report, error }) => ({ ...NOT_SENT, report, error })), ...deliveries],
    };
  };
  return withWork(run, effects, post, signal);
}

type Readers = (report: string) => readonly Addressee[];

/** Those who receive a report, or of them the only one that it is for. */
function readersOf({ declared }: Run, environment: Environment, { list, only }: SendOptions): Readers {
  const all: Readers = (report) => recipientsFor(report, declared.portfolio, environment, list);
  if (only === undefined) return all;
  return (report) => all(report).filter(({ email }) => email.toLowerCase() === only.toLowerCase());
}

/** Throws when it was told to stop. */
function goOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new UserError('stopped', 'it was stopped before anything was sent; send it again', { exit: EXIT.failure });
}

interface ToQueue {
  readonly run: Run;
  readonly editions: readonly Edition[];
  readonly healthy: readonly Sender[];
  readonly postage: Postage;
  readonly progress: NonNullable<SendOptions['progress']>;
}

async function queueAll({ run, editions, healthy, postage, progress }: ToQueue): Promise<readonly Queued[]> {
  const queued: Queued[] = [];
  for (const edition of editions) {
    // A report to one reader is one message: turns go on from report to report.
    const fresh = await queueEdition(run, edition, inTurn(healthy, queued.at(-1)?.kept.record.from), postage);
    const dispatches = fresh.map(({ kept, replayed }) => ({ id: kept.record.id, replayed }));
    await progress({ step: 'queued', dispatches });
    queued.push(...fresh);
  }
  return queued;
}

const NOT_SENT = { id: '', transport: '', state: 'failed', recipients: [], attempts: 0 } as const;

async function deliveryOf({ records }: Run, { kept, replayed }: Queued): Promise<ReportDelivery> {
  const now = (await records.dispatches.get(kept.record.id)) ?? kept;
  return { ...shown(now.record), ...(replayed ? { replayed: true as const } : {}) };
}

/** A report of the owner with mistakes keeps no other back; that it was not sent is said. */
function brokenReports({ own }: Run): Refused[] {
  return own.broken.map(({ file, type = file, problems: [first] }) => {
    const where = first ? `: ${first.at.file}:${first.at.line}  ${first.message}` : '';
    return { report: type, code: 'bad-report', error: `the report has mistakes${where}` };
  });
}

/** A wrong address in the environment is a mistake to mend, not a recipient to leave out in silence. */
function usable(environment: Environment): Environment {
  const { problems } = environment;
  if (problems.length > 0)
    throw new UserError('bad-environment', 'the environment has a mistake; nothing was sent', { problems });
  return environment;
}

function noRecipients({ type, list, only }: SendOptions): UserError {
  const what = REPORT_GROUPS.includes(type) ? `any of the reports (${type})` : `the ${type} report`;
  const where =
    list === undefined
      ? 'declare `lists` or `recipients`, or set REPORT_RECIPIENT'
      : `the list "${list}" takes other reports`;
  const says =
    only === undefined ? `nobody receives ${what}: ${where}` : `${only} is none of those who receive ${what}`;
  return new UserError('no-recipients', says, { exit: EXIT.usage });
}
