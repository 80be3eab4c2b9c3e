import { sha256 } from '../core/hash.ts';
import type { Identity, Ticket } from '../model/session.ts';
import type { Access, AccessOptions, Admitted } from './access.ts';
import { newSecret, SECRET } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { TICKET_MS } from './times.ts';

export interface Tickets {
  readonly make: Access['ticket'];
  readonly use: Access['useTicket'];
}

/** A page in a frame brings no Authorization header: what opens it stands in its address, and is good once and for a minute. */
export function pageTickets({ records, effects }: AccessOptions, sessions: Pick<Sessions, 'live'>): Tickets {
  return {
    make: async ({ user, session }: Identity, { report, reader }) => {
      const ticket = newSecret(effects);
      await records.tickets.add({
        hash: sha256(ticket),
        user,
        session,
        report,
        ...(reader === undefined ? {} : { reader }),
        expires: effects.now() + TICKET_MS,
      });
      return ticket;
    },
    use: async (text): Promise<Admitted<Ticket>> => {
      const ticket = SECRET.test(text) ? await records.tickets.use(sha256(text), effects.now()) : undefined;
      if (!ticket) return { refused: 'bad-link' };
      const living = await sessions.live(ticket.user, ticket.session);
      if ('refused' in living) return living;
      return living.ok.user.role === 'admin' ? { ok: ticket } : { refused: 'bad-link' };
    },
  };
}
