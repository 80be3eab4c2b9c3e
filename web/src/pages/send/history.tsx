import { contract, usePages } from '../../api/index.ts';
import type { Dispatch, ReportType } from '../../api/contract.ts';
import { Empty, Loaded, More, Note, Panel, useInTurn } from '../../ui/index.ts';
import { DispatchItem } from './dispatch-item.tsx';
import { isUnderWay } from './words.ts';

/** While something is under way it is looked at again. */
const PAUSE = 4000;

/** The last ten messages, and those before. */
export function useHistory() {
  return usePages('/api/dispatches', contract.dispatchPage, {
    params: { limit: 10 },
    every: (pages) => (pages.some(({ dispatches }) => dispatches.some(isUnderWay)) ? PAUSE : false),
  });
}

export interface HistoryProps {
  readonly history: ReturnType<typeof useHistory>;
  readonly reports: readonly ReportType[];
}

export function History({ history, reports }: HistoryProps) {
  return (
    <Panel title="Last sent">
      <Loaded answer={history} what="what was sent">
        {({ pages }) => (
          <>
            <Unreadable names={pages.flatMap(({ unreadable = [] }) => unreadable)} />
            <Items dispatches={pages.flatMap(({ dispatches }) => dispatches)} reports={reports} />
            <More pages={history} what="messages" />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Items({
  dispatches,
  reports,
}: {
  readonly dispatches: readonly Dispatch[];
  readonly reports: HistoryProps['reports'];
}) {
  const made = useInTurn(dispatches.length, { first: 2, step: 2 });
  if (dispatches.length === 0)
    return (
      <Empty title="Nothing has been sent yet" command="quarterdeck send executive">
        <p>Choose a report above and press Send now. Or, on the command line:</p>
      </Empty>
    );
  return (
    <ul class="grid">
      {dispatches.slice(0, made).map((dispatch) => (
        <li key={dispatch.id} class="keep-together border-t border-line first:border-0">
          <DispatchItem dispatch={dispatch} reports={reports} />
        </li>
      ))}
    </ul>
  );
}

function Unreadable({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Note tone="warning" title="Some records cannot be read">
      <p>The others are here. See which, and why, with quarterdeck verify: {names.join(', ')}</p>
    </Note>
  );
}
