import { Link, useLocation } from 'wouter-preact';
import { useBridge } from '../api/bridge.ts';
import { classes } from '../ui/classes.ts';
import { nav, type NavEntry } from './nav-entries.ts';

/** The pages that whoever is signed in may open. */
export function useNav(): readonly NavEntry[] {
  const { preview, user } = useBridge();
  return nav.filter((entry) => {
    if (entry.for === 'preview') return preview;
    return entry.for !== 'admin' || user.role === 'admin';
  });
}

export function Nav() {
  const [path] = useLocation();
  const mine = useNav();
  return (
    <nav aria-label="Pages" class="mx-auto max-w-7xl px-2">
      <ul class="grid grid-cols-4 sm:flex sm:flex-wrap">
        {mine.map(({ to, label }) => {
          const here = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
          return (
            <li key={to}>
              <Link
                href={to}
                className={classes(
                  'flex min-h-11 items-center justify-center border-b-3 px-2 no-underline sm:px-3',
                  here
                    ? 'border-accent font-semibold text-ink'
                    : 'border-transparent text-quiet hover:border-line hover:text-ink',
                )}
                {...(here ? { 'aria-current': 'page' as const } : {})}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
