export type Theme = 'light' | 'dark';

export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
  readonly unknown: string;
  readonly reference: string;
  /** Okabe and Ito's colours: 3:1 or more against the ground, and apart for the colour-blind. */
  readonly series: readonly string[];
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#FFFFFF',
    text: '#1E293B',
    muted: '#475569',
    grid: '#E2E8F0',
    axis: '#94A3B8',
    unknown: '#F1F5F9',
    reference: '#9A3412',
    series: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#1E293B'],
  },
  dark: {
    ground: '#0F172A',
    text: '#E2E8F0',
    muted: '#94A3B8',
    grid: '#293548',
    axis: '#64748B',
    unknown: '#1E293B',
    reference: '#FDBA74',
    series: ['#56B4E9', '#E69F00', '#009E73', '#CC79A7', '#E2E8F0'],
  },
};
