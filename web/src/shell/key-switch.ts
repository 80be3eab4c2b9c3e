const STORED = 'quarterdeck-keys';

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
