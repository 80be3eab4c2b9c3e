import type { Answer } from './_answer.ts';

/** The first difference between two answers, as lines; '' where there is none. */
export function difference(left: Answer | undefined, right: Answer, names: readonly [string, string]): string {
  if (!left) return 'no answer';
  for (const place of new Set([...left.register.keys(), ...right.register.keys()])) {
    const rows = apart(left.register.get(place) ?? [], right.register.get(place) ?? [], names);
    if (rows !== '') return `${place}\n${rows}`;
  }
  const balances = apart(left.balances, right.balances, names);
  if (balances !== '') return `balances\n${balances}`;
  const atCost = apart(left.atCost, right.atCost, names);
  return atCost === '' ? '' : `balances at cost\n${atCost}`;
}

function apart(left: readonly string[], right: readonly string[], [ours, theirs]: readonly [string, string]): string {
  if (left.length === right.length && left.every((row, index) => row === right[index])) return '';
  const only = (rows: readonly string[], others: readonly string[], name: string): string[] =>
    rows.filter((row) => !others.includes(row)).map((row) => `${name}: ${row}`);
  const lines = [...only(left, right, ours), ...only(right, left, theirs)];
  return lines.length === 0 ? `the order, or a row twice: ${left.join(' / ')}` : lines.join('\n');
}
