import type { IsoDate } from '../core/date.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type Sentence = readonly SentencePart[];

/**
 * Prose is made of parts, so that no sentence can say a number that is no figure: `text` may hold no digit, a number
 * comes in as a figure's id, a word from the outside (a payee, a file name) as a quote.
 */
export type SentencePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figure'; readonly id: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'term'; readonly text: string };

/** What a finding puts at stake: figure ids of the same unit; all three are one figure where it is known exactly. */
export interface Stake {
  readonly low: string;
  readonly mid: string;
  readonly high: string;
  /** How it was worked out, and over which time. */
  readonly how: Sentence;
}

/** What became of a finding since earlier reports of the same type to the same reader. */
export interface FindingLife {
  readonly state: 'new' | 'persisting' | 'worse' | 'reopened';
  /** Reports in a row that have shown it, this one included. */
  readonly reports: number;
  /** The day of the first of them. */
  readonly since: IsoDate;
  /** Someone knows of it: it stays quiet until it worsens, or until the day is over. */
  readonly quiet?: { readonly kind: 'acknowledged' | 'snoozed'; readonly until?: IsoDate; readonly note?: string };
}

export interface Finding {
  /** Fingerprint of check and subject: it survives re-exports and line moves. */
  readonly id: string;
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly entity: string;
  /** The entity's name, for readers; a report's composer adds it. */
  readonly entityName?: string;
  readonly subject: string;
  /** The claim, with its figures. */
  readonly claim: Sentence;
  readonly why: string;
  readonly fix: Sentence;
  readonly effort: 'hours' | 'days' | 'weeks';
  readonly standard: string;
  /** Figure ids that prove the claim. */
  readonly evidence: readonly string[];
  readonly stake?: Stake;
  /** The figure that grows when it gets worse. */
  readonly size?: string;
  /** Whose it is: who was assigned, else whom the check names, else who answers for the entity. */
  readonly owner?: string;
  readonly life?: FindingLife;
}

/** What became of a check: it ran (and found what it found), or could not see. Not seen is never a pass. */
export interface CheckOutcome {
  readonly check: string;
  readonly title: string;
  readonly state: 'passed' | 'found' | 'not-seen';
  readonly findings: readonly Finding[];
  /** Ids of the coverage gaps that kept it from seeing, wholly or in part. */
  readonly gaps: readonly string[];
}
