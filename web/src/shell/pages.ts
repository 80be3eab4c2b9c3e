import { lazyPage } from './lazy.tsx';

export interface NavEntry {
  readonly to: string;
  readonly label: string;
  /** After `g`. */
  readonly key: string;
  readonly for?: 'admin' | 'preview';
}

/** In the order of the navigation. */
export const nav: readonly NavEntry[] = [
  { to: '/', label: 'Send', key: 's' },
  { to: '/findings', label: 'Findings', key: 'f' },
  { to: '/since', label: 'Since', key: 'n' },
  { to: '/coverage', label: 'Coverage', key: 'c' },
  { to: '/figures', label: 'Figures', key: 'i' },
  { to: '/reader', label: 'Reader', key: 'r', for: 'preview' },
  { to: '/audit', label: 'Audit', key: 'a' },
  { to: '/schedule', label: 'Schedule', key: 't' },
];

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
