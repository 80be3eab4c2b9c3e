import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useBridge } from '../api/bridge.ts';
import { Day } from './time.tsx';

export interface PageProps {
  readonly title: string;
  /** The page in one sentence, with its numbers. */
  readonly answer?: ComponentChildren;
  /** The day that the page speaks for. */
  readonly asOf?: string | undefined;
  /** Names the very rows that the page was made of. */
  readonly snapshot?: string | undefined;
  /** Filters and buttons, to the right of the title. */
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The place whose h1 had the focus last: the place where the visit began takes none. */
let arrivedAt = location.pathname;

/** Title, period, one-sentence answer; then what the page is about. A new page takes the focus to its h1. */
export function Page(props: PageProps) {
  const { title, answer, asOf, snapshot, tools, children } = props;
  const { portfolio } = useBridge();
  const [path] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${portfolio.name}`;
  }, [title, portfolio.name]);

  useEffect(() => {
    if (path === arrivedAt) return;
    arrivedAt = path;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div class="flows grid grid-cols-1 gap-5">
      <header class="grid gap-1.5">
        {/* What stands around the page is not printed: a sheet says whose it is. */}
        <p class="hidden font-semibold print:block">{portfolio.name}</p>
        <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h1 ref={heading} tabIndex={-1} class="text-2xl font-semibold">
            {title}
          </h1>
          {'asOf' in props ? (
            // Its line is kept free until the day is known.
            <p class="min-h-lh text-sm text-quiet max-sm:w-full">
              {asOf === undefined ? null : <AsOf {...{ asOf, snapshot }} />}
            </p>
          ) : null}
        </div>
        {answer === undefined ? null : <p class="max-w-[68ch] text-lg">{answer}</p>}
        {tools === undefined ? null : <div class="no-print flex flex-wrap items-end gap-3 pt-1">{tools}</div>}
      </header>
      {children}
    </div>
  );
}

function AsOf({ asOf, snapshot }: { readonly asOf: string; readonly snapshot: string | undefined }) {
  return (
    <>
      As of <Day on={asOf} />
      {snapshot === undefined ? null : (
        <span title={snapshot}>
          {' · '}snapshot <code class="font-mono">{snapshot.slice(0, 12)}</code>
        </span>
      )}
    </>
  );
}
