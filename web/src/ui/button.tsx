import type { JSX } from 'preact';
import { classes } from './classes.ts';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'class' | 'className'> {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  /** Keeps its focus and its place, and does nothing. */
  readonly busy?: boolean;
}

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  plain: 'bg-panel text-ink border-edge hover:bg-sunken',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-tint',
  danger: 'bg-panel text-bad border-bad hover:bg-bad-tint',
};

export function buttonClass(kind: ButtonKind, small: boolean): string {
  return classes(
    'inline-flex items-center justify-center gap-2 rounded border font-semibold no-underline cursor-pointer',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-progress aria-disabled:opacity-70',
    small ? 'min-h-8 px-2.5 text-sm' : 'min-h-11 px-4',
    KINDS[kind],
  );
}

export function Button({ kind = 'plain', small = false, busy = false, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-disabled': 'true', 'aria-busy': 'true' } : { onClick })}
      class={buttonClass(kind, small)}
    >
      {children}
    </button>
  );
}
