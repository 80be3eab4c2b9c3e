import type { Addressee as Recipient } from '../../app/recipients.ts';
import { dayIn } from '../../core/date.ts';
import type { Records, Suppression } from '../../model/records.ts';
import type { Role } from '../../model/session.ts';
import { masked } from '../_mask.ts';
import type { Addressee } from '../contract/index.ts';
import { shown } from './words.ts';

export interface Onlooker {
  readonly role: Role;
  readonly timeZone: string;
}

/** An address as whoever asks may see it: whole for admins. */
export const addressShown = (address: string, { role }: Pick<Onlooker, 'role'>): string =>
  role === 'admin' ? address : masked(address);

/** Whom a report goes to, and why nothing is sent to them where that is so. */
export async function addresseeShown(
  { email, name, list }: Recipient,
  { suppression }: Pick<Records, 'suppression'>,
  onlooker: Onlooker,
): Promise<Addressee> {
  const found = await suppression.find(email, list);
  return {
    email: addressShown(email, onlooker),
    ...(name === undefined ? {} : { name: shown(name) }),
    ...(list === undefined ? {} : { list }),
    ...(found ? { suppressed: reasonOf(found, onlooker) } : {}),
  };
}

const REASONS: Readonly<Record<Suppression['reason'], string>> = {
  bounced: 'its mail server refused it for good',
  complained: 'its reader called a report spam',
  unsubscribed: 'its reader left',
  'by-hand': 'someone here took it off',
};

/** Without the provider's words: they may hold the address. */
function reasonOf({ reason, list, at }: Suppression, { timeZone }: Onlooker): string {
  return `${REASONS[reason]}${list === undefined ? '' : ' (this list only)'}, on ${dayIn(timeZone, at)}`;
}
