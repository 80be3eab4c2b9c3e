import type { Transport } from '../model/dispatch.ts';
import { createOutbox } from './outbox.ts';

/** What a transport may need to be opened; each takes its own. */
export interface TransportOptions {
  /** Absolute path of the outbox folder. */
  readonly folder: string;
}

interface TransportKind {
  readonly name: string;
  open(options: TransportOptions): Transport;
}

/** Every way out of the house. */
export const transports = [{ name: 'outbox', open: createOutbox }] as const satisfies readonly TransportKind[];

export { composeMessage, type Letter, type Mailbox } from './compose.ts';
