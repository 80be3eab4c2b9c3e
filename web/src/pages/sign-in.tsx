import { useState } from 'preact/hooks';
import { Gate } from '../shell/gate.tsx';
import { Note } from '../ui/note.tsx';
import { AskForm } from './sign-in/ask-form.tsx';
import { OnItsWay, type Asked } from './sign-in/on-its-way.tsx';

export interface SignInProps {
  readonly why?: 'ended' | 'signed-out' | undefined;
}

/** By a link in a mail: there is no password. */
export function SignInPage({ why }: SignInProps) {
  const [asked, setAsked] = useState<Asked>();
  if (asked)
    return (
      <Gate title="Look into your mail">
        <OnItsWay asked={asked} onAnother={() => setAsked(undefined)} />
      </Gate>
    );
  return (
    <Gate title="Sign in">
      {why === 'ended' ? <Note tone="info" title="Your session has ended. Sign in again to go on." /> : null}
      {why === 'signed-out' ? <Note tone="good" title="You are signed out." /> : null}
      <AskForm onAsked={setAsked} />
    </Gate>
  );
}
