import { outbox } from './outbox.ts';
import { smtp } from './smtp.ts';
import { ses } from './ses/index.ts';
import type { TransportKind } from './_options.ts';

/** Every way out of the house. */
export const transports = [outbox, smtp, ses] as const satisfies readonly TransportKind[];

export type { TransportKind } from './_options.ts';
export { composeMessage, type Frozen, type Letter, type Mailbox } from './compose.ts';
export { healthySenders, inTurn, senderFor, type Sender } from './senders.ts';
export { dsnFeedback } from './feedback/dsn.ts';
export { readMailbox } from './feedback/mailbox.ts';
export { sesEvents } from './feedback/ses-events.ts';
export { snsMessage, type SnsOptions } from './feedback/sns.ts';
export { snsCertificates } from './feedback/sns-certificates.ts';
