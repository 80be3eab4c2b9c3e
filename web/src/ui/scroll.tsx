import type { ComponentChildren } from 'preact';
import { useScrolls } from './use-scrolls.ts';

export interface ScrollProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What may be wider than the page: scrolled sideways, by the keyboard, too. */
export function Scroll({ label, children }: ScrollProps) {
  const { box, scrolls } = useScrolls();
  return (
    <div
      ref={box}
      class="relative overflow-x-auto"
      {...(scrolls ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
