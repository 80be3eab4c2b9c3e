import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';

export interface TileProps {
  readonly label: string;
  readonly value: ComponentChildren;
  /** `▼ $2,118 (4.2 %) vs 31 Mar`: it takes its colour from `tone`: good or bad, not up or down. */
  readonly change?: ComponentChildren;
  readonly tone?: 'good' | 'bad' | 'plain';
  /** What it was reckoned from. */
  readonly basis?: ComponentChildren;
}

const TONES = { good: 'text-good', bad: 'text-bad', plain: 'text-quiet' } as const;

/** One figure. Several stand in `<Tiles>`. */
export function Tile({ label, value, change, tone = 'plain', basis }: TileProps) {
  return (
    <div class="keep-together grid content-start gap-0.5 rounded-lg border border-line bg-panel p-4">
      <dt class="text-sm text-quiet">{label}</dt>
      <dd class="text-xl font-semibold">{value}</dd>
      {change === undefined ? null : <dd class={classes('text-sm font-semibold', TONES[tone])}>{change}</dd>}
      {basis === undefined ? null : <dd class="text-xs text-quiet">{basis}</dd>}
    </div>
  );
}

export interface TilesProps {
  readonly children: ComponentChildren;
}

export const Tiles = ({ children }: TilesProps) => <dl class="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</dl>;
