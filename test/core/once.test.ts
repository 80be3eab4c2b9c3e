import { expect, it } from 'vitest';
import { oncePer } from '../../src/core/once.ts';

it('makes what follows from a thing once, for that very thing', () => {
  let made = 0;
  const sizeOf = oncePer((list: readonly string[]) => {
    made += 1;
    return list.length === 0 ? undefined : list.length;
  });
  const [list, like, empty] = [['a'], ['a'], []];
  expect([sizeOf(list), sizeOf(list), made]).toEqual([1, 1, 1]);
  expect([sizeOf(like), made]).toEqual([1, 2]);
  expect([sizeOf(empty), sizeOf(empty), made]).toEqual([undefined, undefined, 3]);
});
