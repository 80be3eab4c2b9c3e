import { contract, useAnswer, useBridge } from '../../api/index.ts';
import { counted, Later, Link, Loaded, sentence, StateMark } from '../../ui/index.ts';
import { wordOfState } from '../send/words.ts';
import type { TitleOf } from './words.ts';

interface LastDispatchesProps {
  /** Of the last time. */
  readonly send: string;
  readonly titleOf: TitleOf;
}

/** What went out the last time. Readers see only the sends that they asked for, but all that was sent. */
export function LastDispatches({ send, titleOf }: LastDispatchesProps) {
  const { user } = useBridge();
  if (user.role !== 'admin') return <Link to="/">What was sent</Link>;
  return (
    <Later label="Its dispatches">
      <Deliveries send={send} titleOf={titleOf} />
    </Later>
  );
}

function Deliveries({ send, titleOf }: LastDispatchesProps) {
  const answer = useAnswer(`/api/sends/${encodeURIComponent(send)}`, contract.send);
  return (
    <Loaded answer={answer} what="its dispatches" lines={2}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <p>There are none: nothing was made ready to be sent.</p>
        ) : (
          <ul class="grid gap-2">
            {deliveries.map(({ report, dispatch, state, recipients, error }) => (
              <li key={dispatch ?? report} class="border-t border-line pt-2">
                <span class="flex flex-wrap items-center gap-x-3">
                  <span class="font-semibold">{titleOf(report)}</span>
                  <StateMark state={wordOfState(state)} />
                  <span class="text-quiet">{counted(recipients, 'address', 'addresses')}</span>
                </span>
                {error === undefined ? null : <p class="text-bad">{sentence(error)}</p>}
                {dispatch === undefined ? null : <code class="font-mono text-xs wrap-anywhere">{dispatch}</code>}
              </li>
            ))}
            <li>
              <Link to="/">Each recipient, and sending again</Link>
            </li>
          </ul>
        )
      }
    </Loaded>
  );
}
