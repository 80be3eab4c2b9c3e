export type Tag = readonly [name: string, value: string];

/**
 * Tags of one line of a comment, as hledger finds them: a word that ends in a colon, and the text behind it up to a
 * comma. Linear: each character is looked at once or twice.
 */
export function tagsOf(line: string): Tag[] {
  const tags: Tag[] = [];
  for (let at = 0; at < line.length;) {
    const colon = line.indexOf(':', at);
    if (colon < 0) break;
    const name = lastWord(line.slice(at, colon));
    at = colon + 1;
    if (name === '') continue;
    const comma = line.indexOf(',', at);
    const end = comma < 0 ? line.length : comma;
    tags.push([name, line.slice(at, end).trim()]);
    at = end + 1;
  }
  return tags;
}

function lastWord(text: string): string {
  let from = text.length;
  while (from > 0 && text[from - 1]?.trim() !== '') from -= 1;
  return text.slice(from);
}

/** Dates in square brackets, where ledger and hledger look for a posting's own: `[2026-04-30=2026-05-02]`, `[=05-02]`. */
export function bracketed(line: string): string[] {
  const found: string[] = [];
  for (let open = line.indexOf('['); open >= 0; open = line.indexOf('[', open + 1)) {
    const close = line.indexOf(']', open);
    if (close < 0) break;
    const inside = line.slice(open + 1, close);
    if (inside.length <= 32 && /^[\d\-/.=]+$/.test(inside) && /[-/.]/.test(inside)) found.push(inside);
  }
  return found;
}
