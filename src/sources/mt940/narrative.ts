import { tidy } from '../_text.ts';

/** What field 86 says of a movement, whichever way the bank writes it. */
export interface Narrative {
  readonly payee: string;
  readonly memo: string;
  /** The payer's reference; '' when there is none. */
  readonly reference: string;
  /** The bank's word for the kind of movement; '' when there is none. */
  readonly type: string;
  readonly dialect: 'numbered' | 'slashed' | 'plain';
}

/** A subfield of the German kind is cut after as many characters as this; a full one goes on in the next. */
const FULL = 27;
/** A line of SWIFT is cut after 65 characters. */
const FULL_LINE = 65;
/** Longer text is no narrative; no pattern looks at it. */
const LONGEST = 16_384;

/** Pieces cut at a length: a full one goes on without a space, since the cut can be within a word. */
function joined(pieces: readonly string[], full: number): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1] ?? '';
    text += index > 0 && before.length < full && !before.endsWith(' ') ? ` ${piece}` : piece;
  }
  return text;
}

const NONE: ReadonlySet<string> = new Set(['', 'NOTPROVIDED', 'NONREF', 'NOT PROVIDED']);
const reference = (text: string | undefined): string =>
  NONE.has(tidy(text ?? '').toUpperCase()) ? '' : tidy(text ?? '');

function sentence(...parts: readonly string[]): string {
  return parts
    .map(tidy)
    .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
    .join(' · ');
}

/* German: `166?00SEPA-UEBERWEISUNG?109310?20EREF+7?21SVWZ+Rent May?30BIC?31IBAN?32Name?33more name`. */

const NUMBERED = /^(\d{3})([^A-Za-z0-9\s])(?=\d{2})/;
const KEYWORDS = /(?:^|[ ?])?(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g;

/** The purpose by its SEPA keywords; what stands before the first is under ''. */
function byKeyword(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(KEYWORDS)];
  const parts = new Map([['', text.slice(0, found[0]?.index ?? text.length)]]);
  for (const [index, match] of found.entries()) {
    const end = found[index + 1]?.index ?? text.length;
    const key = match[1] ?? '';
    if (!parts.has(key)) parts.set(key, text.slice(match.index + match[0].length, end));
  }
  return parts;
}

function readNumbered(text: string, code: string, separator: string): Narrative {
  const subfields = new Map<string, string[]>();
  for (const piece of text.slice(code.length).split(separator).slice(1)) {
    const key = /^\d{2}/.exec(piece)?.[0];
    // A separator within a text: it belongs to what stands before it.
    const last = [...subfields.values()].at(-1);
    if (key === undefined && last) last[last.length - 1] += `${separator}${piece}`;
    if (key === undefined) continue;
    const before = subfields.get(key);
    if (before) before.push(piece.slice(2));
    else subfields.set(key, [piece.slice(2)]);
  }
  const of = (keys: readonly string[]): string =>
    joined(
      keys.flatMap((key) => subfields.get(key) ?? []),
      FULL,
    );
  const purposes = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '60', '61', '62', '63'];
  const parts = byKeyword(of(purposes));
  const name = tidy(of(['32', '33']));
  const other = parts.get('ABWA') ?? parts.get('ABWE') ?? '';
  const account = tidy(of(['31']));
  return {
    payee: name || tidy(other) || account,
    memo: sentence(parts.get('SVWZ') ?? '', parts.get('') ?? '', name === '' || other === '' ? '' : `for ${other}`),
    reference: reference(parts.get('EREF')) || reference(parts.get('KREF')),
    type: tidy(of(['00'])) || code,
    dialect: 'numbered',
  };
}

/* Dutch and others: `/TRTP/SEPA OVERBOEKING/IBAN/NL…/BIC/…/NAME/Mara/REMI/Rent May/EREF/NOTPROVIDED`. */

const CODES =
  'TRTP TRCD IBAN BIC NAME REMI EREF PREF KREF MARF CSID PURP SVCL ORDP BENM CNTP ID ADDR ULTD ULTB ULTC UDTR UCRD ISDT RTRN NRTX ACCW CHGS EXCH OCMT BUSP SUBS PY OM ACOR RTYP MDAT BO EI EV PTYP SVLV';
const SLASHED = new RegExp(`/(${CODES.split(' ').join('|')})/`, 'g');

/** True for a text that begins with a code between slashes. */
function isSlashed(text: string): boolean {
  SLASHED.lastIndex = 0;
  return SLASHED.exec(text)?.index === 0;
}

function readSlashed(text: string): Narrative {
  SLASHED.lastIndex = 0;
  const found: { code: string; from: number; at: number }[] = [];
  for (let match = SLASHED.exec(text); match; match = SLASHED.exec(text)) {
    found.push({ code: match[1] ?? '', from: SLASHED.lastIndex, at: match.index });
    SLASHED.lastIndex -= 1; // the slash that ends one code may begin the next: /ORDP//NAME/
  }
  const parts = new Map<string, string>();
  for (const [index, { code, from }] of found.entries()) {
    const value = text.slice(from, Math.max(from, found[index + 1]?.at ?? text.length));
    if (!parts.has(code)) parts.set(code, value.replace(/^\/{1,4}/, '').replace(/\/{1,4}\s*$/, ''));
  }
  // ING: account, bank, name and town of the other side in one.
  const [account = '', , name = ''] = (parts.get('CNTP') ?? '').split('/');
  const side = parts.get('ORDP') ?? parts.get('BENM') ?? '';
  const remittance = (parts.get('REMI') ?? '').replace(/^(?:USTD\/{1,2}|STRD\/[^/]{0,12}\/)/, '');
  const behalf = parts.get('ULTD') ?? parts.get('ULTB') ?? parts.get('UDTR') ?? parts.get('UCRD') ?? '';
  return {
    payee: tidy(parts.get('NAME') ?? name) || tidy(side) || tidy(parts.get('IBAN') ?? account),
    memo: sentence(
      remittance,
      parts.get('PURP') ?? '',
      behalf.replace(/^\/?NAME\//, '') && `for ${behalf.replace(/^\/?NAME\//, '')}`,
      parts.get('RTRN') ?? '',
    ),
    reference: reference(parts.get('EREF')) || reference(parts.get('PREF')) || reference(parts.get('KREF')),
    type: tidy(parts.get('TRTP') ?? parts.get('TRCD') ?? ''),
    dialect: 'slashed',
  };
}

/** Reads field 86. */
export function readNarrative(lines: readonly string[]): Narrative {
  const bounded = joined(lines, 0).slice(0, LONGEST);
  const numbered = NUMBERED.exec(bounded);
  if (numbered) return readNumbered(bounded, numbered[1] ?? '', numbered[2] ?? '?');
  if (isSlashed(bounded)) return readSlashed(bounded);
  const whole = tidy(joined(lines, FULL_LINE).slice(0, LONGEST));
  return {
    payee: tidy(lines[0] ?? ''),
    memo: lines.length > 1 ? whole : '',
    reference: '',
    type: '',
    dialect: 'plain',
  };
}
