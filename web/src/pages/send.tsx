import { question, contract, useAnswer } from '../api/index.ts';
import type { Dispatch } from '../api/contract.ts';
import { Empty, Instant, Loaded, Note, Page, Waiting } from '../ui/index.ts';
import { sentence } from '../ui/states.tsx';
import { Controls } from './send/controls.tsx';
import { History, useHistory } from './send/history.tsx';
import { Progress } from './send/progress.tsx';
import { alertsOf, tally } from './send/words.ts';

/** @public Asked for before the page is drawn (shell/lazy.tsx). */
export const ahead = [question('/api/reports', contract.reportTypes)] as const;

/** Controls first: what is sent, to whom, how it goes, and how it went before. */
export default function SendPage() {
  const types = useAnswer('/api/reports', contract.reportTypes);
  const history = useHistory();
  // Both are asked for at once, and shown at once: nothing is pushed down under somebody's finger.
  if (types.isPending || history.isPending)
    return (
      <Page title="Send">
        <Waiting what="the reports" lines={8} />
      </Page>
    );
  const dispatches = history.data?.pages.flatMap((page) => page.dispatches) ?? [];
  return (
    <Page title="Send" answer={history.data ? <Latest dispatch={dispatches[0]} /> : undefined}>
      {alertsOf(dispatches).map((alert) => (
        <Note key={alert} tone="warning" title={sentence(alert)} />
      ))}
      <Loaded answer={types} what="the reports">
        {({ reports }) =>
          reports.length > 0 ? (
            <>
              <div class="no-print">
                <Controls reports={reports} />
              </div>
              <Progress reports={reports} />
            </>
          ) : (
            <Empty title="There is no report to send" command="quarterdeck doctor">
              <p>The portfolio declares no business yet. The doctor says what is missing.</p>
            </Empty>
          )
        }
      </Loaded>
      <History history={history} reports={types.data?.reports ?? []} />
    </Page>
  );
}

/** The page in a sentence: how the latest message stands. */
function Latest({ dispatch }: { readonly dispatch: Dispatch | undefined }) {
  if (!dispatch) return <>Nothing has been sent yet.</>;
  const words = tally(dispatch.recipients).map(([word, of]) => `${of} ${word}`);
  return (
    <>
      The latest message went out <Instant at={dispatch.queuedAt} />: {words.join(', ')}.
    </>
  );
}
