import { sha256 } from '../core/hash.ts';
import type { Kept } from '../model/records.ts';
import type { Session } from '../model/session.ts';
import type { AccessOptions, AccessUser, Admitted } from './access.ts';
import { isSame, newSecret, nextSecret } from './secrets.ts';
import { IDLE_MS, LEEWAY_MS, SESSION_MS } from './times.ts';

/*
 * A session begins with a link and goes on by refresh tokens, each good once:
 *
 *   A ──refresh──▶ B ──refresh──▶ C          on record: the hashes of C (now) and of B (before)
 *   B again within the leeway ──▶ C          its answer was lost on the way, or two tabs asked at once
 *   B again later, or A ────────▶ the end    someone has a copy: nobody can tell who, so both are out
 *
 * C is made of B and a salt that lies on record, so whoever asks twice gets the same one, whichever answer comes last,
 * and the records alone give nobody a token.
 */

/** How a refresh token is written: `ann.<session>.<secret>`. */
const TOKEN = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.([0-9a-f]{32})\.([\w-]{43})$/;
const MOST_CHARACTERS = 200;
/** Far more than requests of one browser there ever are at a time. */
const TRIES = 20;

type Why = NonNullable<Session['ended']>['why'];

export interface Held {
  readonly session: Session;
  readonly user: AccessUser;
  readonly refreshToken: string;
}

export interface Sessions {
  begin(user: AccessUser): Promise<Held>;
  refresh(refreshToken: string | undefined): Promise<Admitted<Held>>;
  /** Whose session it is, if it has not ended and the user is still in the portfolio. */
  live(user: string, id: string): Promise<Admitted<{ readonly session: Session; readonly user: AccessUser }>>;
  /** Ends the session of a refresh token, if it is one. */
  endOf(refreshToken: string | undefined): Promise<void>;
  /** True when this call ended it. */
  end(session: Pick<Session, 'user' | 'id'>, why: Why): Promise<boolean>;
  endAll(user: string): Promise<number>;
}

interface Read {
  readonly user: string;
  readonly id: string;
  readonly secret: string;
  readonly hash: string;
}

function readToken(token: string | undefined): Read | undefined {
  if (token === undefined || token.length > MOST_CHARACTERS) return undefined;
  const [, user, id, secret] = TOKEN.exec(token) ?? [];
  if (user === undefined || id === undefined || secret === undefined) return undefined;
  return { user, id, secret, hash: sha256(token) };
}

const tokenOf = ({ user, id }: Pick<Session, 'user' | 'id'>, secret: string): string => `${user}.${id}.${secret}`;

export function signedIn({ records: { sessions }, effects, settings }: AccessOptions): Sessions {
  const userOf = async (id: string): Promise<AccessUser | undefined> =>
    (await settings()).users.find((one) => one.id === id);

  const isOver = ({ ended, refreshed, expires }: Session): boolean =>
    ended !== undefined || effects.now() >= expires || effects.now() - refreshed >= IDLE_MS;

  const end: Sessions['end'] = async ({ user, id }, why) => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await sessions.get(user, id);
      if (!kept || kept.record.ended) return false;
      if (await sessions.replace(kept, { ...kept.record, ended: { at: effects.now(), why } })) return true;
    }
    throw new Error('Others kept writing a session that was to end');
  };

  const live: Sessions['live'] = async (name, id) => {
    const kept = await sessions.get(name, id);
    if (!kept || isOver(kept.record)) return { refused: 'session-ended' };
    const user = await userOf(name);
    return user ? { ok: { session: kept.record, user } } : { refused: 'no-user' };
  };

  /** The next token for the one that is good now; undefined when another request was faster. */
  const rotate = async (kept: Kept<Session>, read: Read): Promise<{ session: Session; token: string } | undefined> => {
    const salt = newSecret(effects);
    const token = tokenOf(kept.record, nextSecret(read.secret, salt));
    const next = { ...kept.record, refresh: sha256(token), before: read.hash, salt, refreshed: effects.now() };
    const written = await sessions.replace(kept, next);
    return written && { session: written.record, token };
  };

  /** The token that was answered before, to whoever asks again at once. */
  const again = ({ record }: Kept<Session>, read: Read): { session: Session; token: string } | undefined => {
    const { before, salt, refreshed } = record;
    if (before === undefined || salt === undefined || !isSame(before, read.hash)) return undefined;
    if (effects.now() - refreshed >= LEEWAY_MS) return undefined;
    return { session: record, token: tokenOf(record, nextSecret(read.secret, salt)) };
  };

  /** What a refresh token is answered; undefined when another request was faster, and it must be looked at again. */
  const step = async (read: Read): Promise<Admitted<Held> | undefined> => {
    const kept = await sessions.get(read.user, read.id);
    if (!kept || isOver(kept.record)) return { refused: 'session-ended' };
    const isNow = isSame(kept.record.refresh, read.hash);
    const earlier = isNow ? undefined : again(kept, read);
    if (!isNow && !earlier) {
      await end(kept.record, 'token-reused');
      return { refused: 'token-reused' };
    }
    const user = await userOf(read.user);
    if (!user) {
      await end(kept.record, 'removed');
      return { refused: 'no-user' };
    }
    const next = earlier ?? (await rotate(kept, read));
    return next && { ok: { session: next.session, user, refreshToken: next.token } };
  };

  return {
    live,
    begin: async (user) => {
      const id = Buffer.from(effects.randomBytes(16)).toString('hex');
      const refreshToken = tokenOf({ user: user.id, id }, newSecret(effects));
      const now = effects.now();
      const times = { created: now, refreshed: now, expires: now + SESSION_MS };
      const session: Session = { id, user: user.id, refresh: sha256(refreshToken), ...times };
      await sessions.add(session);
      return { session, user, refreshToken };
    },
    refresh: async (refreshToken) => {
      if (refreshToken === undefined) return { refused: 'no-token' };
      const read = readToken(refreshToken);
      if (!read) return { refused: 'bad-token' };
      for (let tried = 0; tried < TRIES; tried += 1) {
        const said = await step(read);
        if (said) return said;
      }
      throw new Error('Others kept writing a session that was to be refreshed');
    },
    end,
    endOf: async (refreshToken) => {
      const read = readToken(refreshToken);
      const kept = read && (await sessions.get(read.user, read.id));
      if (!read || !kept) return;
      const { refresh, before = '' } = kept.record;
      // The one before, too: a tab that asks to sign out may not have heard of the last.
      if (isSame(refresh, read.hash) || isSame(before, read.hash)) await end(kept.record, 'signed-out');
    },
    endAll: async (user) => {
      let count = 0;
      for (const { record } of await sessions.of(user)) {
        if (!isOver(record) && (await end(record, 'signed-out'))) count += 1;
      }
      return count;
    },
  };
}
