/*
 * How long everything is good for. OWASP has sessions end by idleness and, however busy, in the end; what a thief could
 * carry off (a link, an access token, a ticket) is good for minutes at most.
 */

/** A link in a mail. */
export const LINK_MS = 15 * 60_000;
/** An access token; its session is looked at with each request all the same. */
export const ACCESS_SECONDS = 15 * 60;
/** A session that nobody refreshed for so long has ended. */
export const IDLE_MS = 7 * 86_400_000;
/** A session ends by then, however often it is refreshed. */
export const SESSION_MS = 30 * 86_400_000;
/** For so long the refresh token before the last still works: its answer was lost on the way, or two tabs asked at once. */
export const LEEWAY_MS = 10_000;
/** A ticket: from a click to the page that it opens. */
export const TICKET_MS = 60_000;
/** Clocks of servers that share the records differ by less. */
export const CLOCK_SECONDS = 5;
