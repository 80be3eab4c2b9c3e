import type { Effects } from '../../core/effects.ts';
import type { Ledger } from '../ledger.ts';

export interface SignInDesk {
  /**
   * Mails the link of a wish, without being waited for: how long it takes tells nobody whether there is such a user.
   * What goes wrong is said to `trouble`, without the link.
   */
  mail(link: { readonly token: string; readonly address: string; readonly name?: string | undefined }): void;
  /** Waits for what is on its way. */
  settled(): Promise<void>;
  /** Told of every link where mail goes to an outbox on this machine: the command line prints it. */
  onLink(told: (url: string, address: string) => void): void;
}

export function signInDesk(_options: { readonly ledger: Ledger; readonly effects: Effects }): SignInDesk {
  return { mail: () => undefined, settled: async () => undefined, onLink: () => undefined };
}
