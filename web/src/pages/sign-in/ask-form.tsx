import { useState } from 'preact/hooks';
import { session } from '../../api/here.ts';
import { keepWanted } from '../../sign-in-link.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Failed } from '../../ui/states.tsx';
import type { Asked } from './on-its-way.tsx';

/** Enough to catch a slip: whether the address may sign in, only the server knows. */
const ADDRESS = /^\S+@\S+\.\S+$/;

export function AskForm({ onAsked }: { readonly onAsked: (asked: Asked) => void }) {
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const ask = async (): Promise<void> => {
    const address = email.trim();
    setWrong(!ADDRESS.test(address));
    if (busy || !ADDRESS.test(address)) return;
    setBusy(true);
    setError(undefined);
    try {
      const { expiresIn } = await session.askLink(address);
      keepWanted();
      onAsked({ email: address, minutes: Math.round(expiresIn / 60) });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      class="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <TextField
        label="Your e-mail address"
        type="email"
        name="email"
        autocomplete="email"
        inputMode="email"
        required
        maxLength={254}
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
        hint="You get a link that signs you in: once, within 15 minutes, in this browser. There is no password."
        error={wrong ? 'Write a whole address, such as ann@example.com.' : undefined}
      />
      {error === undefined ? null : <Failed error={error} title="No link could be asked for" />}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          {busy ? 'Asking…' : 'Send me a link'}
        </Button>
      </div>
    </form>
  );
}
