import { EXIT, UserError } from '../../core/problem.ts';
import { healthySenders, inTurn, type Sender } from '../../delivery/index.ts';
import { dayIn } from '../../core/date.ts';
import type { SenderLook, Transport } from '../../model/dispatch.ts';
import type { Environment } from '../../portfolio/environment.ts';
import type { Run } from '../run.ts';

/** The senders that the portfolio or the environment names. Throws a UserError when there is none. */
export function sendersOf({ declared }: Pick<Run, 'declared'>, environment: Environment): readonly Sender[] {
  const { senders } = declared.portfolio;
  if (senders.length > 0) return senders;
  const { sender: email, senderName: name } = environment;
  if (email !== undefined) return [name === undefined ? { email } : { name, email }];
  throw new UserError('no-sender', 'there is no sender: declare one under `senders`, or set SES_FROM_ADDRESS');
}

/**
 * Looks at the account and the senders before the first message, and takes out senders that must not be used: unverified
 * ones, and those that people complain of. The first is whose turn it is after the last message of all. Throws a UserError
 * when the account as a whole cannot send, or no sender is left.
 */
export async function usableSenders(
  run: Pick<Run, 'records' | 'declared'>,
  senders: readonly Sender[],
  transport: Transport,
  now: number,
): Promise<readonly Sender[]> {
  const looks = (await transport.look?.(senders.map(({ email }) => email))) ?? [];
  const broken = looks.filter(({ sender, state, what }) => isAccount(sender, what) && state === 'failure');
  if (broken.length > 0) {
    const says = broken.map((one) => `${one.what}: ${one.says}`).join('; ');
    throw new UserError('cannot-send', `nothing was sent: ${transport.name} cannot send: ${says}`, {
      exit: EXIT.failure,
    });
  }
  const day = dayIn(run.declared.portfolio.time_zone, now);
  const standings = new Map<string, Awaited<ReturnType<typeof run.records.senders.standing>>>();
  for (const { email } of senders) standings.set(email, await run.records.senders.standing(email, day));
  const healthy = healthySenders(senders, looks, standings);
  const [last] = healthy.length > 1 ? (await run.records.dispatches.list({ limit: 1 })).records : [];
  return inTurn(healthy, last?.from);
}

/** A server that does not answer now is what the queue is for; an account that may not send is not. */
function isAccount(sender: SenderLook['sender'], what: SenderLook['what']): boolean {
  return sender === undefined && what !== 'connection';
}
