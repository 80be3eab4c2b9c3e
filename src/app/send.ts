import { EXIT, UserError } from '../core/problem.ts';
import { readEnvironment, type Environment } from '../portfolio/environment.ts';
import type { Queued } from './dispatch/freeze.ts';
import { withWork } from './dispatch/open-work.ts';
import { postageOf, queueEdition } from './dispatch/post.ts';
import { runQueue, type QueueEnd } from './dispatch/queue.ts';
import { sendersOf, usableSenders } from './dispatch/senders.ts';
import type { SendOptions } from './dispatch/send-options.ts';
import { shown, type ReportDelivery } from './dispatch/shown.ts';
import { composeEditions, verified, type Refused } from './editions.ts';
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
  const { type, list, effects, patience = 0 } = options;
  const environment = usable(readEnvironment(effects.env));
  const senders = sendersOf(run, environment);
  refuseStale(run, await staleSources(run));
  const readersOf = (report: string): readonly Addressee[] =>
    recipientsFor(report, run.declared.portfolio, environment, list);
  const editions = await composeEditions(run, type, readersOf);
  if (editions.length === 0) throw noRecipients(type, list);
  effects.progress('verifying the receipts');
  const { sound, refused } = await verified(run, editions);
  const unsent = [...(type === 'all' ? brokenReports(run) : []), ...refused];
  return withWork(run, effects, async (work) => {
    const transport = await work.transportOf(run.declared.portfolio.delivery.transport);
    const healthy = await usableSenders(run, senders, transport, effects.now());
    const postage = await postageOf(run, options, environment, transport.name);
    const queued: Queued[] = [];
    for (const edition of sound) queued.push(...(await queueEdition(run, edition, healthy, postage)));
    effects.progress('sending');
    const end = await runQueue(work, effects.now() + patience);
    const deliveries = await Promise.all(queued.map((one) => deliveryOf(run, one)));
    return {
      batch: postage.batch,
      ...end,
      deliveries: [...unsent.map((one) => ({ ...NOT_SENT, ...one })), ...deliveries],
    };
  });
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
    return { report: type, error: `the report has mistakes${where}` };
  });
}

/** A wrong address in the environment is a mistake to mend, not a recipient to leave out in silence. */
function usable(environment: Environment): Environment {
  const { problems } = environment;
  if (problems.length > 0)
    throw new UserError('bad-environment', 'the environment has a mistake; nothing was sent', { problems });
  return environment;
}

function noRecipients(type: string, list: string | undefined): UserError {
  const where =
    list === undefined
      ? 'declare `lists` or `recipients`, or set REPORT_RECIPIENT'
      : `the list "${list}" takes other reports`;
  return new UserError(
    'no-recipients',
    `nobody receives ${type === 'all' ? 'any report' : `the ${type} report`}: ${where}`,
    { exit: EXIT.usage },
  );
}
