import type { Effects } from '../../core/effects.ts';

export interface SendOptions {
  /** A report type, `executive` for all that tell of the businesses as a whole, or `all`. */
  readonly type: string;
  readonly list?: string | undefined;
  /** The one address, of those that receive it, to which it goes. */
  readonly only?: string | undefined;
  /** Also what was sent within the window already. */
  readonly again?: boolean | undefined;
  /** Who has it sent: `cli:ann`. */
  readonly by?: string | undefined;
  /** How long to wait for messages that a provider puts off, in milliseconds. */
  readonly patience?: number | undefined;
  /**
   * The id of the send, where it has one already: all its dispatches have it as their batch. A send that is begun again
   * under it goes on with what its earlier try froze.
   */
  readonly batch?: string | undefined;
  /** Aborted: what is not frozen yet is not sent, and what is frozen waits in the queue. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each step, and waited for. */
  readonly progress?: ((step: SendStep) => Promise<void> | void) | undefined;
  readonly effects: Effects;
}

/** How far a send is. */
export type SendStep =
  | { readonly step: 'composing' | 'verifying' | 'freezing' | 'sending' }
  /** Reports that must not go out, and why. */
  | { readonly step: 'refused'; readonly refused: readonly Refused[] }
  /** Messages that are frozen, or were before: from now on the queue has them. */
  | { readonly step: 'queued'; readonly dispatches: readonly { readonly id: string; readonly replayed: boolean }[] };

/** A report that must not go out, and why. */
export interface Refused {
  readonly report: string;
  readonly code: string;
  readonly error: string;
}
