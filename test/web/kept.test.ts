import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forget, keep, kept } from '../../web/src/pages/send/kept.ts';

const NOW = Date.parse('2026-04-30T15:00:00Z');
const HOUR = 3_600_000;
const SENDING = {
  wish: { type: 'cfo', name: 'CFO report', list: 'finance', again: false },
  key: 'one-wish',
  status: `/api/sends/${'c0ffee00'.repeat(4)}`,
};

let storage: Map<string, string>;
beforeEach(() => {
  storage = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a send that is under way', () => {
  it('is there again when the page is loaded anew, until it has ended', () => {
    keep(SENDING, NOW);
    expect(kept(NOW + HOUR)).toEqual({ ...SENDING, at: NOW });
    forget();
    expect(kept(NOW)).toBeUndefined();
  });

  it('is nothing to a tab that is opened again the next day', () => {
    keep(SENDING, NOW);
    expect(kept(NOW + 13 * HOUR)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['another address', JSON.stringify({ ...SENDING, at: NOW, status: '/api/auth/sign-out' })],
    ['no wish', JSON.stringify({ ...SENDING, at: NOW, wish: 'cfo' })],
    ['no time', JSON.stringify(SENDING)],
  ])('is not made of what it did not write: %s', (_, text) => {
    keep(SENDING, NOW);
    for (const key of storage.keys()) storage.set(key, text);
    expect(kept(NOW)).toBeUndefined();
  });

  it('is not remembered where storage is switched off', () => {
    vi.stubGlobal('sessionStorage', undefined);
    keep(SENDING, NOW);
    forget();
    expect(kept(NOW)).toBeUndefined();
  });
});
