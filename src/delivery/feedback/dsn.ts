import type { Attachment, Email } from 'postal-mime';
import type { Feedback, RefusedFeedback } from '../../model/feedback.ts';
import { abuseFeedback } from './abuse.ts';
import { deliveryFeedback } from './delivery-status.ts';
import { fieldsOf } from './fields.ts';
import { aboutOf, type Report } from './report.ts';

/** A report may bring the whole message along. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Of what is read of a part: status fields, or the headers of the message that came back. */
const MOST_TEXT = 1024 * 1024;

/**
 * What a mail server wrote to the sender: failure and delivery reports (RFC 3464, RFC 6533) and complaints (RFC 5965). One
 * event for each kind of outcome, with the recipients it names and nobody else. Anything else is refused with a sentence:
 * ordinary mail, answers out of office, reports in a form of their own. Never throws.
 */
export async function dsnFeedback(bytes: Uint8Array): Promise<readonly Feedback[] | RefusedFeedback> {
  if (bytes.length > MOST_BYTES) return { refused: `the message has more than ${MOST_BYTES / 1024 / 1024} MB` };
  const email = await parsed(bytes);
  if (!email) return { refused: 'it cannot be read as mail' };
  const type = headerOf(email, 'content-type');
  if (!/^multipart\/report\b/i.test(type)) return { refused: whatItIs(email) };
  const kind = /;\s*report-type\s*=\s*"?([a-z-]{1,40})/i.exec(type)?.[1]?.toLowerCase() ?? 'delivery-status';
  const report = reportOf(email);
  if (kind === 'delivery-status') return deliveryFeedback(report);
  if (kind === 'feedback-report') return abuseFeedback(report);
  if (kind === 'disposition-notification') return { refused: 'it says that mail was read, nothing of its delivery' };
  return { refused: `a report of a kind that is not read: ${kind}` };
}

async function parsed(bytes: Uint8Array): Promise<Email | undefined> {
  const { default: PostalMime } = await import('postal-mime');
  try {
    // The message that came back is looked at by its headers alone, so nothing in it can pose as the report.
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: 20,
      maxHeadersSize: MOST_TEXT,
    });
  } catch {
    return undefined;
  }
}

function headerOf(email: Email, name: string): string {
  return email.headers.find(({ key }) => key === name)?.value ?? '';
}

function reportOf(email: Email): Report {
  const part = (...types: readonly string[]): string | undefined => {
    const found = email.attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));
    return found && textOf(found);
  };
  const date = headerOf(email, 'date');
  const original = part(
    'message/rfc822',
    'text/rfc822-headers',
    'message/rfc822-headers',
    'message/global',
    'message/global-headers',
  );
  return {
    status: part('message/delivery-status', 'message/global-delivery-status'),
    complaint: part('message/feedback-report'),
    about: aboutOf(fieldsOf(original ?? '')),
    date: date === '' ? undefined : date,
  };
}

function textOf({ content }: Attachment): string {
  if (typeof content === 'string') return content.slice(0, MOST_TEXT);
  return Buffer.from(new Uint8Array(content).subarray(0, MOST_TEXT)).toString('utf8');
}

/** Why mail that is no report is no report. */
function whatItIs(email: Email): string {
  if (/^auto-(?:replied|notified)/i.test(headerOf(email, 'auto-submitted')) || headerOf(email, 'x-autoreply') !== '') {
    return 'an automatic answer, such as one out of office, which says nothing of delivery';
  }
  if (/qmail-send program/i.test((email.text ?? '').slice(0, 500))) {
    return 'a failure report in qmail’s own form, which does not say for certain whom it is about: look at it yourself';
  }
  if (headerOf(email, 'x-failed-recipients') !== '' || /^<>$/.test(headerOf(email, 'return-path').trim())) {
    return 'perhaps a failure report, but not in the standard form (RFC 3464): look at it yourself';
  }
  return 'ordinary mail, no report of a mail server';
}
