/**
 * What follows from a thing alone, which nobody changes: made when it is first asked for, and kept for as long as anybody
 * holds that very thing. It cannot be out of date, and takes no room of its own.
 */
export function oncePer<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const before = made.get(of);
    if (before) return before.value;
    const value = make(of);
    made.set(of, { value });
    return value;
  };
}
