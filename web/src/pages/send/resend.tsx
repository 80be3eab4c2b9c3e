import { useMutation, useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, contract } from '../../api/index.ts';
import type { Dispatch } from '../../api/contract.ts';
import { announce, Button, Confirm, counted, Failed, listed, Note } from '../../ui/index.ts';

type Which = 'failed' | 'unknown' | 'give-up';

export interface ResendProps {
  readonly dispatch: Dispatch;
  readonly title: string;
}

/** What can be done about recipients whom a message did not reach, or of whom nobody knows. Each is asked about first. */
export function Resend({ dispatch, title }: ResendProps) {
  const [asks, setAsks] = useState<Which>();
  const box = useRef<HTMLDivElement>(null);
  const doneRef = useRef(false);
  // The button that was pressed goes away: its message gets the focus.
  useEffect(() => {
    if (asks !== undefined || !doneRef.current) return;
    doneRef.current = false;
    box.current?.closest('details')?.querySelector('summary')?.focus();
  }, [asks]);
  const failed = addresses(dispatch, 'failed');
  const unknown = addresses(dispatch, 'unknown');
  if (failed.length + unknown.length === 0) return null;
  return (
    <div ref={box} class="no-print flex flex-wrap gap-2">
      {failed.length > 0 ? (
        <Button small onClick={() => setAsks('failed')}>
          Send again to {counted(failed.length, 'failed recipient')}…
        </Button>
      ) : null}
      {unknown.length > 0 ? (
        <>
          <Button small onClick={() => setAsks('unknown')}>
            Send again to {counted(unknown.length, 'unknown recipient')}…
          </Button>
          <Button small onClick={() => setAsks('give-up')}>
            Give up on {unknown.length === 1 ? 'it' : 'them'}…
          </Button>
        </>
      ) : null}
      {asks === undefined ? null : (
        <Ask
          dispatch={dispatch}
          title={title}
          which={asks}
          to={asks === 'failed' ? failed : unknown}
          onDone={() => (doneRef.current = true)}
          onClose={() => setAsks(undefined)}
        />
      )}
    </div>
  );
}

const addresses = ({ recipients }: Dispatch, state: 'failed' | 'unknown'): readonly string[] =>
  recipients.filter((one) => one.state === state).map(({ address }) => address);

interface AskProps extends ResendProps {
  readonly which: Which;
  readonly to: readonly string[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Ask({ dispatch: { id }, title, which, to, onDone, onClose }: AskProps) {
  const queries = useQueryClient();
  const resend = useMutation({
    mutationFn: () => api.post(`/api/dispatches/${id}/resend`, contract.dispatch, { body: { which } }),
    onSuccess: async () => {
      announce(which === 'give-up' ? 'Given up' : 'It is in the queue again');
      onDone();
      onClose();
      await queries.invalidateQueries({ queryKey: ['/api/dispatches'] });
    },
  });
  const isEnd = which === 'give-up';
  return (
    <Confirm
      title={isEnd ? `Give up on ${title}?` : `Send ${title} again?`}
      action={isEnd ? 'Give up' : `Send to ${counted(to.length, 'recipient')}`}
      kind={isEnd ? 'danger' : 'primary'}
      busy={resend.isPending}
      onConfirm={() => resend.mutate()}
      onClose={onClose}
    >
      <p class="break-words">
        {isEnd ? 'Nothing more is sent to' : 'The same message goes to'} <strong>{listed(to)}</strong>
        {isEnd ? ', and it counts as failed.' : ', and to nobody else.'}
      </p>
      {which === 'unknown' ? (
        <Note tone="warning" title="Some may get it twice">
          <p>The connection broke before the provider said whether it took the message.</p>
        </Note>
      ) : null}
      {resend.error ? <Failed error={resend.error} title="It was not sent again" /> : null}
    </Confirm>
  );
}
