import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { announce } from './live.tsx';

export interface CopyButtonProps {
  readonly text: string;
  /** “the command”, “the id”. */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      announce(`Copied ${what}`);
      setTimeout(() => setDone(false), 2000);
    } catch {
      announce(`The browser does not let ${what} be copied`);
    }
  };
  return (
    <span class="no-print">
      <Button small kind="quiet" aria-label={`Copy ${what}`} onClick={() => void copy()}>
        {done ? 'Copied' : 'Copy'}
      </Button>
    </span>
  );
}
