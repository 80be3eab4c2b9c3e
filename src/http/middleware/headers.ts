import { createMiddleware } from 'hono/factory';
import type { Door, Env } from '../_api.ts';

/** An answer of the API is data: no browser may make a page of it, frame it, or run anything in it. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** What a page could ask a browser for, and ours never does; browsers complain of names that they do not know. */
const UNUSED = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-robots-tag': 'noindex',
};

/** Means something for pages alone. */
const OF_PAGES: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': UNUSED.map((name) => `${name}=()`).join(', '),
  'x-dns-prefetch-control': 'off',
};

/** A year, as the list of sites that browsers preload asks for. */
const TLS_ONLY = 'max-age=31536000';

/** What browsers are told with every answer. A route that says something of its own keeps it. */
export function securityHeaders(door: Door) {
  return createMiddleware<Env>(async (context, next) => {
    await next();
    const { headers } = context.res;
    const put = (name: string, value: string): void => {
      if (!headers.has(name)) headers.set(name, value);
    };
    for (const [name, value] of Object.entries(ALWAYS)) put(name, value);
    const isPage = headers.get('content-type')?.startsWith('text/html');
    for (const [name, value] of isPage ? Object.entries(OF_PAGES) : []) put(name, value);
    if (!headers.has('content-security-policy')) {
      put('content-security-policy', DATA_POLICY);
      put('x-frame-options', 'DENY');
    }
    if (isOverTls(door)) put('strict-transport-security', TLS_ONLY);
    // What the API says is of now and of whoever asked: no cache keeps it.
    put('cache-control', 'no-store');
  });
}

function isOverTls({ bridge }: Door): boolean {
  return bridge.url.startsWith('https:');
}
