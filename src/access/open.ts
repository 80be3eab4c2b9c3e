import type { Identity } from '../model/session.ts';
import type { Access, AccessOptions, Admitted, Opened } from './access.ts';
import { magicLinks } from './links.ts';
import { signedIn, type Held } from './sessions.ts';
import { pageTickets } from './tickets.ts';
import { IDLE_MS } from './times.ts';
import { accessTokens } from './tokens.ts';

export function openAccess(options: AccessOptions): Access {
  const { records, effects, url } = options;
  const links = magicLinks(options);
  const sessions = signedIn(options);
  const tickets = pageTickets(options, sessions);
  const tokens = accessTokens({ keys: records.tokenKeys, effects, url });

  const opened = ({ session, user, refreshToken }: Held): Opened => {
    const { id, expires } = session;
    const { token, seconds, identity } = tokens.sign({ user: user.id, role: user.role, session: id, expires });
    const left = Math.min(IDLE_MS, expires - effects.now());
    const refreshSeconds = Math.max(1, Math.floor(left / 1000));
    return { identity, user, accessToken: token, accessSeconds: seconds, refreshToken, refreshSeconds };
  };

  const verify = async (accessToken: string | undefined): Promise<Admitted<Identity>> => {
    const read = await tokens.read(accessToken);
    if ('refused' in read) return read;
    const living = await sessions.live(read.ok.user, read.ok.session);
    if ('refused' in living) return living;
    // Whoever may less by now than when the token was made may less at once; more, with the next token.
    const isLowered = living.ok.user.role !== 'admin';
    return isLowered ? { ok: { ...read.ok, role: living.ok.user.role } } : read;
  };

  return {
    askLink: (wish) => links.ask(wish),
    open: async (token, browser) => {
      const user = await links.use(token, browser);
      return user ? { ok: opened(await sessions.begin(user)) } : { refused: 'bad-link' };
    },
    refresh: async (refreshToken) => {
      const held = await sessions.refresh(refreshToken);
      return 'refused' in held ? held : { ok: opened(held.ok) };
    },
    verify,
    signOut: async (refreshToken, accessToken) => {
      await sessions.endOf(refreshToken);
      const bearer = await verify(accessToken);
      if ('ok' in bearer) await sessions.end({ user: bearer.ok.user, id: bearer.ok.session }, 'signed-out');
    },
    signOutEverywhere: (user) => sessions.endAll(user),
    ticket: (identity, page) => tickets.make(identity, page),
    useTicket: (ticket) => tickets.use(ticket),
    keys: () => tokens.keys(),
  };
}
