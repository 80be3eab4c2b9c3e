import { useEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../api/contract.ts';
import { focusFinding } from './focus.ts';

const ID = /^#([0-9a-f]{12,64})$/;

const named = (): string => ID.exec(location.hash)?.[1] ?? '';

/** The finding that the address names (`/findings#01d944176c9218c8`): it gets the focus; filters that hide it are dropped. */
export function useOpened(
  all: readonly Finding[],
  shown: readonly Finding[],
  onHidden: () => void,
): { readonly id: string; readonly missing: string | undefined } {
  const [id, setId] = useState(named);
  const doneRef = useRef('');
  const isThere = all.some((one) => one.id === id);
  const isShown = shown.some((one) => one.id === id);

  useEffect(() => {
    const changed = (): void => setId(named());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);

  // Once for each that is named: what is filtered or noted later leaves the focus where it is.
  useEffect(() => {
    if (doneRef.current === id || !isThere) return;
    if (!isShown) {
      onHidden();
      return;
    }
    doneRef.current = id;
    focusFinding(id);
  }, [id, isThere, isShown, onHidden]);

  return { id, missing: id === '' || isThere ? undefined : id };
}
