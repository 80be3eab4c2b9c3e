import type { FeedbackKind } from './dispatch.ts';

/** What a provider or a mail server said of a message after it was taken. */
export interface Feedback {
  /** The same event delivered again has the same id. */
  readonly id: string;
  /** Dispatch id, from the tag or the header; else the provider's message id tells. */
  readonly dispatch?: string;
  /** The provider's message id: the dispatch's receipt. */
  readonly receipt?: string;
  /** Which attempt of the dispatch, from the tag. */
  readonly attempt?: number;
  readonly kind: FeedbackKind;
  /** Whom it is about; empty where the event speaks of the whole message. */
  readonly recipients: readonly { readonly address: string; readonly detail?: string }[];
  /** Milliseconds since 1970, as the event says. */
  readonly at: number;
  /** In the provider's words, short. */
  readonly detail?: string;
}

/** An event that says nothing of use, or must not be believed, and why. */
export interface RefusedFeedback {
  readonly refused: string;
}

export const SUPPRESSION_REASONS = ['bounced', 'complained', 'unsubscribed', 'by-hand'] as const;
