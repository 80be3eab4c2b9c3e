import { styleText } from 'node:util';

/** Colours of a statement on a terminal; without colour each gives its text back. */
export interface Ink {
  readonly heading: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly bad: (text: string) => string;
}

export function inkOf(colour: boolean): Ink {
  // `validateStream: false`: whether to colour is the caller's decision.
  const ink = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    colour && text.trim() !== '' ? styleText(style, text, { validateStream: false }) : text;
  return { heading: ink(['bold', 'cyan']), strong: ink('bold'), muted: ink('dim'), bad: ink('red') };
}
