import { QueryClient, QueryClientProvider } from '@tanstack/preact-query';
import { Route, Switch } from 'wouter-preact';
import { useSession } from './api/index.ts';
import { ApiProblem } from './api/problem.ts';
import { SignInPage } from './pages/sign-in.tsx';
import { NotFoundPage } from './shell/not-found.tsx';
import { pages } from './shell/pages.ts';
import { Shell } from './shell/shell.tsx';
import { Failed, Waiting } from './ui/states.tsx';
import { session } from './api/index.ts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What was refused is refused again; what found no server is worth another try.
      retry: (times, error) => times < 1 && error instanceof ApiProblem && error.status === 503,
      // The page says itself that it is offline, and asks anyway: the server may be this very machine.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  const state = useSession();
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
  if (state.kind === 'out') return <SignInPage />;
  return (
    <QueryClientProvider client={queryClient}>
      <Shell>
        <Switch>
          {pages.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route component={NotFoundPage} />
        </Switch>
      </Shell>
    </QueryClientProvider>
  );
}
