import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';
import { Cross, Question, Ring, Tick, Triangle } from './icons.tsx';

export interface NoteProps {
  readonly tone?: 'good' | 'bad' | 'warning' | 'info' | 'plain';
  readonly title?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Is said aloud as it appears. */
  readonly role?: 'alert' | 'status';
}

const LOOK = {
  good: { box: 'bg-good-tint text-good', icon: <Tick /> },
  bad: { box: 'bg-bad-tint text-bad', icon: <Cross /> },
  warning: { box: 'bg-high-tint text-high', icon: <Triangle /> },
  info: { box: 'bg-info-tint text-info', icon: <Ring /> },
  plain: { box: 'bg-sunken text-quiet', icon: <Question /> },
} as const;

/** Something to take note of: a shape, a title, and what it is about. */
export function Note({ tone = 'info', title, children, role }: NoteProps) {
  const { box, icon } = LOOK[tone];
  return (
    <div
      class={classes('keep-together flex gap-2.5 rounded-lg border border-current/25 p-3', box)}
      {...(role === undefined ? {} : { role })}
    >
      <span class="flex h-[1lh] items-center">{icon}</span>
      <div class="grid min-w-0 flex-1 gap-1">
        {title === undefined ? null : <p class="font-semibold">{title}</p>}
        {children === undefined ? null : <div class="text-ink">{children}</div>}
      </div>
    </div>
  );
}
