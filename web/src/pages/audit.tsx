import { contract, useAnswer, useBridge } from '../api/index.ts';
import { Button, Failed, Page } from '../ui/index.ts';
import { AdminsOnly } from './audit/admins-only.tsx';
import { Coverage } from './audit/coverage.tsx';
import { Readings } from './audit/readings.tsx';
import { Result } from './audit/result.tsx';
import { Verifying } from './audit/verifying.tsx';
import { answerOf } from './audit/words.ts';

const UNKNOWN = 'Whether anybody changed the records of what was sent is not known until they are verified.';

/** Whether the records are as they were written, and who read reports here. */
export default function AuditPage() {
  const { user } = useBridge();
  return user.role === 'admin' ? <Audit /> : <NoAudit />;
}

function Audit() {
  const answer = useAnswer('/api/audit/verify', contract.auditState, { enabled: false });
  const { data, error, isFetching, refetch } = answer;
  return (
    <Page
      title="Audit"
      answer={data ? answerOf(data) : UNKNOWN}
      tools={
        <Button kind="primary" busy={isFetching} onClick={() => void refetch()}>
          {isFetching ? 'Verifying…' : data ? 'Verify again' : 'Verify the chain'}
        </Button>
      }
    >
      {isFetching ? <Verifying /> : null}
      {error && !isFetching ? (
        <Failed error={error} title="The chain could not be verified" onRetry={() => void refetch()} />
      ) : null}
      {data ? <Result state={data} /> : null}
      <Coverage anchors={data?.anchors} />
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
