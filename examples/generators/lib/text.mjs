/** How amounts, dates and fields look in exports. Amounts are whole cents; digits are placed, never divided. */

/** `123456` → `1234.56`. @param {number} cents */
export function plain(cents) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `123456` → `1,234.56`, or with other marks `1.234,56`. @param {number} cents */
export function grouped(cents, group = ',', mark = '.') {
  const [whole = '', fraction = ''] = plain(Math.abs(cents)).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replace(/\B(?=(?:\d{3})+$)/g, group)}${mark}${fraction}`;
}

/** `-123456` → `(1,234.56)`. @param {number} cents */
export function accounting(cents) {
  return cents < 0 ? `(${grouped(-cents)})` : grouped(cents);
}

/** `-123456` → `-$1,234.56`. @param {number} cents */
export function dollars(cents) {
  return `${cents < 0 ? '-' : ''}$${grouped(Math.abs(cents))}`;
}

/** `2026-04-30` → `04/30/2026`. @param {string} date */
export function american(date) {
  return `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
}

/** `2026-04-03` → `4/3/2026`. @param {string} date */
export function americanShort(date) {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8))}/${date.slice(0, 4)}`;
}

/** `2026-04-30` → `30.04.2026`, or with another mark. @param {string} date */
export function dayFirst(date, mark = '.') {
  return [date.slice(8), date.slice(5, 7), date.slice(0, 4)].join(mark);
}

/** Quotes a field where RFC 4180 asks for it. @param {string} text */
export function field(text, delimiter = ',') {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Quotes every field, as many banks do. @param {string} text */
export function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/** @param {readonly string[]} fields */
export function record(fields, delimiter = ',') {
  return fields.map((text) => field(text, delimiter)).join(delimiter);
}

const CP1252 = new Map([
  ['€', 0x80],
  ['–', 0x96],
  ['’', 0x92],
  ['Œ', 0x8c],
  ['œ', 0x9c],
]);

/** Windows-1252, which is latin-1 with printable characters at 80–9F. @param {string} text */
export function windows1252(text) {
  return Uint8Array.from(text, (char) => {
    const code = CP1252.get(char) ?? char.codePointAt(0) ?? 0;
    if (code > 0xff) throw new Error(`windows-1252 has no ${char}`);
    return code;
  });
}

/** @param {string} text */
export function utf8(text, bom = false) {
  return new TextEncoder().encode(bom ? `\uFEFF${text}` : text);
}
