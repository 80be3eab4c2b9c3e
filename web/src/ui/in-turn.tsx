import { options, toChildArray, type ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

interface Turns {
  /** Made at once: what the first screen shows. */
  readonly first: number;
  /** Made after each further frame: so few that a phone answers to a finger in between. */
  readonly step: number;
  /** All at once, for whoever came for one that stands further down. */
  readonly all?: boolean;
}

/** How many of `total` parts are made yet. All of them are within a moment, and before the page is printed. */
export function useInTurn(total: number, { first, step, all = false }: Turns): number {
  const [made, setMade] = useState(first);
  const isWhole = all || made >= total;
  // An effect comes after the frame that shows what was made before it.
  useEffect(() => {
    if (!isWhole) setMade((now) => now + step);
  }, [isWhole, made, step]);
  // Not an effect that waits for a frame: somebody may print before that.
  useLayoutEffect(() => {
    if (isWhole) return undefined;
    const whole = (): void => setMade(Number.POSITIVE_INFINITY);
    growing.add(whole);
    return () => void growing.delete(whole);
  }, [isWhole]);
  return isWhole ? total : made;
}

/** The children, the first two at once and then one after the other: each is a part of a long page. */
export function InTurn({ children }: { readonly children: ComponentChildren }) {
  const parts = toChildArray(children);
  return <>{parts.slice(0, useInTurn(parts.length, { first: 2, step: 1 }))}</>;
}

/** What is not whole yet. */
const growing = new Set<() => void>();

/** Draws while the browser waits: it prints what stands on the page when the listeners have come back. */
function wholeAtOnce(): void {
  options.debounceRendering = (draw) => draw();
  // What is made now may hold what grows, too.
  for (const whole of growing) whole();
  delete options.debounceRendering;
}

// Before every page's own, which unfold what is there: listeners are called in the order in which they came.
if (typeof window !== 'undefined') addEventListener('beforeprint', wholeAtOnce);
