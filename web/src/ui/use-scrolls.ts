import { useEffect, useRef, useState } from 'preact/hooks';

/** Whether a box is too narrow for what it holds: only then does the keyboard need a way into it. */
export function useScrolls() {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth + 1));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { box, scrolls };
}
