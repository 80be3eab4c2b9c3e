import { lazyPage } from './lazy.tsx';

/** Each page is loaded when it is opened first. */
export const pages = [
  { path: '/', component: lazyPage(() => import('../pages/send.tsx')) },
  { path: '/findings', component: lazyPage(() => import('../pages/findings.tsx')) },
  { path: '/since', component: lazyPage(() => import('../pages/since.tsx')) },
  { path: '/coverage', component: lazyPage(() => import('../pages/coverage.tsx')) },
  { path: '/figures', component: lazyPage(() => import('../pages/figures.tsx')) },
  { path: '/figures/:id', component: lazyPage(() => import('../pages/figures-one.tsx')) },
  { path: '/reader', component: lazyPage(() => import('../pages/reader.tsx')) },
  { path: '/audit', component: lazyPage(() => import('../pages/audit.tsx')) },
  { path: '/schedule', component: lazyPage(() => import('../pages/schedule.tsx')) },
] as const;

/** The page that an address opens. */
export const pageAt = (address: string) =>
  pages.find(({ path }) =>
    path.includes(':') ? address.startsWith(path.slice(0, path.indexOf(':'))) : path === address,
  );
