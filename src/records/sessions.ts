import type { Effects } from '../core/effects.ts';
import { sessionSchema, ticketSchema, type Session, type Ticket } from '../model/session.ts';
import type { Kept, SessionRecords, TicketRecords } from '../model/records.ts';
import type { Key, Store, StoredRow } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';
import { partitionRows } from './_page.ts';
import { standing } from './standing.ts';

const SESSION: Kind<Session> = {
  what: 'a session',
  schema: sessionSchema,
  beside: ({ expires }) => ({ expires }),
};

const TICKET: Kind<Ticket> = {
  what: 'a ticket',
  schema: ticketSchema,
  beside: ({ expires }) => ({ expires }),
};

/** Sessions kept while nothing is written: each request looks at one. */
const SEEN = 1000;
/** Sessions read at a time. */
const AT_ONCE = 100;

const partitionOf = (user: string): string => `sessions#${keyText(user)}`;
const sessionKey = (user: string, id: string): Key => ({ partition: partitionOf(user), sort: keyText(id) });

/** Sign-ins: a row each, with those of a user side by side, so that all of them can be ended. */
export function sessionRecords(store: Store, effects: Pick<Effects, 'now'>): SessionRecords {
  const rows = keptRows(store.auth, SESSION);
  const seen = standing<Kept<Session> | undefined>(store, SEEN);
  return {
    add: async (session) => {
      const { fresh } = await rows.first(sessionKey(session.user, session.id), session, effects.now());
      if (!fresh) throw new Error('A session was made twice: its randomness is none');
    },
    get: async (user, id) => {
      const kept = await seen(JSON.stringify([user, id]), () => rows.get(sessionKey(user, id), effects.now()));
      return kept && effects.now() < kept.record.expires ? kept : undefined;
    },
    replace: (before, next) => rows.put(sessionKey(next.user, next.id), next, before.version, effects.now()),
    of: async (user) => {
      const found: StoredRow[] = [];
      for await (const row of partitionRows(store.auth, partitionOf(user), { limit: AT_ONCE }, effects.now()))
        found.push(row);
      return rows.read(found).records;
    },
  };
}

const ticketKey = (hash: string): Key => ({ partition: `tickets#${keyText(hash)}`, sort: 'ticket' });

/** What opens a page once: of all who come at once, one takes the row away. */
export function ticketRecords(store: Store, effects: Pick<Effects, 'now'>): TicketRecords {
  const rows = keptRows(store.auth, TICKET);
  return {
    add: async (ticket) => {
      const { fresh } = await rows.first(ticketKey(ticket.hash), ticket, effects.now());
      if (!fresh) throw new Error('A ticket was made twice: its randomness is none');
    },
    use: async (hash, now) => {
      const kept = await rows.get(ticketKey(hash), now);
      return kept && (await rows.remove(ticketKey(hash), kept.version)) ? kept.record : undefined;
    },
  };
}
