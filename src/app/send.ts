import { join } from 'node:path';
import { forecastsMade } from '../analysis/index.ts';
import type { Effects } from '../core/effects.ts';
import { EXIT, UserError } from '../core/problem.ts';
import { composeMessage, transports, type Mailbox } from '../delivery/index.ts';
import type { Delivery, MailParts } from '../model/dispatch.ts';
import type { Report } from '../model/report.ts';
import { readEnvironment, type Environment } from '../portfolio/environment.ts';
import { renderMail } from '../render/mail.ts';
import { composeEditions, verified, type Refused } from './editions.ts';
import { refuseStale, staleSources } from './freshness.ts';
import { recipientsFor, type Addressee } from './recipients.ts';
import { recordReport, type SentReport } from './record-report.ts';
import type { Run } from './run.ts';

export interface SendOptions {
  /** A report type, or `all`. */
  readonly type: string;
  readonly list?: string | undefined;
  readonly effects: Effects;
}

export interface ReportDelivery extends Delivery {
  readonly report: string;
}

export interface Sent {
  readonly deliveries: readonly ReportDelivery[];
  /** Forecasts that were not on record before. */
  readonly recorded: number;
  /** Why the forecasts, or that the reports were sent, could not be put on record. */
  readonly notRecorded?: string;
}

interface Sender {
  readonly from: Mailbox;
  readonly replyTo?: string;
}

/**
 * Composes the reports, verifies every figure, and only then delivers: one message per recipient, each with the blind
 * copies for the audit. One failed delivery does not keep the others back. What the reports said and forecast goes on
 * record once they are out. Throws a UserError when nothing may be sent.
 */
export async function sendReports(run: Run, { type, list, effects }: SendOptions): Promise<Sent> {
  const environment = usable(readEnvironment(effects.env));
  const sender = senderOf(run, environment);
  refuseStale(run, await staleSources(run));
  const readersOf = (report: string): readonly Addressee[] =>
    recipientsFor(report, run.declared.portfolio, environment, list);
  const editions = await composeEditions(run, type, readersOf);
  if (editions.length === 0) throw noRecipients(type, list);
  effects.progress('verifying the receipts');
  const { sound, refused } = await verified(run, editions);
  const unsent = [...(type === 'all' ? brokenReports(run) : []), ...refused];
  const deliveries: ReportDelivery[] = unsent.map((one) => ({ ...NOT_SENT, ...one }));
  const out: SentReport[] = [];
  for (const { to, ...edition } of sound) {
    const { report } = edition;
    const letters = { run, report, parts: await renderMail(report), sender, environment, effects };
    const reached: string[] = [];
    for (const one of to) {
      const delivery = await deliver(letters, one);
      deliveries.push({ ...delivery, report: report.type });
      if (delivery.state !== 'failed') reached.push(one.email);
    }
    if (reached.length > 0) out.push({ ...edition, readers: reached, at: effects.now() });
  }
  return { deliveries, ...(await putOnRecord(run, out)) };
}

const NOT_SENT = { id: '', transport: '', state: 'failed', recipients: [] } as const;

/** A report of the owner with mistakes keeps no other back; that it was not sent is said. */
function brokenReports({ own }: Run): Refused[] {
  return own.broken.map(({ file, type = file, problems: [first] }) => {
    const where = first ? `: ${first.at.file}:${first.at.line}  ${first.message}` : '';
    return { report: type, error: `the report has mistakes${where}` };
  });
}

/**
 * Puts what the reports said, and the forecasts that they show, on record. They are out already: that a record could not
 * be written is said, and is no reason to send them again.
 */
async function putOnRecord(run: Run, sent: readonly SentReport[]): Promise<Omit<Sent, 'deliveries'>> {
  const { analysis, asOf, facts, records } = run;
  const shown = forecastsMade(analysis.facts, asOf, facts.snapshot).filter(({ predictions }) =>
    sent.some(({ report }) => predictions.every(({ figure }) => report.figures[figure] !== undefined)),
  );
  let recorded = 0;
  try {
    recorded = await records.record(shown);
    for (const one of sent) await recordReport(run, one);
    return { recorded };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { recorded, notRecorded: error.message };
  }
}

interface Letters {
  readonly run: Run;
  readonly report: Report;
  readonly parts: MailParts;
  readonly sender: Sender;
  readonly environment: Environment;
  readonly effects: Effects;
}

async function deliver(
  { run, report, parts, sender, environment, effects }: Letters,
  to: Addressee,
): Promise<Delivery> {
  const { portfolio, folder } = run.declared;
  const at = effects.now();
  const message = await composeMessage(
    {
      id: dispatchId(report, at, effects),
      parts,
      ...sender,
      to: [to.name === undefined ? { email: to.email } : { name: to.name, email: to.email }],
      bcc: [...portfolio.bcc, ...environment.bcc],
      // The outbox is a pickup folder: what carries a message on from there reads Bcc, and takes it out.
      showBcc: true,
      ...(to.list === undefined ? {} : { list: to.list }),
      report: report.type,
      snapshot: report.snapshot,
      at,
      timeZone: portfolio.time_zone,
    },
    effects,
  );
  const [outbox] = transports;
  return outbox.open({ folder: join(folder, portfolio.outbox) }).deliver(message);
}

/** Sorts by time, names the report, and never meets another: `20260430T150000Z-cfo-1f3a90c2`. */
function dispatchId(report: Report, at: number, effects: Effects): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${time}-${report.type}-${Buffer.from(effects.randomBytes(4)).toString('hex')}`;
}

function senderOf({ declared }: Run, environment: Environment): Sender {
  const [first] = declared.portfolio.senders;
  if (first) {
    const from = first.name === undefined ? { email: first.email } : { name: first.name, email: first.email };
    return { from, ...(first.reply_to === undefined ? {} : { replyTo: first.reply_to }) };
  }
  const { sender, senderName } = environment;
  if (sender !== undefined)
    return { from: senderName === undefined ? { email: sender } : { name: senderName, email: sender } };
  throw new UserError('no-sender', 'there is no sender: declare one under `senders`, or set SES_FROM_ADDRESS');
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
