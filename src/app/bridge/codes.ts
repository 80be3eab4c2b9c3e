import { EXIT, UserError } from '../../core/problem.ts';

/** Every error code of sending by way of the bridge, with its meaning in one line. The codes are stable: programs name them. */
const BRIDGE_CODES = {
  'too-many-sends': 'More wishes wait than the server keeps',
  'key-used': 'An idempotency key came a second time, with another wish',
  'not-a-recipient': 'A report is to go to somebody alone who does not receive it',
  stopping: 'The server stops, and takes nothing more',
  stopped: 'It was stopped before anything was sent',
  'too-late': 'A schedule’s time was noticed, or a send gone on with, so late that nobody expects it any more',
  'broken-off': 'Each time that a send was begun, its process ended before everything was in the queue',
  'taken-over': 'Another process took a send over',
  unexpected: 'Something went wrong that nobody expected',
} as const satisfies Readonly<Record<string, string>>;

export type BridgeCode = keyof typeof BRIDGE_CODES;

export function refusal(code: BridgeCode, message: string): UserError {
  return new UserError(code, message, { exit: EXIT.failure });
}
