import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';

export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'good' | 'bad' | 'plain';

export interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: ComponentChildren;
  readonly children: ComponentChildren;
}

const TONES: Readonly<Record<Tone, string>> = {
  critical: 'bg-critical-tint text-critical',
  high: 'bg-high-tint text-high',
  medium: 'bg-medium-tint text-medium',
  low: 'bg-low-tint text-low',
  info: 'bg-info-tint text-info',
  good: 'bg-good-tint text-good',
  bad: 'bg-bad-tint text-bad',
  plain: 'bg-sunken text-quiet',
};

/** A word on a tint: never colour alone. */
export function Chip({ tone = 'plain', icon, children }: ChipProps) {
  return (
    <span
      class={classes(
        'inline-flex items-center gap-1.5 rounded px-2 py-0.5 text-xs font-semibold whitespace-nowrap border border-current/25',
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
