interface Reason {
  readonly reason: string;
  /** The businesses that it holds for; none where it is nobody's in particular. */
  readonly of: readonly string[];
}

/** `JADA: its receipts; Dump: its receipts` says the same twice: each reason once, with whose it is. */
export function reasonsOf(why: string, names: readonly string[]): readonly Reason[] {
  const reasons = new Map<string, string[]>();
  for (const part of partsOf(why, names)) {
    const name = names.find((one) => part.startsWith(`${one}: `));
    const reason = name === undefined ? part : part.slice(name.length + 2);
    const of = reasons.get(reason) ?? [];
    if (name !== undefined) of.push(name);
    reasons.set(reason, of);
  }
  return [...reasons].map(([reason, of]) => ({ reason, of }));
}

/** A semicolon parts two where the name of a business follows it; any other is the sentence's own. */
function partsOf(why: string, names: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const piece of why.split('; ')) {
    const begins = parts.length === 0 || names.some((name) => piece.startsWith(`${name}: `));
    if (begins) parts.push(piece);
    else parts.push(`${parts.pop() ?? ''}; ${piece}`);
  }
  return parts;
}
