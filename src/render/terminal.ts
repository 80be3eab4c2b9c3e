import { styleText } from 'node:util';
import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { renderWith } from './text.ts';
import { plainPen, type Pen } from './text/pen.ts';

export interface TerminalOptions {
  /** The caller knows of NO_COLOR, --no-color and whether anybody looks. */
  readonly color: boolean;
  /** Columns of the terminal; lines run to 100 at most, for longer ones are hard to read. */
  readonly width: number;
}

type Style = Parameters<typeof styleText>[0];

const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  critical: ['red', 'bold'],
  high: ['red'],
  medium: ['yellow'],
  low: ['blue'],
  info: ['dim'],
};

function colourPen(width: number): Pen {
  // `color: true` is the caller's decision; styleText must not ask the stream again.
  const ink = (style: Style) => (text: string) =>
    text.trim() === '' ? text : styleText(style, text, { validateStream: false });
  return {
    width,
    heading: ink(['bold', 'cyan']),
    strong: ink('bold'),
    muted: ink('dim'),
    severity: (text, severity) => ink(SEVERITY_STYLE[severity])(text),
    tone: (text, tone) => ink(tone === 'neutral' ? 'bold' : ['bold', tone === 'bad' ? 'red' : 'green'])(text),
  };
}

/** The report for a terminal: the plain text, as wide as the window, with colours where they are wanted. */
export function renderTerminal(report: Report, { color, width }: TerminalOptions): string {
  const columns = Math.min(100, Math.max(40, width));
  return renderWith(report, color ? colourPen(columns) : plainPen(columns));
}
