/** Header fields of mail (RFC 5322 §2.2) by their lower-case name; of several of one name, all, in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Bounds: beyond them nothing is read. */
const MOST_FIELDS = 500;
const LONGEST_VALUE = 4000;

/** The fields up to the first empty line. What is no field is passed over. */
export function fieldsOf(text: string): Fields {
  const fields = new Map<string, string[]>();
  for (const line of unfolded(text).split('\n').slice(0, MOST_FIELDS)) {
    if (line === '') break;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (!/^[!-9;-~]{1,100}$/.test(name)) continue;
    const value = line.slice(colon + 1, colon + 1 + LONGEST_VALUE).trim();
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

/** Groups of fields with empty lines between them (RFC 3464 §2.1.1), at most so many. */
export function groupsOf(text: string, most: number): readonly Fields[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/, most + 1)
    .map((group) => fieldsOf(group.replace(/^\n+/, '')))
    .filter(({ size }) => size > 0)
    .slice(0, most);
}

export function first(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.[0];
}

function unfolded(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/\n[ \t]+(?=\S)/g, ' ');
}
