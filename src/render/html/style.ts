import { SEVERITIES } from '../../model/finding.ts';
import { SEVERITY_LOOK } from '../severity.ts';

/*
 * Every element carries its light style inline, which each mail program keeps. The style element only adds what some
 * programs know: dark mode, narrow screens. Its class names are short because each is written hundreds of times.
 */

const COLUMN = 640;

/** Charts are drawn twice: for the column less its padding, and for a phone, where a scaled picture's labels are too small. */
export const CHART_WIDTHS = { wide: 592, narrow: 343 } as const;
export type ChartSize = keyof typeof CHART_WIDTHS;

export const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

export const INK = {
  text: '#1E293B',
  muted: '#475569',
  line: '#E2E8F0',
  page: '#F1F5F9',
  card: '#FFFFFF',
  bad: '#9F1239',
  good: '#166534',
} as const;

interface Dark {
  readonly selector: string;
  readonly rules: string;
}

const DARK: readonly Dark[] = [
  { selector: '.pg', rules: 'background:#020617!important' },
  { selector: '.cd', rules: 'background:#0F172A!important' },
  { selector: '.t', rules: 'color:#E2E8F0!important' },
  { selector: '.m', rules: 'color:#A3B1C6!important' },
  { selector: '.l', rules: 'border-color:#334155!important' },
  { selector: '.n tr', rules: 'border-color:#334155!important' },
  { selector: '.bad', rules: 'color:#FDA4AF!important' },
  { selector: '.ok', rules: 'color:#86EFAC!important' },
  ...SEVERITIES.flatMap((severity) => {
    const { darkInk, darkTint } = SEVERITY_LOOK[severity];
    return [
      { selector: `.s-${severity}`, rules: `background:${darkTint}!important;color:${darkInk}!important` },
      { selector: `.e-${severity}`, rules: `background:${darkInk}!important` },
    ];
  }),
];

const PHONE = [
  '.cw{display:none!important}.cn{display:block!important}',
  '.pad{padding-left:16px!important;padding-right:16px!important}',
  '.v{font-size:20px!important}',
  '.tl{padding:10px!important}',
  '.gap{width:8px!important}',
  '.n,.n td,.n th{font-size:12px!important}',
  '.n td,.n th{padding:4px!important}',
].join('');

const DARK_RULES = DARK.map(({ selector, rules }) => `${selector}{${rules}}`).join('');

/**
 * The style elements, one for each thing that a program may not know: Gmail drops a whole element for one rule that it
 * cannot read. `[data-ogsc]` is how Outlook.com marks dark mode, for it drops the media query.
 */
export const STYLES: readonly string[] = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}body{margin:0;padding:0;-webkit-text-size-adjust:100%}.od{display:none}.n tr{border-top:1px solid #E2E8F0}',
  `@media (max-width:520px){${PHONE}}`,
  `@media (prefers-color-scheme:dark){.ol{display:none!important}.od{display:block!important}${DARK_RULES}}`,
  DARK.map(({ selector, rules }) => `[data-ogsc] ${selector}{${rules}}`).join(''),
];

/** Word draws Outlook's mail: it takes no stack of system fonts, no maximum width and no line above a row. */
export const OUTLOOK_STYLE =
  '<!--[if mso]><style>table{border-collapse:collapse}td,th,p,h1,h2,h3,span{font-family:"Segoe UI",Arial,sans-serif!important}.n td{border-top:1px solid #E2E8F0}</style><![endif]-->';
export const OUTLOOK_OPEN = `<!--[if mso]><table role="presentation" width="${COLUMN}" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`;
export const OUTLOOK_CLOSE = '<!--[if mso]></td></tr></table><![endif]-->';
