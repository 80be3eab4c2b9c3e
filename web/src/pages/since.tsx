import { useLocation, useSearch } from 'wouter-preact';
import { question, contract, useAnswer, useBridge } from '../api/index.ts';
import type { Since } from '../api/contract.ts';
import { Loaded, Note, Page, useUnfoldedOnPaper } from '../ui/index.ts';
import { Asking } from './since/asking.tsx';
import { chosen, readAsked, writeAsked } from './since/asked.ts';
import { FindingsThatChanged } from './since/findings-that-changed.tsx';
import { FirstReport } from './since/first-report.tsx';
import { Incomparable } from './since/incomparable.tsx';
import { Moves } from './since/moves.tsx';
import { SourcesThatChanged } from './since/sources-that-changed.tsx';
import { answerOf } from './since/words.ts';

/** @public Asked for before the page is drawn (shell/lazy.tsx). */
export const ahead = [question('/api/reports', contract.reportTypes)] as const;

export default function SincePage() {
  const types = useAnswer('/api/reports', contract.reportTypes);
  const { user } = useBridge();
  const [path, navigate] = useLocation();
  const asked = readAsked(useSearch());
  const reports = types.data?.reports ?? [];
  const { report, reader } = chosen(asked, reports, user.role === 'admin');
  const since = useAnswer('/api/since', contract.since, {
    params: { report: report?.type, reader },
    enabled: report !== undefined,
  });
  useUnfoldedOnPaper();
  const { data } = since;
  return (
    <Page
      title="Since last report"
      asOf={data?.asOf}
      snapshot={data?.snapshot}
      answer={data && answerOf(data)}
      tools={
        report && (
          <Asking
            reports={reports}
            report={report}
            reader={reader}
            compared={data && (data.last ?? 'nothing')}
            onAsk={(next) => navigate(`${path}${writeAsked(next)}`, { replace: true })}
          />
        )
      }
    >
      <Loaded answer={types} what="the reports">
        {() =>
          report === undefined ? (
            <FirstReport title="No report" type="" />
          ) : (
            <Loaded answer={since} what="what changed" lines={8}>
              {(changes) =>
                changes.last === undefined ? (
                  <FirstReport title={report.title} type={report.type} />
                ) : (
                  <Changes since={changes} last={changes.last} />
                )
              }
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

function Changes({ since, last }: { readonly since: Since; readonly last: string }) {
  return (
    <>
      {since.declared ? (
        <Note tone="info" title="The portfolio itself changed">
          Its rules, prices or limits say something else than they did then: what moved may come from that, too.
        </Note>
      ) : null}
      <FindingsThatChanged since={since} />
      <Moves since={since} last={last} />
      <Incomparable figures={since.incomparable} />
      <SourcesThatChanged sources={since.sources} last={last} />
    </>
  );
}
