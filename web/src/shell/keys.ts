import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { nav } from './nav-entries.ts';

const STORED = 'quarterdeck-keys';
/** Within this time after `g` a letter jumps. */
const PATIENCE = 1500;

/** Keys of one letter can be switched off: speech input types them by accident (WCAG 2.1.4). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, 'off');
  } catch {
    // Storage is switched off: so are they from the next time on, which is all that can be done.
  }
}

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
