/** An address for whoever may not see whose it is: `s…@example.com`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address.slice(0, Math.max(at, 0))].slice(0, 1).join('')}…${address.slice(Math.max(at, 0))}`;
}
