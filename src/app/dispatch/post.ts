import { dayIn } from '../../core/date.ts';
import { senderFor, type Sender } from '../../delivery/index.ts';
import type { MailAttachment } from '../../model/dispatch.ts';
import type { Portfolio } from '../../model/portfolio.ts';
import type { Report } from '../../model/report.ts';
import type { Environment } from '../../portfolio/environment.ts';
import { checkpointHeader } from '../../records/index.ts';
import { formats } from '../../render/index.ts';
import { renderMail } from '../../render/mail.ts';
import type { Edition } from '../editions.ts';
import type { Addressee } from '../recipients.ts';
import { keepEdition } from '../record-report.ts';
import type { Run } from '../run.ts';
import { localUser } from './by.ts';
import { freeze, type Postage, type Queued, type Sheet } from './freeze.ts';
import type { SendOptions } from './send-options.ts';

const HOUR = 3_600_000;

/** How the messages of one run go out. */
export async function postageOf(
  { declared, records }: Run,
  { again, by, batch, effects }: SendOptions,
  environment: Environment,
  transport: string,
): Promise<Postage> {
  const { delivery, bcc, time_zone: timeZone } = declared.portfolio;
  const latest = await records.chain.latest();
  return {
    records,
    effects,
    batch: batch ?? Buffer.from(effects.randomBytes(8)).toString('hex'),
    by: by ?? localUser(effects),
    transport,
    bcc: [...bcc, ...environment.bcc],
    // The outbox is a pickup folder: what carries a message on from there reads Bcc, and takes it out.
    showBcc: transport === 'outbox',
    timeZone,
    window: again === true ? 0 : delivery.once_within_hours * HOUR,
    oneEach: batch !== undefined,
    life: delivery.expires_hours * HOUR,
    checkpoint: latest && checkpointHeader(latest),
  };
}

type ListSpec = Portfolio['lists'][number];

/** Freezes an edition: one message a reader; those of a list that is sent together share one, up to 50 with the blind copies. */
export async function queueEdition(
  run: Run,
  { to, ...edition }: Edition,
  healthy: readonly Sender[],
  postage: Postage,
): Promise<readonly Queued[]> {
  const { effects, records } = postage;
  const began = effects.now();
  const { report } = edition;
  const parts = await renderMail(report);
  const kept = await keepEdition(run, edition);
  const generation = Math.max(0, effects.now() - began);
  const queued: Queued[] = [];
  const listOf = (one: Addressee): ListSpec | undefined =>
    run.declared.portfolio.lists.find(({ name }) => name === one.list);
  for (const readers of messagesFor(to, listOf, 50 - postage.bcc.length)) {
    const list = readers[0] && listOf(readers[0]);
    const sender = senderFor(healthy, queued.length);
    const sheet: Sheet = { report, parts, attachments: await attached(report, list), edition: kept, generation };
    const leave = list?.unsubscribe;
    const address = readers[0]?.email ?? '';
    const envelope = {
      from: sender.name === undefined ? { email: sender.email } : { name: sender.name, email: sender.email },
      replyTo: sender.reply_to,
      to: readers,
      ...(leave === undefined || list === undefined || readers.length > 1
        ? {}
        : { unsubscribe: leavingLink(leave, records.unsubscribe.token({ address, list: list.name })) }),
    };
    const frozen = await freeze(sheet, envelope, postage);
    for (const one of frozen)
      if (one.fresh) await records.senders.sent(sender.email, readers.length, dayIn(postage.timeZone, effects.now()));
    queued.push(...frozen);
  }
  return queued;
}

function messagesFor(
  readers: readonly Addressee[],
  listOf: (one: Addressee) => ListSpec | undefined,
  most: number,
): readonly (readonly Addressee[])[] {
  const messages: Addressee[][] = [];
  const open = new Map<string, Addressee[]>();
  for (const one of readers) {
    const list = listOf(one);
    const shared = list?.together ? open.get(list.name) : undefined;
    if (shared && shared.length < most) shared.push(one);
    else {
      const message = [one];
      messages.push(message);
      if (list?.together) open.set(list.name, message);
    }
  }
  return messages;
}

function leavingLink(page: string, token: string): string {
  const link = new URL(page);
  link.searchParams.set('token', token);
  return link.href;
}

/** The report once more as files, in the formats that the list asks for. */
async function attached(report: Report, list: ListSpec | undefined): Promise<readonly MailAttachment[]> {
  const wanted = formats.filter(({ name }) => list?.attach.some((one) => one === name));
  return Promise.all(
    wanted.map(async ({ extension, mediaType, render }) => ({
      fileName: `${report.type}-${report.asOf}.${extension}`,
      contentType: mediaType,
      bytes: new TextEncoder().encode(await render(report)),
    })),
  );
}
