import type { ComponentChildren } from 'preact';
import { Link as Routed } from 'wouter-preact';
import { buttonClass, type ButtonKind } from './button.tsx';

export interface LinkProps {
  /** A path of the dashboard. */
  readonly to: string;
  readonly children: ComponentChildren;
  readonly title?: string;
}

/** To another page of the dashboard. */
export function Link({ to, children, title }: LinkProps) {
  return (
    <Routed
      href={to}
      className="text-accent underline underline-offset-2 hover:text-accent-strong hover:decoration-2"
      {...(title === undefined ? {} : { title })}
    >
      {children}
    </Routed>
  );
}

export interface LinkButtonProps extends LinkProps {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
}

/** A link that looks like a button. */
export function LinkButton({ to, children, kind = 'plain', small = false }: LinkButtonProps) {
  return (
    <Routed href={to} className={buttonClass(kind, small)}>
      {children}
    </Routed>
  );
}
