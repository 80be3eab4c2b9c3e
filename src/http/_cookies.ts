import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Door, Env } from './_api.ts';

/** A secret that a browser keeps for us, and shows to no script and to no other site. */
export interface SecretCookie {
  read(context: Context<Env>): string | undefined;
  write(context: Context<Env>, secret: string, seconds: number): void;
  clear(context: Context<Env>): void;
}

/** Only these routes read a cookie. */
const PATH = '/api/auth';

/**
 * Over https by the prefix `__Host-`, which has browsers take it only over TLS, from this very host and for all of its
 * paths: no neighbouring subdomain can plant one. On this machine without TLS (and a browser takes no `Secure` cookie
 * there) it goes to the routes of the sign-in alone, and has the port in its name, since browsers tell no ports apart.
 */
export function secretCookie(name: string, { bridge }: Door): SecretCookie {
  const url = new URL(bridge.url);
  const isSecure = url.protocol === 'https:';
  const whole = isSecure ? `__Host-${name}` : `${name}-${url.port === '' ? '80' : url.port}`;
  const scope: CookieOptions = {
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
    path: isSecure ? '/' : PATH,
  };
  return {
    read: (context) => getCookie(context, whole),
    write: (context, secret, seconds) => {
      setCookie(context, whole, secret, { ...scope, maxAge: seconds });
    },
    clear: (context) => {
      deleteCookie(context, whole, scope);
    },
  };
}
