import { sha256 } from '../../core/hash.ts';
import { dispatchSchema, type FeedbackKind } from '../../model/dispatch.ts';
import type { Feedback, RefusedFeedback } from '../../model/feedback.ts';
import { detailOf, instantOf } from './report.ts';
import { SES_KINDS, type Said } from './ses-kinds.ts';
import { envelopeSchema, eventSchema, mailSchema, type SesMail } from './ses-shapes.ts';

/**
 * What an event of SES says: of a configuration set, of an identity's notifications, or either out of EventBridge's
 * envelope. None for what says nothing of delivery (opened, clicked). The recipients are those that the event is about,
 * never all that the message went to. Whatever is no such event is refused with a sentence. Never throws.
 *
 * It believes what it is given: what came by SNS is checked first (sns.ts).
 */
export function sesEvents(json: unknown): readonly Feedback[] | RefusedFeedback {
  const envelope = envelopeSchema.safeParse(json).data;
  if (envelope && envelope.source !== 'aws.ses')
    return { refused: `an event of ${shown(envelope.source)}, not of SES` };
  const event = eventSchema.safeParse(envelope ? envelope.detail : json).data;
  const kind = event?.eventType ?? event?.notificationType;
  if (!event || kind === undefined) return { refused: whatItIs(json) };
  if (SILENT.includes(kind)) return [];
  const nothing = SAYS_NOTHING.get(kind);
  if (nothing !== undefined) return { refused: nothing };
  const read = SES_KINDS.get(kind.replace(' ', ''));
  if (!read) return { refused: `an event of SES of a kind that is not known: ${shown(kind)}` };
  const mail = mailSchema.safeParse(event.mail).data;
  if (!mail) return { refused: `SES’s ${shown(kind)} event does not say which message it is about` };
  const said = read(event);
  if (!said) return { refused: `SES’s ${shown(kind)} event is not in the form that SES documents` };
  return feedbackOf(said, mail, shown(kind));
}

/** They are asked for by nobody, and say nothing of delivery. */
const SILENT: readonly string[] = ['Open', 'Click'];

const SAYS_NOTHING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Subscription: 'somebody changed a subscription in a contact list of SES, which Quarterdeck does not use',
    AmazonSnsSubscriptionSucceeded: 'SES says that it can write to this topic, nothing of a message',
    Received: 'SES received mail, which says nothing of what was sent',
  }),
);

function feedbackOf(said: readonly Said[], mail: SesMail, kind: string): readonly Feedback[] | RefusedFeedback {
  const of = messageOf(mail);
  const all: Feedback[] = [];
  for (const one of said) {
    const at = instantOf(one.timestamp ?? mail.timestamp);
    if (at === undefined) return { refused: `SES’s ${kind} event has no date` };
    const recipients = namedIn(one);
    if (!recipients) return { refused: `SES’s ${kind} event names something that is no address` };
    const detail = detailOf(...words(one.detail));
    const id = eventId(mail.messageId, one.kind, recipients, at);
    all.push({ id, ...of, kind: one.kind, recipients, at, ...(detail === undefined ? {} : { detail }) });
  }
  return all;
}

/** The tags that the transport gave it; else the header that the composer wrote. */
function messageOf({ messageId, tags, headers = [] }: SesMail): Pick<Feedback, 'dispatch' | 'receipt' | 'attempt'> {
  const header = headers.find(({ name }) => name.toLowerCase() === 'x-quarterdeck-dispatch')?.value;
  const ids = [tags?.['dispatch']?.[0], header].map((id) => dispatchSchema.shape.id.safeParse(id).data);
  const dispatch = ids.find((id) => id !== undefined);
  const attempt = /^[1-9]\d{0,3}$/.exec(tags?.['attempt']?.[0] ?? '')?.[0];
  return {
    receipt: messageId,
    ...(dispatch === undefined ? {} : { dispatch }),
    ...(attempt === undefined ? {} : { attempt: Number(attempt) }),
  };
}

/** Undefined when one of them is no address: whom it is about is not known then. */
function namedIn({ people }: Said): Feedback['recipients'] | undefined {
  const read = people.map(({ address, detail }) => ({ address: plain(address), detail: detailOf(...words(detail)) }));
  if (read.some(({ address }) => address === undefined)) return undefined;
  return read.map(({ address = '', detail }) => ({ address, ...(detail === undefined ? {} : { detail }) }));
}

/** `ana@example.com`, also out of `Ana <ana@example.com>`. */
function plain(text: string): string | undefined {
  const inside = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  const address = inside.trim();
  return address.length <= 320 && /^[^\s<>\p{Cc}]+@[^\s<>@\p{Cc}]+$/u.test(address) ? address : undefined;
}

/** SES gives most events none of its own, and the same event may come by two ways. */
function eventId(receipt: string, kind: FeedbackKind, recipients: Feedback['recipients'], at: number): string {
  const whom = recipients.map(({ address }) => address.toLowerCase()).toSorted();
  return `ses-${sha256(JSON.stringify([receipt, kind, whom, at]))}`;
}

function whatItIs(json: unknown): string {
  const isSns = typeof json === 'object' && json !== null && 'TopicArn' in json;
  if (isSns) return 'a message of SNS whose signature has not been checked';
  return 'no event of SES: it has neither eventType nor notificationType';
}

function shown(text: string): string {
  return detailOf(text.slice(0, 60)) ?? 'no name';
}

function words(detail: Said['detail']): readonly (string | undefined)[] {
  return detail.map((part) => part ?? undefined);
}
