import type { Effects } from '../core/effects.ts';
import type { Transport } from '../model/dispatch.ts';
import type { DeliverySettings } from '../model/delivery-settings.ts';

/** What a transport may need to be opened; each takes its own. */
export interface TransportOptions {
  /** Absolute path of the outbox folder. */
  readonly outbox: string;
  readonly settings: DeliverySettings;
  /** Passwords, endpoints and regions come from the environment (docs/environment.md). */
  readonly effects: Pick<Effects, 'env' | 'now'>;
}

/** A way out of the house. */
export interface TransportKind {
  readonly name: DeliverySettings['transport'];
  /** Throws a UserError for settings that are missing or wrong. Sends nothing and asks nobody yet. */
  open(options: TransportOptions): Promise<Transport>;
}
