import { join } from 'node:path';
import { forecastsMade } from '../analysis/index.ts';
import type { Effects } from '../core/effects.ts';
import { EXIT, UserError } from '../core/problem.ts';
import { composeMessage, transports, type Mailbox } from '../delivery/index.ts';
import type { Delivery, MailParts } from '../model/dispatch.ts';
import type { Report } from '../model/report.ts';
import { readEnvironment, type Environment } from '../portfolio/environment.ts';
import { renderMail } from '../render/mail.ts';
import { reportTypes } from '../reports/index.ts';
import { composeReport } from './compose.ts';
import { recipientsFor, type Addressee } from './recipients.ts';
import type { Run } from './run.ts';
import { gate } from './gate.ts';

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
  /** Why the forecasts could not be put on record. */
  readonly notRecorded?: string;
}

interface Sender {
  readonly from: Mailbox;
  readonly replyTo?: string;
}

/**
 * Composes the reports, verifies every figure, and only then delivers: one message per recipient, each with the blind
 * copies for the audit. One failed delivery does not keep the others back. What the reports forecast goes on record once
 * they are out. Throws a UserError when nothing may be sent.
 */
export async function sendReports(run: Run, { type, list, effects }: SendOptions): Promise<Sent> {
  const environment = usable(readEnvironment(effects.env));
  const sender = senderOf(run, environment);
  const composed = (type === 'all' ? reportTypes : [type]).map((one) => composeReport(run, one));
  const addressed = composed.map((report) => ({
    report,
    to: recipientsFor(report.type, run.declared.portfolio, environment, list),
  }));
  const reached = addressed.filter(({ to }) => to.length > 0);
  if (reached.length === 0) throw noRecipients(type, list);
  effects.progress('verifying the receipts');
  await gate(
    reached.map(({ report }) => report),
    run.facts.afresh,
    run.analysis.facts.consolidation.value,
  );
  const deliveries: ReportDelivery[] = [];
  for (const { report, to } of reached) {
    const parts = await renderMail(report);
    const letters = { run, report, parts, sender, environment, effects };
    for (const one of to) deliveries.push({ ...(await deliver(letters, one)), report: report.type });
  }
  const went = (report: Report): boolean =>
    deliveries.some((one) => one.report === report.type && one.state !== 'failed');
  return { deliveries, ...(await recordForecasts(run, composed.filter(went))) };
}

/**
 * Puts the forecasts that the reports show on record. The reports are out already: that a record could not be written is
 * said, and is no reason to send them again.
 */
async function recordForecasts(run: Run, sent: readonly Report[]): Promise<Omit<Sent, 'deliveries'>> {
  const { analysis, asOf, facts, records } = run;
  const shown = forecastsMade(analysis.facts, asOf, facts.snapshot).filter(({ predictions }) =>
    sent.some(({ figures }) => predictions.every(({ figure }) => figures[figure] !== undefined)),
  );
  try {
    return { recorded: await records.record(shown) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { recorded: 0, notRecorded: error.message };
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
