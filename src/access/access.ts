import type { Effects } from '../core/effects.ts';
import type { DashboardSettings } from '../model/dashboard-settings.ts';
import type { Records } from '../model/records.ts';
import type { Identity, Ticket } from '../model/session.ts';

/*
 * Who may use the dashboard: links by mail, sessions, tokens and tickets. It knows of no HTTP: whoever calls it brings
 * what a browser sent, and takes back what a browser is to keep.
 */

export type AccessUser = DashboardSettings['users'][number];

export interface AccessOptions {
  readonly records: Pick<Records, 'links' | 'sessions' | 'tickets' | 'attempts' | 'tokenKeys' | 'addresses'>;
  readonly effects: Pick<Effects, 'now' | 'randomBytes'>;
  /** Where the dashboard is: it issues the tokens, and its API takes them. */
  readonly url: string;
  /** As the portfolio says now: a user who is taken out of it is signed out at the next look. */
  readonly settings: () => Promise<Pick<DashboardSettings, 'users'>>;
}

/** What a browser that signed in gets. */
export interface Opened {
  readonly identity: Identity;
  readonly user: AccessUser;
  /** JWT; good for `accessSeconds`. */
  readonly accessToken: string;
  readonly accessSeconds: number;
  /** For a cookie that no script reads; good once, for the next refresh. */
  readonly refreshToken: string;
  readonly refreshSeconds: number;
}

/** Why somebody is not let in. For programs; what a browser hears does not tell an unknown user from a known one. */
export type Refusal =
  | 'no-token'
  | 'bad-token'
  | 'token-expired'
  | 'session-ended'
  | 'token-reused'
  | 'bad-link'
  | 'no-user';

export type Admitted<T> = { readonly ok: T } | { readonly refused: Refusal };

export interface LinkWish {
  readonly address: string;
  /** Where the wish came from, as the network says: for limits only. */
  readonly client: string;
  /** What the browser keeps of an earlier wish: one browser may ask twice, and use either link. */
  readonly browser?: string | undefined;
}

export interface LinkAnswer {
  /** For a cookie of the browser that asked: only it can use the link. */
  readonly browser: string;
  readonly seconds: number;
  /** What is to be mailed, and to whom; none for an address that is nobody's. The answer to the browser is the same. */
  readonly link?: { readonly token: string; readonly user: AccessUser };
}

export interface Access {
  /** A link for an address. When there were too many of late, `askAt` says when to ask again (milliseconds since 1970). */
  askLink(wish: LinkWish): Promise<LinkAnswer | { readonly askAt: number }>;
  /** Uses a link up: once, within its time, by the browser that asked. */
  open(token: string, browser: string | undefined): Promise<Admitted<Opened>>;
  /** The next pair of tokens for a refresh token; one that was used before ends the whole session. */
  refresh(refreshToken: string | undefined): Promise<Admitted<Opened>>;
  /**
   * Who an access token speaks for: signature, issuer, audience, times, type. Its session must not have ended, and its
   * user must still be in the portfolio, whose role counts where it is the lesser one.
   */
  verify(accessToken: string | undefined): Promise<Admitted<Identity>>;
  /** Ends the session of a refresh token and that of an access token, if they are any: usually one and the same. */
  signOut(refreshToken: string | undefined, accessToken?: string): Promise<void>;
  /** Ends every session of a user. Answers how many. */
  signOutEverywhere(user: string): Promise<number>;
  /** Lets the bearer open a page once, within a minute. */
  ticket(identity: Identity, page: { readonly report: string; readonly reader?: string | undefined }): Promise<string>;
  useTicket(ticket: string): Promise<Admitted<Ticket>>;
  /** Public keys of access tokens as a JWK set (RFC 7517). */
  keys(): { readonly keys: readonly Readonly<Record<string, string>>[] };
}
