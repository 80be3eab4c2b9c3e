import { useEffect, useState } from 'preact/hooks';

let say: ((text: string) => void) | undefined;

/** Says something to a screen reader, when it has finished what it is saying. */
export function announce(text: string): void {
  say?.(text);
}

/** The shell has one. The same words twice are said twice: an empty moment lies between. */
export function LiveRegion() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    say = (words) => {
      clearTimeout(timer);
      setText('');
      timer = setTimeout(() => setText(words), 60);
    };
    return () => {
      clearTimeout(timer);
      say = undefined;
    };
  }, []);
  return (
    <div role="status" aria-live="polite" class="sr-only">
      {text}
    </div>
  );
}
