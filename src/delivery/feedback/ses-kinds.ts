import type { FeedbackKind } from '../../model/dispatch.ts';
import {
  bounceSchema,
  complaintSchema,
  delaySchema,
  deliverySchema,
  failureSchema,
  rejectSchema,
  type SesEvent,
} from './ses-shapes.ts';

type Words = readonly (string | null | undefined)[];

/** One outcome that an event tells. */
export interface Said {
  readonly kind: FeedbackKind;
  /** Whom it is about, as SES writes them; nobody where it is about the whole message. */
  readonly people: readonly { readonly address: string; readonly detail: Words }[];
  /** Undefined where the event has none but the message's. */
  readonly timestamp?: string;
  readonly detail: Words;
}

const kinds: Readonly<Record<string, (event: SesEvent) => readonly Said[] | undefined>> = {
  Send: () => [{ kind: 'accepted', people: [], detail: [] }],
  Reject: ({ reject }) => whole('rejected', rejectSchema.safeParse(reject).data?.reason),
  RenderingFailure: ({ failure }) => whole('failed-to-render', failureSchema.safeParse(failure).data?.errorMessage),
  Delivery: ({ delivery }) => {
    const { data } = deliverySchema.safeParse(delivery);
    if (!data) return undefined;
    const people = data.recipients.map((address) => ({ address, detail: [] }));
    return [{ kind: 'delivered', people, timestamp: data.timestamp, detail: [data.smtpResponse] }];
  },
  DeliveryDelay: ({ deliveryDelay }) => {
    const { data } = delaySchema.safeParse(deliveryDelay);
    if (!data) return undefined;
    const { delayedRecipients, timestamp, delayType } = data;
    return [{ kind: 'delayed', people: named(delayedRecipients), timestamp, detail: [delayType] }];
  },
  Bounce: ({ bounce }) => {
    const { data } = bounceSchema.safeParse(bounce);
    if (!data) return undefined;
    const { bounceType, bounceSubType, bouncedRecipients, timestamp } = data;
    // `Transient` and `Undetermined` may pass: nobody is taken off a list for them.
    const kind = bounceType === 'Permanent' ? 'bounced-hard' : 'bounced-soft';
    return [{ kind, people: named(bouncedRecipients), timestamp, detail: [bounceType, bounceSubType] }];
  },
  Complaint: ({ complaint }) => {
    const { data } = complaintSchema.safeParse(complaint);
    if (!data) return undefined;
    const { complainedRecipients, complaintSubType: sub, complaintFeedbackType, timestamp } = data;
    const people = named(complainedRecipients);
    const complained = { kind: 'complained', people, timestamp, detail: [complaintFeedbackType, sub] } as const;
    // Who has complained before is on the account's list, and SES sent this message to them no more.
    return sub === 'OnAccountSuppressionList' ? [complained, { ...complained, kind: 'rejected' }] : [complained];
  },
};

/** What each kind of event says, by `eventType` without blanks; undefined for one that is not as SES documents it. */
export const SES_KINDS = new Map(Object.entries(kinds));

function whole(kind: FeedbackKind, detail: string | null | undefined): readonly Said[] {
  return [{ kind, people: [], detail: [detail] }];
}

interface Named {
  readonly emailAddress: string;
  readonly status?: string | null | undefined;
  readonly diagnosticCode?: string | null | undefined;
}

function named(people: readonly Named[]): Said['people'] {
  return people.map(({ emailAddress, status, diagnosticCode }) => ({
    address: emailAddress,
    detail: [status, diagnosticCode?.replace(/^smtp\s*;\s*/i, '')],
  }));
}
