import { classes } from './classes.ts';
import { Back, Cross, Half, Question, Ring, Tick, Ticks } from './icons.tsx';

/** What became of a message, in one word. */
export type StateWord = 'queued' | 'being sent' | 'accepted' | 'delivered' | 'bounced' | 'failed' | 'unknown';

export interface StateMarkProps {
  readonly state: StateWord;
  /** Of so many recipients. */
  readonly count?: number;
}

const LOOK = {
  queued: { icon: <Ring />, ink: 'text-quiet' },
  'being sent': { icon: <Half />, ink: 'text-info' },
  accepted: { icon: <Tick />, ink: 'text-good' },
  delivered: { icon: <Ticks />, ink: 'text-good' },
  bounced: { icon: <Back />, ink: 'text-bad' },
  failed: { icon: <Cross />, ink: 'text-bad' },
  unknown: { icon: <Question />, ink: 'text-medium' },
} as const;

/** Shape and word. */
export function StateMark({ state, count }: StateMarkProps) {
  const { icon, ink } = LOOK[state];
  return (
    <span class={classes('inline-flex items-baseline gap-1.5 font-semibold whitespace-nowrap', ink)}>
      <span class="self-center">{icon}</span>
      {count === undefined ? state : `${count} ${state}`}
    </span>
  );
}
