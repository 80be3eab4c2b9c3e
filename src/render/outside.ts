/*
 * Text from outside (payees, file names, entity names) on its way to a reader. Each renderer escapes for its own
 * format; what is here makes the text safe to *look at*: nothing in it can reorder, overwrite or hide what stands
 * around it.
 */

// eslint-disable-next-line no-control-regex -- control characters are what this line is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
/** Bidirectional controls (UAX #9 §2): one of them turns `exe.pdf` round; what shows as nothing; what is no character. */
const INVISIBLE =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Noncharacter_Code_Point}/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Text from outside on one line: line breaks and tabs become spaces, other controls are shown and not obeyed. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(CONTROLS, shown)
    .replaceAll(INVISIBLE, shown)
    .replaceAll(LONE_SURROGATE, '\ufffd');
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** True for text with letters that run right to left: a renderer isolates it, or it turns its neighbours round. */
export function runsRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}
