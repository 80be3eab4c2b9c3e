import type { Failure } from '../model/dispatch.ts';
import { failureOf, holds, type FailureRow, type Seen } from './_failure-row.ts';
import { NETWORK_FAILURES } from './_failures-network.ts';
import { SES_FAILURES } from './_failures-ses.ts';
import { SMTP_FAILURES } from './_failures-smtp.ts';

/** What was not foreseen may have been sent. */
const NOT_UNDERSTOOD: FailureRow = {
  transport: 'any',
  when: {},
  class: 'unknown',
  code: 'not-understood',
  says: 'the mail service answered in a way that is not understood, so the message may have been taken or not: {said}',
};

/** The one table of failed attempts, for all transports. The first row that holds decides; the last one always does. */
export const FAILURES: readonly FailureRow[] = [...SES_FAILURES, ...SMTP_FAILURES, ...NETWORK_FAILURES, NOT_UNDERSTOOD];

/** What a failed attempt means. */
export function classify(seen: Seen): Failure {
  return failureOf(FAILURES.find((row) => holds(row, seen)) ?? NOT_UNDERSTOOD, seen);
}

export type { FailureRow, Seen } from './_failure-row.ts';
