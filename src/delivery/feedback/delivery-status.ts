import type { FeedbackKind } from '../../model/dispatch.ts';
import type { Feedback, RefusedFeedback } from '../../model/feedback.ts';
import { first, groupsOf, type Fields } from './fields.ts';
import { addressOf, detailOf, envelopeIdOf, eventId, instantOf, type Report } from './report.ts';

/** A dispatch has at most 60 recipients. */
const MOST_RECIPIENTS = 100;

interface Fate {
  readonly kind: FeedbackKind;
  readonly address: string;
  readonly detail: string | undefined;
  readonly at: number | undefined;
}

/** The events of a delivery status notification (RFC 3464): one for each kind, with all whom it names. */
export function deliveryFeedback(report: Report): readonly Feedback[] | RefusedFeedback {
  const { status, about, date } = report;
  if (status === undefined) return { refused: 'a failure report without its machine-readable part' };
  const groups = groupsOf(status, MOST_RECIPIENTS + 1);
  const [message] = groups;
  const envelope = message && envelopeIdOf(first(message, 'original-envelope-id'));
  if (envelope && about.dispatch !== undefined && about.dispatch !== envelope.dispatch) {
    return { refused: 'a failure report that names two different dispatches' };
  }
  const of = { ...about, ...envelope };
  if (of.dispatch === undefined && of.receipt === undefined) {
    return { refused: 'a failure report that does not say which message it is about' };
  }
  const fates = groups.map(fateOf).filter((fate) => fate !== undefined);
  if (fates.length === 0) return { refused: 'a failure report that names no recipient' };
  const sent = instantOf(date, message && first(message, 'arrival-date'));
  const at = fates.find((fate) => fate.at !== undefined)?.at ?? sent;
  if (at === undefined) return { refused: 'a failure report without a date' };
  return [...new Set(fates.map(({ kind }) => kind))].map((kind) => ({
    id: eventId(kind, status, of),
    ...(of.dispatch === undefined ? {} : { dispatch: of.dispatch }),
    ...(of.receipt === undefined ? {} : { receipt: of.receipt }),
    ...(envelope ? { attempt: envelope.attempt } : {}),
    kind,
    recipients: namedIn(fates.filter((fate) => fate.kind === kind)),
    at: fates.find((fate) => fate.kind === kind)?.at ?? at,
  }));
}

/** Each once, with the first that was said of it. */
function namedIn(fates: readonly Fate[]): Feedback['recipients'] {
  const byAddress = new Map(fates.toReversed().map((fate) => [fate.address, fate]));
  return [...byAddress.values()].toReversed().map(({ address, detail }) => ({
    address,
    ...(detail === undefined ? {} : { detail }),
  }));
}

/** What became of one recipient; undefined where the report does not say whom or what. */
function fateOf(recipient: Fields): Fate | undefined {
  const [status, diagnostic] = [first(recipient, 'status'), first(recipient, 'diagnostic-code')];
  const kind = kindOf(first(recipient, 'action'), status, diagnostic);
  // Whom it was sent to: a mailbox that it was forwarded to is nobody's business, and may be another reader's.
  const original = first(recipient, 'original-recipient');
  const address = addressOf(original) ?? addressOf(first(recipient, 'final-recipient'));
  if (!kind || address === undefined) return undefined;
  const detail = detailOf(status, diagnostic?.replace(/^smtp\s*;\s*/i, ''));
  return { kind, address, detail, at: instantOf(first(recipient, 'last-attempt-date')) };
}

/** RFC 3464 §2.3.3. What failed for no reason given may pass: a reader is not taken off for that. */
function kindOf(action = '', status = '', diagnostic = ''): FeedbackKind | undefined {
  switch (/^[a-z]+/i.exec(action)?.[0].toLowerCase()) {
    case 'failed': {
      const reply = /^(?:smtp|lmtp|x-[a-z0-9-]+)\s*;\s*([245])\d\d\b/i.exec(diagnostic)?.[1];
      return (/^([245])\.\d/.exec(status)?.[1] ?? reply) === '5' ? 'bounced-hard' : 'bounced-soft';
    }
    case 'delayed':
      return 'delayed';
    case 'delivered':
      return 'delivered';
    // Handed to where no more is heard of it, or to the members of a list.
    case 'relayed':
    case 'expanded':
      return 'accepted';
    default:
      return undefined;
  }
}
