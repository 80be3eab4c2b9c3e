import { useEffect, useState } from 'preact/hooks';
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
  const isThere = all.some((one) => one.id === id);
  const isShown = shown.some((one) => one.id === id);

  useEffect(() => {
    const changed = (): void => setId(named());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);

  useEffect(() => {
    if (isThere && !isShown) onHidden();
    else if (isThere) focusFinding(id);
    // Only when another is named: what is filtered or noted later leaves the focus where it is.
  }, [id]);

  return { id, missing: id === '' || isThere ? undefined : id };
}
