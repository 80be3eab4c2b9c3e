import { Link, useLocation } from 'wouter-preact';
import { useBridge } from '../api/bridge.ts';
import { classes } from '../ui/classes.ts';
import { nav } from './pages.ts';

export function Nav() {
  const [path] = useLocation();
  const { preview, user } = useBridge();
  const mine = nav.filter((entry) =>
    entry.for === 'preview' ? preview : entry.for !== 'admin' || user.role === 'admin',
  );
  return (
    <nav aria-label="Pages" class="mx-auto max-w-7xl overflow-x-auto px-2">
      <ul class="flex">
        {mine.map(({ to, label }) => {
          const here = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
          return (
            <li key={to}>
              <Link
                href={to}
                className={classes(
                  'block border-b-3 px-3 py-2.5 no-underline',
                  here ? 'border-accent font-semibold text-ink' : 'border-transparent text-quiet hover:text-ink',
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
