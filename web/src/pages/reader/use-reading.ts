import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { api, ApiProblem, contract } from '../../api/index.ts';
import { announce } from '../../ui/index.ts';
import { READINGS } from '../audit/readings.tsx';
import { isOwnPage } from './choices.ts';

/** What somebody wants to read. */
export interface Wish {
  readonly type: string;
  readonly title: string;
  /** None: as the first who gets it. */
  readonly reader?: string;
}

/** `asking` for the page's address, `composing` in the frame, `open` when the frame has it. */
export type Reading =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly wish: Wish }
  | { readonly kind: 'composing' | 'open'; readonly wish: Wish; readonly url: string }
  | { readonly kind: 'failed'; readonly wish: Wish; readonly error: unknown };

/** Opens reports one after the other: each opening is put on record, and its address is good once. */
export function useReading() {
  const [reading, setReading] = useState<Reading>({ kind: 'none' });
  const client = useQueryClient();

  const open = async (wish: Wish): Promise<void> => {
    setReading({ kind: 'asking', wish });
    try {
      const url = await addressOf(wish);
      setReading({ kind: 'composing', wish, url });
      announce(`Composing ${wish.title}`);
    } catch (error) {
      setReading({ kind: 'failed', wish, error });
    }
    await client.invalidateQueries({ queryKey: [READINGS] });
  };

  const composed = (): void => {
    setReading((before) => (before.kind === 'composing' ? { ...before, kind: 'open' } : before));
    announce('The report is open');
  };

  /** In a tab of its own, by an address of its own. The tab is opened at once: a browser lets no later one through. */
  const openTab = async (wish: Wish): Promise<void> => {
    const tab = globalThis.open('', '_blank');
    try {
      const url = await addressOf(wish);
      if (tab) tab.location.href = url;
      else throw new ApiProblem({ status: 0, code: 'tab-refused', detail: 'the browser lets no tab be opened here' });
    } catch (error) {
      tab?.close();
      setReading({ kind: 'failed', wish, error });
    }
    await client.invalidateQueries({ queryKey: [READINGS] });
  };

  return { reading, open, composed, openTab };
}

async function addressOf({ type, reader }: Wish): Promise<string> {
  const body = reader === undefined ? {} : { reader };
  const { url } = await api.post(`/api/reports/${encodeURIComponent(type)}/view`, contract.viewAnswer, { body });
  if (isOwnPage(url, location.origin)) return url;
  throw new ApiProblem({ status: 0, code: 'not-ours', detail: 'the address of the report is none of this server’s' });
}
