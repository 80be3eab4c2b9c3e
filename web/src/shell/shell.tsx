import type { ComponentChildren } from 'preact';
import { useCallback, useErrorBoundary, useState } from 'preact/hooks';
import { useAnswer, contract } from '../api/index.ts';
import { BridgeContext } from '../api/bridge.ts';
import { Failed, LiveRegion, Waiting } from '../ui/index.ts';
import { HelpDialog } from './help.tsx';
import { useKeys } from './keys.ts';
import { UserMenu } from './menu.tsx';
import { Nav } from './nav.tsx';
import { OfflineBanner } from './offline.tsx';

interface Around {
  readonly children: ComponentChildren;
}

/** What stands around every page of someone who is signed in. */
export function Shell({ children }: Around) {
  const answer = useAnswer('/api/session', contract.bridgeState);
  const { data, error } = answer;
  if (!data)
    return (
      <main class="mx-auto max-w-7xl p-6">
        {error ? <Failed error={error} onRetry={() => void answer.refetch()} /> : <Waiting what="the dashboard" />}
      </main>
    );
  return (
    <BridgeContext.Provider value={data}>
      <Frame name={data.portfolio.name}>{children}</Frame>
    </BridgeContext.Provider>
  );
}

function Frame({ name, children }: Around & { readonly name: string }) {
  const [helps, setHelps] = useState(false);
  const showHelp = useCallback(() => setHelps(true), []);
  useKeys(showHelp);
  return (
    <>
      <a
        href="#main"
        class="no-print sr-only focus:not-sr-only focus:absolute focus:z-30 focus:m-2 focus:rounded focus:bg-panel focus:px-4 focus:py-2 focus:font-semibold focus:text-accent"
        onClick={(event) => {
          // Not by its address: that would be another page's.
          event.preventDefault();
          document.querySelector<HTMLElement>('#main')?.focus();
        }}
      >
        Skip to the page
      </a>
      <header class="no-print border-b border-line bg-panel">
        <div class="mx-auto flex max-w-7xl items-center gap-4 px-4 pt-3 pb-1">
          <img src="/icon.svg" alt="" width="32" height="32" />
          <p class="min-w-0 flex-1 text-lg font-semibold">{name}</p>
          <UserMenu onHelp={showHelp} />
        </div>
        <Nav />
      </header>
      <OfflineBanner />
      <main id="main" tabIndex={-1} class="mx-auto max-w-7xl px-4 py-6 outline-none">
        <Guarded>{children}</Guarded>
      </main>
      {helps ? <HelpDialog onClose={() => setHelps(false)} /> : null}
      <LiveRegion />
    </>
  );
}

/** A page that breaks takes the others not with it. */
function Guarded({ children }: Around) {
  const [error, again] = useErrorBoundary() as [unknown, () => void];
  if (error) return <Failed error={error} title="This page broke" onRetry={again} />;
  return <>{children}</>;
}
