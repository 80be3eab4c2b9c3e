/** Every page of the dashboard, by the name of its screenshot. */
export const PAGES = {
  send: '/',
  findings: '/findings',
  since: '/since',
  coverage: '/coverage',
  figures: '/figures',
  figure: '/figures/group.runway.months',
  reader: '/reader',
  audit: '/audit',
  schedule: '/schedule',
  'no-such-page': '/no-such-page',
} as const;

export const WIDTHS = { phone: { width: 375, height: 800 }, desktop: { width: 1280, height: 900 } } as const;
export const THEMES = ['light', 'dark'] as const;
