import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useScrolls } from './use-scrolls.ts';

export interface ScrollProps {
  readonly label: string;
  /** What stands at its end is seen first. */
  readonly atEnd?: boolean;
  readonly children: ComponentChildren;
}

/** What may be wider than the page: scrolled sideways, by the keyboard, too. */
export function Scroll({ label, atEnd = false, children }: ScrollProps) {
  const { box, scrolls } = useScrolls();
  useEffect(() => {
    if (atEnd) box.current?.scrollTo({ left: box.current.scrollWidth, behavior: 'instant' });
  }, [atEnd, box]);
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
