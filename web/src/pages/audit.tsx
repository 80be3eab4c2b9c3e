import { useEffect } from 'preact/hooks';
import { contract, useAnswer, useBridge } from '../api/index.ts';
import { Button, Failed, Page } from '../ui/index.ts';
import { AdminsOnly } from './audit/admins-only.tsx';
import { Coverage } from './audit/coverage.tsx';
import { Readings } from './audit/readings.tsx';
import { Result } from './audit/result.tsx';
import { Verifying } from './audit/verifying.tsx';
import { answerOf, foundBy, goesOn } from './audit/words.ts';

const UNKNOWN = 'Whether anybody changed the records of what was sent is not known until they are verified.';

/** Milliseconds between two looks at a check that goes on; the server itself waits a while for its end. */
const PAUSE = 2000;

/** Whether the records are as they were written, and who read reports here. */
export default function AuditPage() {
  const { user } = useBridge();
  return user.role === 'admin' ? <Audit /> : <NoAudit />;
}

function Audit() {
  const answer = useAnswer('/api/audit/verify', contract.auditAnswer, { enabled: false });
  const { data, error, isFetching, refetch } = answer;
  const isOpen = !error && goesOn(data);
  const isBusy = isFetching || isOpen;
  useEffect(() => {
    if (isFetching || !isOpen) return undefined;
    const timer = setTimeout(() => void refetch(), PAUSE);
    return () => clearTimeout(timer);
  }, [isFetching, isOpen, refetch]);
  const state = foundBy(data);
  return (
    <Page
      title="Audit"
      answer={state ? answerOf(state) : UNKNOWN}
      tools={
        <Button kind="primary" busy={isBusy} onClick={() => void refetch()}>
          {isBusy ? 'Verifying…' : state ? 'Verify again' : 'Verify the chain'}
        </Button>
      }
    >
      {isBusy ? <Verifying /> : null}
      {error && !isBusy ? (
        <Failed error={error} title="The chain could not be verified" onRetry={() => void refetch()} />
      ) : null}
      {state ? <Result state={state} /> : null}
      <Coverage anchors={state?.anchors} />
      <Readings title="Who read reports in the browser" />
    </Page>
  );
}

function NoAudit() {
  return (
    <Page title="Audit" answer="Every step of every dispatch is sealed in a chain, so that a later change of it shows.">
      <AdminsOnly what="verify it and see who read which report">
        On the machine where Quarterdeck runs, <code class="font-mono text-sm">quarterdeck verify</code> says the same.
      </AdminsOnly>
    </Page>
  );
}
