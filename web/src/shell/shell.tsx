import type { ComponentChildren } from 'preact';
import { useAnswer, session, contract } from '../api/index.ts';
import { BridgeContext } from '../api/bridge.ts';
import { Button, Failed, LiveRegion, Waiting } from '../ui/index.ts';
import { Nav } from './nav.tsx';

/** What stands around every page of someone who is signed in. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const answer = useAnswer('/api/bridge', contract.bridgeState);
  const { data, error } = answer;
  if (!data)
    return (
      <main class="mx-auto max-w-7xl p-6">
        {error ? <Failed error={error} onRetry={() => void answer.refetch()} /> : <Waiting what="the dashboard" />}
      </main>
    );
  return (
    <BridgeContext.Provider value={data}>
      <header class="no-print border-b border-line bg-panel">
        <div class="mx-auto flex max-w-7xl items-center gap-4 p-4">
          <p class="flex-1 font-semibold">{data.portfolio.name}</p>
          <Button small onClick={() => void session.signOut()}>
            Sign out
          </Button>
        </div>
        <Nav />
      </header>
      <main id="main" tabIndex={-1} class="mx-auto max-w-7xl px-4 py-6">
        {children}
      </main>
      <LiveRegion />
    </BridgeContext.Provider>
  );
}
