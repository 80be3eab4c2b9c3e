import { sha256 } from '../../core/hash.ts';
import type { Effects } from '../../core/effects.ts';
import { composeMessage, type Mailbox } from '../../delivery/index.ts';
import { queue } from '../../model/dispatch-state.ts';
import type { Dispatch, Failure, MailAttachment, MailParts, Recipient } from '../../model/dispatch.ts';
import type { Kept, Records } from '../../model/records.ts';
import type { Report } from '../../model/report.ts';
import type { Addressee } from '../recipients.ts';
import { holdAll, keysOf, takeKeys, type Held } from './keys.ts';

/** A report as it is about to be frozen for some of its readers. */
export interface Sheet {
  readonly report: Report;
  readonly parts: MailParts;
  readonly attachments: readonly MailAttachment[];
  /** SHA-256 of the edition on record. */
  readonly edition: string;
  /** How long it took to compose, in milliseconds. */
  readonly generation: number;
}

export interface Postage {
  readonly records: Records;
  readonly effects: Effects;
  readonly batch: string;
  readonly by: string;
  readonly transport: string;
  readonly bcc: readonly string[];
  readonly showBcc: boolean;
  readonly timeZone: string;
  /** Milliseconds within which the same report to the same reader is not sent again; 0: always sent. */
  readonly window: number;
  /** The send may be begun again after a crash: each reader gets a report of this batch once, whatever it says by then. */
  readonly oneEach?: boolean;
  /** Milliseconds after which it is not sent any more. */
  readonly life: number;
  /** The audit chain's last checkpoint, as a header. */
  readonly checkpoint?: string | undefined;
}

export interface Envelope {
  readonly from: Mailbox;
  readonly replyTo?: string | undefined;
  /** One reader, or the readers of a list who get it together. */
  readonly to: readonly Addressee[];
  readonly unsubscribe?: string | undefined;
}

export interface Queued {
  readonly kept: Kept<Dispatch>;
  /** It was sent before, within the window: nothing is sent now. */
  readonly replayed: boolean;
  /** It was frozen just now, and not by an earlier try of the same send either. */
  readonly fresh: boolean;
}

/**
 * Freezes a report for its readers: the exact bytes and the dispatch are on record when this answers, and nothing was
 * sent yet. A reader who was sent the very same within the window is answered with that dispatch, and so is one for whom
 * an earlier try of the same send froze it. One who is on the suppression list is on record as failed. Answers nothing
 * new for nobody.
 */
export async function freeze(sheet: Sheet, envelope: Envelope, postage: Postage): Promise<readonly Queued[]> {
  const { batch, oneEach = false, effects } = postage;
  const content = contentHash(sheet);
  let id = dispatchId(sheet.report, effects.now(), effects);
  const frozen: Queued[] = [];
  const named: Named[] = [];
  const held: Held[] = [];
  for (const to of envelope.to) {
    const keys = keysOf({ report: sheet.report, reader: to.email, content }, postage);
    const taken = await takeKeys(keys, id, postage);
    if ('before' in taken) {
      const { before } = taken;
      const isOwn = oneEach && before.record.batch === batch;
      frozen.push({ kept: before, replayed: !isOwn, fresh: false });
    } else {
      id = taken.id;
      named.push({ to, once: keys.once });
      held.push(...taken.held);
    }
  }
  await holdAll(held, id, postage);
  effects.step('keys-taken');
  if (named.length === 0) return distinct(frozen);
  const kept = await frozenNow(id, sheet, { ...envelope, fresh: named }, postage);
  return distinct([...frozen, { kept, replayed: false, fresh: true }]);
}

interface Named {
  readonly to: Addressee;
  readonly once: string;
}

function distinct(queued: readonly Queued[]): readonly Queued[] {
  return [...new Map(queued.map((one) => [one.kept.record.id, one])).values()];
}

interface Fresh extends Envelope {
  readonly fresh: readonly Named[];
}

async function frozenNow(id: string, sheet: Sheet, envelope: Fresh, postage: Postage): Promise<Kept<Dispatch>> {
  const { records, effects, bcc, batch, by, transport, life } = postage;
  const { report, parts, edition, generation } = sheet;
  const now = effects.now();
  const list = envelope.fresh[0]?.to.list;
  const recipients = await recipientsOf(envelope, bcc, records);
  const open = (one: Recipient): boolean => one.state === 'queued';
  const named = envelope.fresh.map(({ to }) => to);
  const reached = named.filter(({ email }) => recipients.some((one) => one.address === email && open(one)));
  const message = await composeMessage(
    {
      id,
      parts,
      attachments: sheet.attachments,
      from: envelope.from,
      ...(envelope.replyTo === undefined ? {} : { replyTo: envelope.replyTo }),
      to: (reached.length > 0 ? reached : named).map(({ name, email }) => ({
        ...(name === undefined ? {} : { name }),
        email,
      })),
      bcc: recipients.filter(({ role }) => role === 'bcc').map(({ address }) => address),
      showBcc: postage.showBcc,
      ...(list === undefined ? {} : { list }),
      ...(envelope.unsubscribe === undefined ? {} : { unsubscribe: envelope.unsubscribe }),
      ...(postage.checkpoint === undefined ? {} : { checkpoint: postage.checkpoint }),
      report: report.type,
      snapshot: report.snapshot,
      at: now,
      timeZone: postage.timeZone,
    },
    effects,
  );
  const dispatch = queue(
    {
      id,
      batch,
      report: report.type,
      period: report.asOf,
      snapshot: report.snapshot,
      edition,
      ...(list === undefined ? {} : { list }),
      subject: message.subject,
      by,
      transport,
      from: message.envelope.from,
      message: sha256(message.bytes),
      size: message.bytes.byteLength,
      recipients,
      queued: now,
      generation,
      notBefore: now,
      expires: now + life,
    },
    now,
  );
  return records.dispatches.add(dispatch, message.bytes);
}

/** Readers and blind copies, each once; those on the suppression list have failed. Nobody left: no copies either. */
async function recipientsOf({ fresh }: Fresh, bcc: readonly string[], records: Records): Promise<Recipient[]> {
  const to = await Promise.all(
    fresh.map(async ({ to: { email, list }, once }): Promise<Recipient> => {
      const failure = await suppressedBy(email, list, records);
      const of = { address: email, role: 'to', once } as const;
      return failure ? { ...of, state: 'failed', failure } : { ...of, state: 'queued' };
    }),
  );
  const isOpen = to.some(({ state }) => state === 'queued');
  const known = new Set(to.map(({ address }) => address.toLowerCase()));
  const copies = [...new Map(bcc.map((one) => [one.toLowerCase(), one])).values()];
  const blind = copies.filter((one) => !known.has(one.toLowerCase()));
  const copy = async (address: string): Promise<Recipient> => {
    const failure = isOpen ? await suppressedBy(address, undefined, records) : NOBODY_LEFT;
    return failure ? { address, role: 'bcc', state: 'failed', failure } : { address, role: 'bcc', state: 'queued' };
  };
  return [...to, ...(await Promise.all(blind.map(copy)))];
}

const NOBODY_LEFT: Failure = {
  class: 'permanent',
  code: 'nobody-left',
  message: 'all readers are on the suppression list, so that no copy was sent either',
};

/** Why nothing is sent to an address. */
export async function suppressedBy(
  address: string,
  list: string | undefined,
  records: Pick<Records, 'suppression'>,
): Promise<Failure | undefined> {
  const found = await records.suppression.find(address, list);
  if (!found) return undefined;
  const on = new Date(found.at).toISOString().slice(0, 10);
  const of = found.list === undefined ? address : `${address} --list ${found.list}`;
  const message = `on the suppression list since ${on} (${found.reason}); \`quarterdeck suppression remove ${of}\` takes it off`;
  return { class: 'permanent', code: 'suppressed', message };
}

/** Of what the reader sees, without what differs from message to message: its id, its date. */
function contentHash({ parts, attachments }: Sheet): string {
  const { subject, text, html, images } = parts;
  return sha256(
    JSON.stringify([
      subject,
      text,
      html,
      images.map(({ cid, bytes }) => [cid, sha256(bytes)]),
      attachments.map(({ fileName, bytes }) => [fileName, sha256(bytes)]),
    ]),
  );
}

/** Sorts by time, names the report, and never meets another: `20260430T150000Z-cfo-1f3a90c2`. */
function dispatchId(report: Report, at: number, effects: Pick<Effects, 'randomBytes'>): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${time}-${report.type}-${Buffer.from(effects.randomBytes(4)).toString('hex')}`;
}
