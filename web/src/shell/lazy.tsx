import type { QueryClient } from '@tanstack/preact-query';
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Question } from '../api/hooks.ts';
import { ApiProblem } from '../api/problem.ts';
import { knock } from '../api/reach.ts';
import { Failed, Waiting } from '../ui/states.tsx';

interface PageModule {
  readonly default: ComponentType;
  /** What it will ask for first. */
  readonly ahead?: readonly Question<unknown>[];
}

export type LazyPage = FunctionComponent & {
  /** Fetches its code, and with a client what it will ask for, before it is opened. One that fails is asked for again then. */
  readonly ahead: (client?: QueryClient) => Promise<void>;
};

/** A page whose code comes when it is opened first; offline it says so, and can be tried again. */
export function lazyPage(load: () => Promise<PageModule>): LazyPage {
  let Loaded: ComponentType | undefined;
  const ahead = async (client?: QueryClient): Promise<void> => {
    const module = await load();
    Loaded = module.default;
    if (client) for (const asked of module.ahead ?? []) client.query(asked).catch(() => undefined);
  };
  function LazyPage() {
    const [, drawAgain] = useState(0);
    const [failed, setFailed] = useState(false);
    const fetchIt = (): void => {
      setFailed(false);
      ahead().then(
        () => drawAgain((times) => times + 1),
        () => {
          setFailed(true);
          // Down, or updated: the banner says the first.
          void knock();
        },
      );
    };
    useEffect(() => {
      if (!Loaded) fetchIt();
    }, []);
    if (Loaded) return <Loaded />;
    return failed ? <Failed error={NO_PAGE} onRetry={() => location.reload()} /> : <Waiting what="the page" />;
  }
  return Object.assign(LazyPage, { ahead });
}

/** A module that failed once stays failed until the page is loaded anew: browsers remember it. */
const NO_PAGE = new ApiProblem({
  status: 0,
  code: 'page-not-loaded',
  detail: 'this page could not be loaded: the server cannot be reached, or it has been updated since',
});
