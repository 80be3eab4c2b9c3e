import { useEffect, useRef } from 'preact/hooks';
import { keysAreOn } from '../../shell/key-switch.ts';
import { beside, cardsOnPage, focusedFinding, focusFinding } from './focus.ts';
import type { Deed } from './notes.ts';

const DEEDS: Readonly<Record<string, Deed>> = { a: 'acknowledge', s: 'snooze', o: 'assign' };

/** j and k go from card to card; a, s and o act on the one that has the focus. */
export function useKeys(onAct: (action: Deed, id: string) => void): void {
  const actRef = useRef(onAct);
  useEffect(() => {
    actRef.current = onAct;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || !keysAreOn()) return;
      const id = focusedFinding();
      if (event.key === 'j' || event.key === 'k') {
        const next = beside(cardsOnPage(), id, event.key === 'j' ? 1 : -1);
        if (next !== undefined) focusFinding(next);
        event.preventDefault();
        return;
      }
      const deed = DEEDS[event.key];
      if (!deed || id === undefined) return;
      event.preventDefault();
      actRef.current(deed, id);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** Letters belong to whoever writes, and to a dialog. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, dialog, [contenteditable]') !== null;
}
