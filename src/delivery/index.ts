import { outbox } from './outbox.ts';
import type { TransportKind } from './_options.ts';

/** Every way out of the house. */
export const transports = [outbox] as const satisfies readonly TransportKind[];

export type { TransportKind, TransportOptions } from './_options.ts';
export { composeMessage, type Frozen, type Letter, type Mailbox } from './compose.ts';
