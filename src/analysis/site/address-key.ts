/** One name for an address that hosts serve alike: without `www.`, `index.html`, `.html` and a last slash. */
export function siteKey(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  const path = pathname
    .replace(/\/index\.html?$/i, '/')
    .replace(/\.html?$/i, '')
    .replace(/\/+$/, '');
  return `${host.toLowerCase().replace(/^www\./, '')}${path}`;
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host.toLowerCase().replace(/^www\./, '') : '';
}

/** An address as it is asked for: without a fragment, with a slash behind a bare host. */
export function plainAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hash = '';
  return url.href;
}
