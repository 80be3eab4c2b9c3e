/** Encodings that a browser takes; `br;q=0` is one that it does not. */
export function encodingsIn(header = ''): ReadonlySet<string> {
  const taken = header
    .toLowerCase()
    .split(',')
    .map((one) => one.trim().split(/\s*;\s*q=/))
    .filter(([, q]) => q === undefined || Number(q) > 0);
  return new Set(taken.map(([name = '']) => name));
}
