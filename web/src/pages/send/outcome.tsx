import { contract, useAnswer } from '../../api/index.ts';
import type { ReportType, Send } from '../../api/contract.ts';
import { Button, Chip, counted, Instant, Later, Loaded, Note, Panel, StateMark } from '../../ui/index.ts';
import { sentence } from '../../ui/states.tsx';
import { titleOf } from './choices.ts';
import { Recipients } from './recipients.tsx';
import { outcomeOf, wordOfState } from './words.ts';

export interface OutcomeProps {
  readonly send: Send;
  readonly name: string;
  readonly reports: readonly ReportType[];
  readonly onClose: () => void;
}

/** So many messages show their recipients without being asked. */
const OPEN = 4;

/** How a send ended: what worked, then what did not and why, then each recipient. */
export function OutcomePanel({ send, name, reports, onClose }: OutcomeProps) {
  const { headline, tone } = outcomeOf(send);
  const { deliveries, problem, held, nextAt } = send;
  return (
    <Panel
      title={`Sending ${name}`}
      aside={
        <Button small onClick={onClose}>
          Close
        </Button>
      }
    >
      <Note tone={tone} title={headline}>
        {problem ? (
          <p>
            {sentence(problem.detail)} <span class="text-sm text-quiet">Code {problem.code}</span>
          </p>
        ) : null}
        {held === undefined ? null : <p>{sentence(held)}</p>}
        {nextAt === undefined ? null : (
          <p>
            What waits is tried again <Instant at={nextAt} />.
          </p>
        )}
      </Note>
      <ul class="grid gap-3">
        {deliveries.map((delivery) => (
          <li key={delivery.dispatch ?? delivery.report} class="border-t border-line pt-3">
            <Delivery
              delivery={delivery}
              title={titleOf(reports, delivery.report)}
              opens={deliveries.length <= OPEN || delivery.state === 'failed' || delivery.state === 'unknown'}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface DeliveryProps {
  readonly delivery: Send['deliveries'][number];
  readonly title: string;
  readonly opens: boolean;
}

function Delivery({
  delivery: { dispatch, state, recipients, attempts, error, replayed },
  title,
  opens,
}: DeliveryProps) {
  return (
    <div class="grid gap-1.5">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 class="font-semibold">{title}</h3>
        <StateMark state={wordOfState(state)} />
        <span class="text-quiet">
          {counted(recipients, 'address', 'addresses')}
          {attempts > 1 ? `, ${attempts} tries` : ''}
        </span>
        {replayed ? <Chip>sent before</Chip> : null}
      </div>
      {error === undefined ? null : <p class="text-bad">{sentence(error)}</p>}
      {dispatch === undefined ? null : opens ? (
        <ItsRecipients dispatch={dispatch} />
      ) : (
        <Later label="Recipients">
          <ItsRecipients dispatch={dispatch} />
        </Later>
      )}
    </div>
  );
}

function ItsRecipients({ dispatch: id }: { readonly dispatch: string }) {
  const answer = useAnswer(`/api/dispatches/${id}`, contract.dispatch);
  return (
    <Loaded answer={answer} what="the recipients" lines={2}>
      {({ recipients }) => <Recipients recipients={recipients} />}
    </Loaded>
  );
}
