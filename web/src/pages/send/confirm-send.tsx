import { useBridge } from '../../api/index.ts';
import { Confirm, counted, listed, Note } from '../../ui/index.ts';
import type { Person } from './choices.ts';

export interface ConfirmSendProps {
  readonly name: string;
  readonly reports: readonly string[];
  readonly people: readonly Person[];
  readonly blindCopies: readonly string[];
  readonly list: string | undefined;
  readonly again: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** So many addresses are named in the question; the rest is folded. */
const NAMED = 6;

/** What goes out, and to whom: mail cannot be called back. */
export function ConfirmSend({ name, reports, people, blindCopies, list, again, onSend, onClose }: ConfirmSendProps) {
  const { transport, user } = useBridge();
  const toMe = user.role !== 'admin';
  const reached = people.filter(({ suppressed }) => suppressed === undefined);
  const addresses = reached.map(({ email }) => email);
  return (
    <Confirm
      title={`Send ${name}?`}
      action={toMe ? 'Send it to me' : `Send to ${counted(reached.length, 'recipient')}`}
      onConfirm={onSend}
      onClose={onClose}
    >
      <dl class="grid gap-x-4 gap-y-2 sm:grid-cols-[7rem_1fr]">
        <dt class="text-quiet">{reports.length === 1 ? 'Report' : 'Reports'}</dt>
        <dd>{listed(reports)}</dd>
        <dt class="text-quiet">To</dt>
        <dd>{toMe ? 'You alone' : <Addresses addresses={addresses} />}</dd>
        {list === undefined ? null : (
          <>
            <dt class="text-quiet">Only the list</dt>
            <dd>{list}</dd>
          </>
        )}
        <dt class="text-quiet">Blind copies</dt>
        <dd class="break-words">{blindCopies.length > 0 ? listed(blindCopies) : 'None'}</dd>
      </dl>
      {again ? <Note tone="warning" title="Whoever has it already gets it a second time." /> : null}
      {transport === 'outbox' ? (
        <Note tone="info" title="Nothing leaves this server: mail is written to the outbox folder." />
      ) : null}
    </Confirm>
  );
}

function Addresses({ addresses }: { readonly addresses: readonly string[] }) {
  const rest = addresses.slice(NAMED);
  return (
    <>
      <span class="break-words">{addresses.slice(0, NAMED).join(', ')}</span>
      {rest.length > 0 ? (
        <details>
          <summary class="py-1">and {rest.length} more</summary>
          <span class="break-words">{rest.join(', ')}</span>
        </details>
      ) : null}
    </>
  );
}
