import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { isReachable, knock, onReach } from '../api/reach.ts';
import { Button } from '../ui/button.tsx';
import { announce } from '../ui/live.tsx';

const PAUSE = 10_000;

/** Says that the server cannot be reached, knocks from time to time, and asks for everything anew when it is back. */
export function OfflineBanner() {
  const [there, setThere] = useState(isReachable());
  const queries = useQueryClient();

  useEffect(
    () =>
      onReach((now) => {
        setThere(now);
        announce(now ? 'Quarterdeck can be reached again' : 'Quarterdeck cannot be reached');
        if (now) void queries.invalidateQueries();
      }),
    [queries],
  );

  useEffect(() => {
    if (there) return undefined;
    const timer = setInterval(() => void knock(), PAUSE);
    const onLine = (): void => void knock();
    addEventListener('online', onLine);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onLine);
    };
  }, [there]);

  if (there) return null;
  return (
    <section aria-label="Connection" class="no-print border-b border-current/25 bg-high-tint text-high">
      <div class="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <p class="flex-1">
          <strong>Quarterdeck cannot be reached.</strong> What you see was loaded before. It is tried again every ten
          seconds.
        </p>
        <Button small onClick={() => void knock()}>
          Try now
        </Button>
      </div>
    </section>
  );
}
