import type { SessionSurroundings } from './session.ts';

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('quarterdeck-session');

/** The other tabs of this browser. */
export const tabs: SessionSurroundings['tabs'] = {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel of this origin, not a window
  tell: (word) => channel?.postMessage(word),
  hear: (listener) => channel?.addEventListener('message', (event) => listener(event.data)),
};

/** One at a time over all tabs; without locks (an insecure origin), one at a time in this tab: the session sees to it. */
export const alone: SessionSurroundings['alone'] = (work) =>
  'locks' in navigator ? navigator.locks.request('quarterdeck-refresh', work) : work();

/** Also read by nobody else: what is kept is only that someone was signed in. */
const KEY = 'quarterdeck-session';

export const memory: SessionSurroundings['memory'] = {
  had: () => {
    try {
      return localStorage.getItem(KEY) === 'yes';
    } catch {
      return true; // Storage is switched off: the server knows.
    }
  },
  keep: (had) => {
    try {
      if (had) localStorage.setItem(KEY, 'yes');
      else localStorage.removeItem(KEY);
    } catch {
      // Then every start asks the server.
    }
  },
};
