import type { Severity } from '../model/finding.ts';

export interface SeverityLook {
  /** Shape and word say it without colour. */
  readonly shape: string;
  readonly word: string;
  readonly ink: string;
  readonly tint: string;
  readonly darkInk: string;
  readonly darkTint: string;
}

const QUIET = { ink: '#475569', tint: '#F1F5F9', darkInk: '#CBD5E1', darkTint: '#1E293B' } as const;

export const SEVERITY_LOOK: Readonly<Record<Severity, SeverityLook>> = {
  critical: { shape: '■', word: 'Critical', ink: '#9F1239', tint: '#FFF1F2', darkInk: '#FECDD3', darkTint: '#4C0519' },
  high: { shape: '▲', word: 'High', ink: '#9A3412', tint: '#FFF7ED', darkInk: '#FED7AA', darkTint: '#431407' },
  medium: { shape: '●', word: 'Medium', ink: '#854D0E', tint: '#FEFCE8', darkInk: '#FEF08A', darkTint: '#422006' },
  low: { shape: '○', word: 'Low', ...QUIET },
  info: { shape: '–', word: 'Info', ...QUIET },
};

export function severityText(severity: Severity): string {
  const { shape, word } = SEVERITY_LOOK[severity];
  return `${shape} ${word}`;
}
