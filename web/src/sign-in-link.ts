/*
 * What the link in a mail brings: /sign-in#<token>. What follows the # is never sent to a server, nor seen by whoever
 * fetches links ahead of their readers.
 */

const TOKEN = /^#([\w-]{43})$/;
const WANTED = 'quarterdeck-wanted';

const isLinkPath = (path: string): boolean => path === '/sign-in';

/** The token, once: it does not stay in the address bar, nor in the history. */
export function takeLinkToken(): string | undefined {
  if (!isLinkPath(location.pathname) || location.hash === '') return undefined;
  const [, token] = TOKEN.exec(location.hash) ?? [];
  history.replaceState(null, '', '/sign-in');
  return token ?? '';
}

/** Where somebody wanted to go who had to sign in first: the link opens in another tab, perhaps. */
export function keepWanted(): void {
  if (isLinkPath(location.pathname)) return;
  try {
    localStorage.setItem(WANTED, `${location.pathname}${location.search}${location.hash}`);
  } catch {
    // Then the first page it is.
  }
}

/** A path of the dashboard's own. */
export function takeWanted(): string {
  try {
    const wanted = localStorage.getItem(WANTED) ?? '/';
    localStorage.removeItem(WANTED);
    return /^\/(?![/\\])/.test(wanted) && !isLinkPath(wanted) ? wanted : '/';
  } catch {
    return '/';
  }
}
