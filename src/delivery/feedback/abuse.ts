import type { Feedback, RefusedFeedback } from '../../model/feedback.ts';
import { fieldsOf, first } from './fields.ts';
import { addressOf, detailOf, eventId, instantOf, type Report } from './report.ts';

/** RFC 5965 §3.1 and the registry of its types: those that a reader who complains brings about. */
const COMPLAINTS: readonly string[] = ['abuse', 'fraud', 'virus', 'opt-out'];
const MOST_RECIPIENTS = 100;

/** The event of a complaint (RFC 5965), about those whom it names or, failing that, the message's only reader. */
export function abuseFeedback({ complaint, about, date }: Report): readonly Feedback[] | RefusedFeedback {
  if (complaint === undefined) return { refused: 'a complaint without its machine-readable part' };
  const fields = fieldsOf(complaint);
  const type = (first(fields, 'feedback-type') ?? '').toLowerCase();
  if (!COMPLAINTS.includes(type))
    return { refused: `a report of readers that is no complaint: ${detailOf(type) ?? ''}` };
  if (about.dispatch === undefined && about.receipt === undefined) {
    return { refused: 'a complaint that does not say which message it is about' };
  }
  const named = (fields.get('original-rcpt-to') ?? []).slice(0, MOST_RECIPIENTS).flatMap((one) => {
    const address = addressOf(/^[a-z0-9-]+\s*;/i.test(one) ? one : `rfc822;${one}`);
    return address === undefined ? [] : [address];
  });
  const only = about.to.length === 1 ? about.to : [];
  const recipients = [...new Set(named.length > 0 ? named : only)].map((address) => ({ address }));
  if (recipients.length === 0) return { refused: 'a complaint that does not say whose it is' };
  const at = instantOf(first(fields, 'arrival-date'), first(fields, 'received-date'), date);
  if (at === undefined) return { refused: 'a complaint without a date' };
  const detail = detailOf(type, first(fields, 'user-agent'));
  return [
    {
      id: eventId('complained', complaint, about),
      ...(about.dispatch === undefined ? {} : { dispatch: about.dispatch }),
      ...(about.receipt === undefined ? {} : { receipt: about.receipt }),
      kind: 'complained',
      recipients,
      at,
      ...(detail === undefined ? {} : { detail }),
    },
  ];
}
