import type { Position, Problem } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { lostCharacter, problem } from '../_codes.ts';
import { statementRows } from '../_statements.ts';
import { decodeText, firstLoss, HEAD_BYTES, Lines, MAX_BYTES, type Decoded } from '../_text.ts';
import { interpretMovements } from './movement.ts';
import { collect } from './statement.ts';

const ROOT = /<OFX(?=[\s>])/i;

/**
 * Valid UTF-8 is UTF-8, whatever the header says: many banks say CHARSET:1252 and write UTF-8. Else the header decides
 * between the single-byte encodings.
 */
function decodeOfx(bytes: Uint8Array, options: ReadOptions): Decoded {
  const decoded = decodeText(bytes, options.encoding);
  const head = decoded.text.slice(0, 1024);
  const latin9 = decoded.encoding === 'windows-1252' && decoded.how === 'found' && /8859-15\b/.test(head);
  return latin9 ? { ...decodeText(bytes, 'iso-8859-15'), how: 'found' } : decoded;
}

function version(head: string): string {
  const sgml = /OFXHEADER\s*:\s*100[\s\S]{0,80}?VERSION\s*:\s*(\d{3})/.exec(head);
  const xml = /<\?OFX\s[^>]{0,200}?VERSION\s*=\s*["'](\d{3})["']/i.exec(head);
  return sgml?.[1] ?? xml?.[1] ?? 'not stated';
}

function refused(found: Problem, layout: Readonly<Record<string, string>> = {}): ReadResult {
  return { kind: 'ofx', layout, rows: [], balances: [], problems: [found] };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const top = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) {
    const advice = { expected: `at most ${MAX_BYTES}`, mend: 'export shorter periods' };
    return refused(problem('file-too-large', top, `the file has ${bytes.length} bytes`, advice));
  }
  const { text, encoding, how } = decodeOfx(bytes, options);
  const layout = { version: version(text.slice(0, 1024)), encoding: `${encoding} (${how})` };
  if (text.trim() === '') {
    return refused(
      problem('file-empty', top, 'the file is empty', { expected: 'an OFX statement', mend: 'export it again' }),
      layout,
    );
  }
  const root = ROOT.exec(text);
  if (!root) {
    const advice = {
      expected: 'an OFX or QFX download',
      mend: 'declare `kind: csv` if it is a table, or download it again',
    };
    return refused(problem('ofx-not-found', top, 'there is no <OFX> element in this file', advice), layout);
  }
  const statements = collect(text, root.index);
  const lines = new Lines(text);
  const place = (offset: number): Position => ({ file, ...lines.at(offset) });
  const lost = firstLoss(text);
  const { rows, balances, problems, ...found } = interpretMovements({ statements, options, at: place });
  const spans = statementRows(found.statements, file);
  const end = Math.max(text.trimEnd().length - 1, 0);
  return {
    kind: 'ofx',
    layout: { ...layout, accounts: String(statements.accounts.length) },
    rows,
    balances,
    problems: [
      ...(lost === undefined ? [] : [lostCharacter(place(lost), encoding)]),
      ...problems,
      ...(statements.complete
        ? []
        : [
            problem('ofx-truncated', place(end), 'the file ends inside its <OFX> element', {
              expected: '</OFX>',
              mend: 'download it again',
            }),
          ]),
    ],
    ...(spans.rows.length > 0 ? { tables: { statements: spans.rows } } : {}),
  };
}

function recognises(head: Uint8Array, name: string): number {
  const { text } = decodeText(head.subarray(0, HEAD_BYTES), undefined, true);
  if (ROOT.test(text) || /^\s*OFXHEADER\s*:/i.test(text)) return 1;
  return /\.(?:ofx|qfx)$/i.test(name) ? 0.5 : 0;
}

/**
 * OFX and QFX downloads, 1.x (SGML) and 2.x (XML): bank, credit card and investment cash statements. A row carries the
 * line of its TRNAMT, so that a receipt points at the amount itself.
 */
export const ofx: Reader = { kind: 'ofx', role: 'statement', version: 2, recognises, read };
