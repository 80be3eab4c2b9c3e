import type { Context } from 'hono';
import type { Admitted, Opened } from '../../access/index.ts';
import type { Api, Door, Env, Routes } from '../_api.ts';
import { secretCookie, type SecretCookie } from '../_cookies.ts';
import { HttpProblem } from '../_problem.ts';
import { body, json, problems, route } from '../_route.ts';
import {
  bridgeState,
  jwkSet,
  linkAnswer,
  linkRequest,
  sessionAnswer,
  sessionRequest,
  signedOutAnswer,
} from '../contract/index.ts';
import { bearerOf, unauthorised } from '../middleware/authorise.ts';
import { sameOrigin } from '../middleware/same-origin.ts';

const LINK = route('anyone', {
  method: 'post',
  path: '/api/auth/link',
  operationId: 'askLink',
  summary: 'Asks for a link by mail',
  description: 'The answer is the same for an address that is nobody’s. Only the browser that asked can use the link.',
  tags: ['sign-in'],
  request: { body: body(linkRequest) },
  responses: { 202: json(linkAnswer, 'If it is a user’s address, the link is on its way'), ...problems(403, 415) },
});

const OPEN = route('anyone', {
  method: 'post',
  path: '/api/auth/session',
  operationId: 'openSession',
  summary: 'Signs in with a link',
  description: 'Takes the cookie that came with the answer to the wish for a link; sets the refresh cookie.',
  tags: ['sign-in'],
  request: { body: body(sessionRequest) },
  responses: { 200: json(sessionAnswer, 'Signed in'), ...problems(401, 403, 415) },
});

const REFRESH = route('anyone', {
  method: 'post',
  path: '/api/auth/refresh',
  operationId: 'refreshSession',
  summary: 'A new access token',
  description:
    'Takes the refresh cookie, which is good once, and sets the next. One that was used before ends the session.',
  tags: ['sign-in'],
  responses: { 200: json(sessionAnswer, 'Still signed in'), ...problems(401, 403, 415) },
});

const SIGN_OUT = route('anyone', {
  method: 'post',
  path: '/api/auth/sign-out',
  operationId: 'signOut',
  summary: 'Ends the session',
  description:
    'That of the refresh cookie, and that of the access token where one is brought. Its tokens are good for nothing from then on.',
  tags: ['sign-in'],
  responses: { 204: { description: 'Signed out, whether or not anybody was signed in' }, ...problems(403, 415) },
});

const SIGN_OUT_EVERYWHERE = route('reader', {
  method: 'post',
  path: '/api/auth/sign-out-everywhere',
  operationId: 'signOutEverywhere',
  summary: 'Ends all sessions of whoever asks',
  tags: ['sign-in'],
  responses: { 200: json(signedOutAnswer, 'All of them have ended') },
});

const STATE = route('reader', {
  method: 'get',
  path: '/api/session',
  operationId: 'session',
  summary: 'Who is signed in, and to what',
  tags: ['sign-in'],
  responses: { 200: json(bridgeState, 'As it is now') },
});

const KEYS = route('anyone', {
  method: 'get',
  path: '/.well-known/jwks.json',
  operationId: 'keys',
  summary: 'Public keys of access tokens',
  tags: ['sign-in'],
  responses: { 200: json(jwkSet, 'The key in use first') },
});

export const authRoutes: Routes = (api, door) => {
  const browser = secretCookie('browser', door);
  const refresh = secretCookie('refresh', door);
  door.bridge.signIn.onTrouble((code) => door.log({ level: 'error', what: 'sign-in mail', code }));
  for (const { path } of [LINK, OPEN, REFRESH, SIGN_OUT]) api.use(path, sameOrigin(door));
  links(api, door, browser);
  sessions(api, door, { browser, refresh });
  states(api, door);
};

function links(api: Api, { bridge, clientOf }: Door, browser: SecretCookie): void {
  api.openapi(LINK, async (context) => {
    const { email } = context.req.valid('json');
    const asked = await bridge.access.askLink({
      address: email,
      client: clientOf(context),
      browser: browser.read(context),
    });
    if ('askAt' in asked) throw tooMany(asked.askAt - bridge.effects.now());
    browser.write(context, asked.browser, asked.seconds);
    if (asked.link) {
      const { token, user } = asked.link;
      bridge.signIn.mail({ token, address: user.email, name: user.name, minutes: Math.round(asked.seconds / 60) });
    }
    return context.json({ expiresIn: asked.seconds }, 202);
  });
}

function tooMany(milliseconds: number): HttpProblem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new HttpProblem(429, 'too-many-links', 'too many links were asked for; use one of them, or ask again later', {
    headers: { 'retry-after': String(seconds) },
  });
}

interface Cookies {
  readonly browser: SecretCookie;
  readonly refresh: SecretCookie;
}

function sessions(api: Api, { bridge: { access } }: Door, { browser, refresh }: Cookies): void {
  /** What a browser gets that is signed in; one that is not keeps no refresh token. */
  const signedIn = (context: Context<Env>, admitted: Admitted<Opened>) => {
    if ('refused' in admitted) {
      refresh.clear(context);
      throw unauthorised(admitted.refused);
    }
    const { accessToken, accessSeconds, refreshToken, refreshSeconds, user, identity } = admitted.ok;
    refresh.write(context, refreshToken, refreshSeconds);
    return {
      accessToken,
      tokenType: 'Bearer' as const,
      expiresIn: accessSeconds,
      user: { id: user.id, name: user.name ?? user.id, role: identity.role },
    };
  };

  api.openapi(OPEN, async (context) => {
    const opened = await access.open(context.req.valid('json').token, browser.read(context));
    // A link that opens nothing signs nobody out.
    if ('refused' in opened) throw unauthorised(opened.refused);
    // Whoever signs in anew leaves no session behind, and no secret that another link could be used with.
    await access.signOut(refresh.read(context));
    browser.clear(context);
    return context.json(signedIn(context, opened), 200);
  });
  api.openapi(REFRESH, async (context) => {
    return context.json(signedIn(context, await access.refresh(refresh.read(context))), 200);
  });
  api.openapi(SIGN_OUT, async (context) => {
    await access.signOut(refresh.read(context), bearerOf(context));
    refresh.clear(context);
    return context.body(null, 204);
  });
  api.openapi(SIGN_OUT_EVERYWHERE, async (context) => {
    const ended = await access.signOutEverywhere(context.var.identity.user);
    refresh.clear(context);
    return context.json({ ended }, 200);
  });
}

function states(api: Api, { bridge, version }: Door): void {
  const { portfolio } = bridge.ledger.declared;
  api.openapi(STATE, (context) => {
    const { user: id, role } = context.var.identity;
    const { preview, users } = portfolio.dashboard;
    const name = users.find((one) => one.id === id)?.name ?? id;
    return context.json(
      {
        user: { id, name, role },
        portfolio: { name: portfolio.name, timeZone: portfolio.time_zone, currency: portfolio.base_currency },
        preview: preview && role === 'admin',
        transport: portfolio.delivery.transport,
        version,
      },
      200,
    );
  });
  api.openapi(KEYS, (context) => context.json(jwkSet.parse(bridge.access.keys()), 200));
}
