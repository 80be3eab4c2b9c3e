import type { FailureRow } from './_failure-row.ts';

type Row = Omit<FailureRow, 'transport'>;

/*
 * Replies: RFC 5321 §4.2.3, RFC 4954 §6 (signing in), RFC 3207 §4 (STARTTLS); enhanced codes: RFC 3463. Names:
 * nodemailer's error codes, and two of ours (ENOAUTH, NoUtf8).
 */

/** Signing in and TLS: nothing was sent, and nothing will be until someone mends it. */
const ACCESS: readonly Row[] = [
  {
    when: { names: ['ENOAUTH'] },
    class: 'stop-all',
    code: 'smtp-no-sign-in',
    says: 'the mail server offers no sign-in here, and `delivery.smtp.user` is set: is it the right port, or is no user needed?',
  },
  {
    when: { names: ['EAUTH'], reply: [400, 499] },
    class: 'retryable',
    code: 'smtp-sign-in-later',
    says: 'the mail server could not check the sign-in for now: {said}',
  },
  {
    when: { names: ['EAUTH'] },
    class: 'stop-all',
    code: 'smtp-sign-in',
    says: 'the mail server did not accept the sign-in: check `delivery.smtp.user` and SMTP_PASSWORD; it said {said}',
  },
  {
    when: { reply: [530, 530], said: /starttls|\btls\b|\bssl\b/i },
    class: 'stop-all',
    code: 'smtp-wants-tls',
    says: 'the mail server takes mail under TLS only: set `delivery.smtp.tls` to required; it said {said}',
  },
  {
    when: { reply: [530, 538] },
    class: 'stop-all',
    code: 'smtp-wants-sign-in',
    says: 'the mail server wants another sign-in: check `delivery.smtp.user` and SMTP_PASSWORD; it said {said}',
  },
  {
    when: { names: ['ETLS'], reply: [400, 499] },
    class: 'retryable',
    code: 'smtp-tls-later',
    says: 'the mail server cannot do TLS for now, and nothing is sent without: {said}',
  },
  {
    when: { names: ['ETLS'], reply: [500, 599] },
    class: 'stop-all',
    code: 'smtp-no-tls',
    says: 'the mail server does no TLS here, and nothing is sent without: is the port right, or does it want `tls: implicit` (465)? It said {said}',
  },
  {
    when: { node: ['EPROTO'], phase: 'before' },
    class: 'stop-all',
    code: 'smtp-tls-mismatch',
    says: 'TLS with the mail server did not come about: `tls: required` goes with port 587 or 25, `tls: implicit` with 465; TLS 1.2 is the least',
  },
  {
    when: { node: ['CERT_REVOKED', 'CERT_REJECTED', 'CERT_SIGNATURE_FAILURE', 'INVALID_CA', 'INVALID_PURPOSE'] },
    class: 'stop-all',
    code: 'smtp-certificate',
    says: 'the mail server’s certificate is not valid, so nothing was given to it',
  },
  {
    when: { names: ['EPROTOCOL', 'ECONNECTION'], reply: [500, 599], phase: 'before' },
    class: 'stop-all',
    code: 'smtp-not-served',
    says: 'the mail server does not serve this machine: is it the right server, is this address blocked? It said {said}',
  },
];

/** Not now: nothing was sent. */
const LATER: readonly Row[] = [
  {
    when: { reply: [421, 421] },
    class: 'retryable',
    code: 'smtp-busy',
    says: 'the mail server is too busy or closing: {said}',
  },
  {
    when: { reply: [400, 499], said: /gr[ea]y-?\s?list/i },
    class: 'retryable',
    code: 'smtp-greylisted',
    says: 'the mail server takes mail from strangers at the second attempt (greylisting): {said}',
  },
  {
    when: { reply: [452, 452] },
    class: 'retryable',
    code: 'smtp-no-room',
    says: 'the mail server or the mailbox has no room, or had enough recipients for now: {said}',
  },
  {
    when: { reply: [400, 499] },
    class: 'retryable',
    code: 'smtp-later',
    says: 'the mail server put it off: {said}',
  },
  {
    when: { reply: [503, 503] },
    class: 'retryable',
    code: 'smtp-sequence',
    says: 'the mail server lost track of the session; the next attempt begins a new one: {said}',
  },
];

/** Never: nothing was sent. */
const NEVER: readonly Row[] = [
  {
    when: { names: ['NoUtf8'] },
    class: 'permanent',
    code: 'smtp-no-utf8',
    says: 'the mail server takes no addresses with letters beyond a to z (SMTPUTF8)',
  },
  {
    when: { enhanced: ['5.1', '5.2.1'], reply: [500, 599] },
    class: 'permanent',
    code: 'smtp-no-mailbox',
    says: 'the mail server knows no such mailbox, or it is closed: check the address; it said {said}',
  },
  {
    when: { enhanced: ['5.7'], reply: [500, 599] },
    class: 'permanent',
    code: 'smtp-policy',
    says: 'the mail server’s rules forbid it: may this user send from this sender to this recipient? It said {said}',
  },
  {
    when: { reply: [552, 552] },
    class: 'permanent',
    code: 'smtp-too-large',
    says: 'the mail server takes no message of that size, or the mailbox is full: attach less; it said {said}',
  },
  {
    when: { names: ['EMESSAGE'], said: /^Message size larger than allowed \d+$/ },
    class: 'permanent',
    code: 'smtp-over-size',
    says: 'the message is larger than the mail server said it takes: attach less; {said}',
  },
  {
    when: { reply: [500, 599] },
    class: 'permanent',
    code: 'smtp-refused',
    says: 'the mail server refused it: {said}',
  },
];

/** The session ended, or made no sense, before the last byte of the message was handed over. */
const BROKEN: readonly Row[] = [
  {
    when: { node: ['ETIMEDOUT'], phase: 'before' },
    class: 'retryable',
    code: 'smtp-too-slow',
    says: 'the mail server did not answer in time, and nothing was sent: {said}',
  },
  {
    when: {
      node: ['ERR_SOCKET_CLOSED', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETLS', 'EPROTOCOL'],
      phase: 'before',
    },
    class: 'retryable',
    code: 'smtp-broke-off',
    says: 'the session with the mail server broke off before it had the message, so nothing was sent: {said}',
  },
];

/** What mail servers answer; the first row that holds decides. */
export const SMTP_FAILURES: readonly FailureRow[] = [...ACCESS, ...LATER, ...NEVER, ...BROKEN].map((row) => ({
  transport: 'smtp',
  ...row,
}));
