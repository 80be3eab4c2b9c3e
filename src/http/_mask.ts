/** An address for whoever may not see whose it is: `s…@example.com`. */
export function masked(address: string): string {
  const [first = ''] = address;
  const at = address.lastIndexOf('@');
  return `${first}…${at === -1 ? '' : address.slice(at)}`;
}
