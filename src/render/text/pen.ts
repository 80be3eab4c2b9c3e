import type { Severity } from '../../model/finding.ts';

/**
 * What the text renderers write with: a width, and marks that a terminal shows as colour and a mail leaves out. Text
 * is padded and wrapped before it is marked, so that marks never count as columns.
 */
export interface Pen {
  readonly width: number;
  readonly heading: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly severity: (text: string, severity: Severity) => string;
  readonly tone: (text: string, tone: 'good' | 'bad' | 'neutral') => string;
}

/** 76 columns: what a mail quoted once or twice still shows unbroken (RFC 3676 §4.2 advises 78 at most). */
export const MAIL_WIDTH = 76;

export function plainPen(width: number): Pen {
  const same = (text: string): string => text;
  return { width, heading: same, strong: same, muted: same, severity: same, tone: same };
}
