import { useEffect, useState } from 'preact/hooks';

/** What is quicker needs no progress. */
const SHOWN_AFTER = 3;

/** That it goes on, and for how long it has; how much is left nobody knows. */
export function Verifying() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  if (seconds < SHOWN_AFTER) return null;
  return (
    <div class="grid gap-1.5">
      <div role="progressbar" aria-label="Verifying the chain" class="h-2 animate-pulse rounded bg-accent" />
      <p>Every dispatch and its bytes are read: {seconds} s so far. With thousands of them it takes a while.</p>
    </div>
  );
}
