import fc from 'fast-check';
import type { Report } from '../../src/model/report.ts';

/* Reports whose every word from outside was chosen by somebody who means harm. */

const OUTSIDE = new Set([
  'title',
  'portfolio',
  'audience',
  'label',
  'why',
  'unknown',
  'entity',
  'entityName',
  'subject',
  'source',
  'wouldTell',
  'file',
  'who',
  'group',
  'standard',
  'of',
]);

function isOutside(key: string, owner: Readonly<Record<string, unknown>>): boolean {
  return OUTSIDE.has(key) || (key === 'text' && (owner['kind'] === 'quote' || owner['kind'] === 'label'));
}

function replaced(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, text));
  if (value === null || typeof value !== 'object') return value;
  const owner = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(owner).map(([key, one]) => {
      if (typeof one === 'string' && isOutside(key, owner)) return [key, text];
      if (key === 'categories' && Array.isArray(one)) return [key, one.map(() => text)];
      return [key, replaced(one, text)];
    }),
  );
}

/** The report with every text from outside replaced by one. */
export function withText(report: Report, text: string): Report {
  return replaced(report, text) as Report;
}

export const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table></body>',
  '<!--[if mso]><v:rect>',
  '--><b>',
  ']]></style><style>*{display:none}</style>',
  '&lt;b&gt; &amp; &#x3c;i>',
  '\u202egpj.exe\u2066',
  '\u0000\u001b[2J\u0007\u009b31m',
  '| cell | `code` | **bold** [link](javascript:alert(1)) <https://example.com>',
  'line one\r\nBcc: all@example.com\n\n# heading\n- list',
  '{{7*7}} ${7*7} <%= 7 %>',
  '# 1. - + = ~~~ ```',
  '日本語の支払先 가나다 👩‍👩‍👧 e\u0301',
  'שלום ‏(1) مرحبا',
  '\ud800 \ufffe \uffff',
] as const;

/** Never blank: a blank name is left out, as it should be. */
export const anyText = fc
  .oneof(
    fc.constantFrom(...ATTACKS),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  .filter((text) => text.trim() !== '');
