import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/preact-query';
import { useMemo, useState } from 'preact/hooks';
import { Redirect, Route, Switch } from 'wouter-preact';
import { session, useSession } from './api/index.ts';
import { ApiProblem } from './api/problem.ts';
import { notReached, reached } from './api/reach.ts';
import { OpenLink } from './pages/open-link.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { NotFoundPage } from './shell/not-found.tsx';
import { pageAt, pages } from './shell/pages.ts';
import { Shell } from './shell/shell.tsx';
import { Failed, Waiting } from './ui/states.tsx';

const newQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onSuccess: reached, onError: notReached }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What was refused is refused again; what is busy is worth another try.
        retry: (times, error) => times < 1 && error instanceof ApiProblem && error.status === 503,
        // Asked whatever the browser thinks of the network: the server may be this very machine.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

/** `link` is what the link in a mail brought, where the page was opened by one. */
export function App({ link }: { readonly link: string | undefined }) {
  const state = useSession();
  const [token, setToken] = useState(link);
  const who = state.kind === 'in' ? state.user.id : undefined;
  // What one user was shown is nothing for the next.
  const queryClient = useMemo(() => {
    const client = newQueryClient();
    // While the server is asked for what stands around every page.
    if (who !== undefined)
      pageAt(location.pathname)
        ?.component.ahead(client)
        .catch(() => undefined);
    return client;
  }, [who]);

  if (token !== undefined) return <OpenLink token={token} onLeave={() => setToken(undefined)} />;
  if (state.kind === 'out') return <SignInPage why={state.why} />;
  if (state.kind === 'unknown')
    return (
      <main class="mx-auto max-w-md p-6">
        {state.problem ? (
          <Failed error={state.problem} onRetry={() => void session.start()} />
        ) : (
          <Waiting what="the dashboard" />
        )}
      </main>
    );
  return (
    <QueryClientProvider client={queryClient}>
      <Shell key={who}>
        <Switch>
          {pages.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route path="/sign-in">
            <Redirect to="/" replace />
          </Route>
          <Route component={NotFoundPage} />
        </Switch>
      </Shell>
    </QueryClientProvider>
  );
}
