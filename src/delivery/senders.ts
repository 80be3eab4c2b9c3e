import { UserError } from '../core/problem.ts';
import type { SenderLook } from '../model/dispatch.ts';

/** As the portfolio declares it. */
export interface Sender {
  readonly name?: string | undefined;
  readonly email: string;
  readonly reply_to?: string | undefined;
}

/** How a sender fared in the last 30 days; recipients each count. */
export interface Standing {
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
}

/**
 * Where Amazon SES begins to review an account: 0.1 % complaints, 5 % bounces (Amazon SES developer guide, "Reputation
 * metrics messages"). A rate of a handful of messages says nothing, so it takes a few, too.
 */
const TOO_MANY = {
  complained: { perThousand: 1, least: 2, says: '0.1 %' },
  bounced: { perThousand: 50, least: 10, says: '5 %' },
} as const;

/**
 * The senders that may be used, in their order, each with the reply-to that its mail bears: another sender than the first
 * has answers go where the first one's go. Throws UserError `no-healthy-sender`, naming each and why.
 */
export function healthySenders(
  senders: readonly Sender[],
  looks: readonly SenderLook[],
  standings: ReadonlyMap<string, Standing>,
): readonly Sender[] {
  const faults = senders.map((sender) => faultOf(sender, looks, standings.get(sender.email)));
  const healthy = senders.filter((_, index) => faults[index] === undefined);
  if (healthy.length === 0) {
    const each = senders.map(({ email }, index) => `${email}: ${faults[index] ?? ''}`).join('; ');
    throw new UserError('no-healthy-sender', each === '' ? 'there is no sender' : `no sender can be used: ${each}`);
  }
  const [first] = senders;
  const answers = first?.reply_to ?? first?.email;
  return healthy.map((sender) =>
    sender === first || sender.reply_to !== undefined ? sender : { ...sender, reply_to: answers },
  );
}

/** Why a sender must not be used. */
function faultOf({ email }: Sender, looks: readonly SenderLook[], standing?: Standing): string | undefined {
  const failures = looks.filter(({ sender, state }) => state === 'failure' && sender === email);
  if (failures.length > 0) return failures.map(({ what, says }) => `${what}: ${says}`).join(', ');
  if (!standing || standing.sent <= 0) return undefined;
  for (const kind of ['complained', 'bounced'] as const) {
    const { perThousand, least, says } = TOO_MANY[kind];
    const count = standing[kind];
    if (count >= least && count * 1000 >= perThousand * standing.sent)
      return `${count} of ${standing.sent} recipients ${kind} in 30 days, which is ${says} or more`;
  }
  return undefined;
}

/** The sender of the n-th message of a run, from 0: each in turn. `healthy` is not empty. */
export function senderFor(healthy: readonly Sender[], n: number): Sender {
  const sender = healthy[n % healthy.length];
  if (!sender) throw new RangeError('no sender to take turns with');
  return sender;
}

/** The senders in the order of their turns, when `last` sent the message before: whoever comes after it is the first. */
export function inTurn(senders: readonly Sender[], last: string | undefined): readonly Sender[] {
  const next = senders.findIndex(({ email }) => email === last) + 1;
  return [...senders.slice(next), ...senders.slice(0, next)];
}
