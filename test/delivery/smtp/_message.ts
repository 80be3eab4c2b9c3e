import { createSmtp, type SmtpOptions } from '../../../src/delivery/smtp.ts';
import type { Failure, Message, Outcome, Transport } from '../../../src/model/dispatch.ts';
import { onTestFinished } from 'vitest';

export const MESSAGE_ID = '000102030405060708090a0b0c0d0e0f@example.com';

/** Lines that begin with dots, and one that is nothing but a dot. */
export function messageOf(
  change: Partial<Message> & { readonly to?: readonly string[]; readonly text?: string } = {},
): Message {
  const { to = ['ana@example.com'], text = 'hello\r\n.\r\n..two\r\n.three\r\n', ...rest } = change;
  return {
    id: '20260430T150000Z-cfo-1f3a90c2',
    attempt: 1,
    envelope: { from: 'reports@example.com', to },
    subject: 'Report',
    bytes: Buffer.from(`From: reports@example.com\r\nMessage-ID: <${MESSAGE_ID}>\r\n\r\n${text}`),
    ...rest,
  };
}

/** A transport to a port of this machine, without TLS; closed when the test is over. */
export function transportTo(port: number, change: Partial<SmtpOptions> = {}): Transport {
  const transport = createSmtp({
    host: '127.0.0.1',
    port,
    tls: 'off',
    connections: 1,
    idle: 500,
    timeouts: { connect: 10_000, silence: 10_000, whole: 30_000 },
    ...change,
  });
  onTestFinished(() => transport.close?.());
  return transport;
}

/** Why it failed. */
export function failureOf(outcome: Outcome): Failure {
  if (outcome.outcome !== 'failed') throw new Error('it did not fail');
  return outcome.failure;
}

/** What a failure means, and which row of the table says so. */
export function meaning(outcome: Outcome): readonly [string, string] {
  const failure = failureOf(outcome);
  return [failure.class, failure.code];
}
