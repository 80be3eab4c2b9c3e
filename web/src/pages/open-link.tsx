import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { session } from '../api/here.ts';
import { useSession } from '../api/hooks.ts';
import { asProblem, type ApiProblem } from '../api/problem.ts';
import { Gate } from '../shell/gate.tsx';
import { takeWanted } from '../sign-in-link.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Failed } from '../ui/states.tsx';

export interface OpenLinkProps {
  readonly token: string;
  readonly onLeave: () => void;
}

/** Signs in with what the link brought, at once. */
export function OpenLink({ token, onLeave }: OpenLinkProps) {
  const [problem, setProblem] = useState<ApiProblem>();
  const [, navigate] = useLocation();
  const state = useSession();

  const open = async (): Promise<void> => {
    setProblem(undefined);
    try {
      await session.open(token);
      navigate(takeWanted(), { replace: true });
      onLeave();
    } catch (error) {
      setProblem(asProblem(error));
      // Perhaps this browser is signed in already, and the link was opened a second time.
      await session.start();
    }
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once: a link works once
  useEffect(() => void open(), []);

  if (!problem) return <Gate title="Signing you in…">{null}</Gate>;
  const isUsedUp = problem.status === 401 || problem.status === 400;
  return (
    <Gate title={isUsedUp ? 'This link does not work' : 'Signing in did not work'}>
      {isUsedUp ? <Why /> : <Failed error={problem} onRetry={() => void open()} />}
      {state.kind === 'in' ? <Note tone="good" title={`You are signed in as ${state.user.name} already.`} /> : null}
      <div>
        <Button kind="primary" onClick={onLeave}>
          {state.kind === 'in' ? 'Go on' : 'Ask for a new link'}
        </Button>
      </div>
    </Gate>
  );
}

/** The server does not say which: it would tell a thief. */
const Why = () => (
  <>
    <p>It may have been</p>
    <ul class="grid list-disc gap-1 ps-5">
      <li>
        <strong>used before:</strong> a link works once, and an older one stops when a newer was used;
      </li>
      <li>
        <strong>too old:</strong> it works for 15 minutes;
      </li>
      <li>
        <strong>asked for in another browser:</strong> it opens only where you asked for it. Copy it from the mail into
        that browser, or ask for a new one here.
      </li>
    </ul>
  </>
);
