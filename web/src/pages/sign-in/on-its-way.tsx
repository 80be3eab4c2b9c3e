import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';

export interface Asked {
  readonly email: string;
  readonly minutes: number;
}

export interface OnItsWayProps {
  readonly asked: Asked;
  readonly onAnother: () => void;
}

/** The same words for every address, whether or not it is a user's. */
export function OnItsWay({ asked: { email, minutes }, onAnother }: OnItsWayProps) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <>
      <p ref={text} tabIndex={-1} class="outline-none">
        If <strong class="break-all">{email}</strong> may sign in, a link is on its way. It works once, for {minutes}{' '}
        minutes, and only in this browser.
      </p>
      <details>
        <summary class="py-1 font-semibold">No mail?</summary>
        <ul class="grid list-disc gap-1 py-1 ps-5 text-quiet">
          <li>Look into the spam folder, and at the address above.</li>
          <li>The address must be one of the users in the portfolio’s settings.</li>
          <li>
            Where Quarterdeck writes its mail to an outbox, as the demo does, the link is printed in the terminal in
            which it runs.
          </li>
        </ul>
      </details>
      <div>
        <Button onClick={onAnother}>Ask again</Button>
      </div>
    </>
  );
}
