import { TrieRouter } from 'hono/router/trie-router';
import type { Api } from '../_api.ts';

/** Which methods a path has, for `Allow`: none where there is no such path. Looks at the routes when it is first asked. */
export function methodsOf(api: Api): (path: string) => readonly string[] {
  let router: TrieRouter<string> | undefined;
  return (path) => {
    router ??= routerOf(api);
    const own = router.match('ALL', path)[0].map(([method]) => method);
    if (own.length === 0) return [];
    return [...new Set([...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
  };
}

function routerOf({ routes }: Api): TrieRouter<string> {
  const router = new TrieRouter<string>();
  // ALL is what the middleware has.
  for (const { method, path } of routes) if (method !== 'ALL') router.add('ALL', path, method);
  return router;
}
