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
