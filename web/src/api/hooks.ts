import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { Params } from './client.ts';
import { api, session } from './here.ts';
import type { SessionState } from './session.ts';

interface AnswerOptions {
  readonly params?: Params;
  readonly enabled?: boolean;
  /** Ask again after so many milliseconds, while the page is looked at. */
  readonly every?: number;
  /** With other params the answer before stays until the next is there; `isPlaceholderData` says so. */
  readonly keep?: boolean;
}

/** What is asked for, as a query: a page asks so before it is drawn (`export const ahead`, see shell/lazy.tsx). */
export const question = <S extends z.ZodType>(path: string, schema: S, params: Params = {}): Question<z.output<S>> => ({
  queryKey: [path, params],
  queryFn: ({ signal }) => api.get(path, schema, { params, signal }),
});

export interface Question<T> {
  readonly queryKey: readonly [path: string, params: Params];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<T>;
}

/**
 * An answer of the API, kept under `[path, params]`: after a change, `queryClient.invalidateQueries({ queryKey: [path] })`.
 */
export function useAnswer<S extends z.ZodType>(path: string, schema: S, options: AnswerOptions = {}) {
  const { params = {}, enabled = true, every = false, keep = false } = options;
  return useQuery<z.output<S>>({
    ...question(path, schema, params),
    enabled,
    refetchInterval: every,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

interface PagesOptions<P> extends Omit<AnswerOptions, 'every'> {
  /** The same, as long as what is there calls for it. */
  readonly every?: (pages: readonly P[]) => number | false;
}

/** Answers that go on at a cursor: `data.pages`, `fetchNextPage`, `hasNextPage` (see ui/more.tsx). */
export function usePages<S extends z.ZodType<{ cursor?: string | undefined }>>(
  path: string,
  schema: S,
  options: PagesOptions<z.output<S>> = {},
) {
  const { params = {}, enabled = true, every = () => false, keep = false } = options;
  return useInfiniteQuery({
    queryKey: [path, params, 'pages'],
    queryFn: ({ signal, pageParam }) => api.get(path, schema, { params: { ...params, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    enabled,
    refetchInterval: ({ state }) => every(state.data?.pages ?? []),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Who is signed in, as it changes. */
export function useSession(): SessionState {
  const [state, setState] = useState(session.state);
  useEffect(() => {
    setState(session.state);
    return session.subscribe(() => setState(session.state));
  }, []);
  return state;
}
