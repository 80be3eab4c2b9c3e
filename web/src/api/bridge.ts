import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BridgeState } from './contract.ts';

export const BridgeContext = createContext<BridgeState | undefined>(undefined);

/** The portfolio, its zone, and who is signed in: every page stands below it. */
export function useBridge(): BridgeState {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge is for pages, which stand below the shell');
  return bridge;
}
