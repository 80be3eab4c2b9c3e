import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { keysAreOn } from './key-switch.ts';
import { nav } from './nav-entries.ts';

/** Within this time after `g` a letter jumps. */
const PATIENCE = 1500;

/** `?` shows the help; `g` and a letter goes to a page. Where somebody writes, letters are letters. */
export function useKeys(onHelp: () => void): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    let since = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || !keysAreOn()) return;
      if (document.querySelector('dialog[open]')) return;
      const jump = event.timeStamp - since < PATIENCE ? nav.find(({ key }) => key === event.key) : undefined;
      since = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === '?') onHelp();
      else if (jump) navigate(jump.to);
      else return;
      event.preventDefault();
    };
    // Before a page's own keys: the letter after `g` is none of those.
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [navigate, onHelp]);
}

function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}
