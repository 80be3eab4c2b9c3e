import { options, toChildArray, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

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
    if (!isWhole) setMade(made + step);
  }, [isWhole, made, step]);
  useEffect(() => {
    if (isWhole) return undefined;
    const whole = (): void => atOnce(() => setMade(Number.POSITIVE_INFINITY));
    // Before those that unfold what is there.
    addEventListener('beforeprint', whole, { capture: true });
    return () => removeEventListener('beforeprint', whole, { capture: true });
  }, [isWhole]);
  return isWhole ? total : made;
}

/** The children, the first two at once and then one after the other: each is a part of a long page. */
export function InTurn({ children }: { readonly children: ComponentChildren }) {
  const parts = toChildArray(children);
  return <>{parts.slice(0, useInTurn(parts.length, { first: 2, step: 1 }))}</>;
}

/** Draws while the browser waits: it prints what stands on the page when the listeners have come back. */
function atOnce(change: () => void): void {
  options.debounceRendering = (draw) => draw();
  change();
  delete options.debounceRendering;
}
