import type { FailureRow } from './_failure-row.ts';

/**
 * What a network does, whoever uses it. The message is known not to be sent only where no connection came about, or
 * where the transport says that the message was not handed over yet (`phase: 'before'`). Codes: Node.js manual, "Errors".
 */
export const NETWORK_FAILURES: readonly FailureRow[] = [
  {
    transport: 'any',
    when: { node: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ESERVFAIL', 'EREFUSED'] },
    class: 'retryable',
    code: 'dns',
    says: 'the name of the mail service could not be looked up: is this machine online, and is the host or the region right?',
  },
  {
    transport: 'any',
    when: { node: ['ECONNREFUSED'] },
    class: 'retryable',
    code: 'connection-refused',
    says: 'the mail service refused the connection: are host and port right, and is it running?',
  },
  {
    transport: 'any',
    when: {
      node: [
        'CERT_HAS_EXPIRED',
        'CERT_NOT_YET_VALID',
        'CERT_UNTRUSTED',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'SELF_SIGNED_CERT_IN_CHAIN',
        'UNABLE_TO_GET_ISSUER_CERT',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ],
    },
    class: 'stop-all',
    code: 'certificate',
    says: 'the mail service’s certificate is not to be trusted, so nothing was given to it: is the host right, is something in between, is this machine’s clock right?',
  },
  {
    transport: 'any',
    when: { node: ['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS'], phase: 'before' },
    class: 'retryable',
    code: 'too-many-open',
    says: 'this machine has too many files or connections open to make another one',
  },
  {
    transport: 'any',
    when: { phase: 'before' },
    class: 'retryable',
    code: 'not-connected',
    says: 'no connection to the mail service came about, so nothing was given to it',
  },
  {
    transport: 'any',
    when: { node: ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_SOCKET_CLOSED'] },
    class: 'unknown',
    code: 'connection-lost',
    says: 'the connection broke before the answer came: the message may have been taken or not',
  },
  {
    transport: 'any',
    when: { node: ['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ESOCKET', 'ETIME'] },
    class: 'unknown',
    code: 'timeout',
    says: 'no answer came in time: the message may have been taken or not',
  },
];
