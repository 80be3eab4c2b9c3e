import { expect, test } from 'vitest';
import { isUsable, namedIn, referenceKey, wordsOf } from '../../../src/analysis/recognition/words.ts';

const known = (...references: string[]): ReadonlyMap<string, string> =>
  new Map(references.map((reference) => [referenceKey(reference), reference]));
const found = (text: string, ...references: string[]): readonly string[] =>
  namedIn(wordsOf(text), known(...references));

test('a reference is found as a whole word, with or without its signs, in any case', () => {
  expect(found('Charter for Bea, booking JDA-1041, 6 guests', 'JDA-1041')).toEqual(['JDA-1041']);
  expect(found('SEPA GUTSCHRIFT jda1041 BEA', 'JDA-1041')).toEqual(['JDA-1041']);
  expect(found('ZELLE FROM BEA JDA 1041', 'JDA-1041')).toEqual(['JDA-1041']);
  expect(found('REFUND (JDA-1041)', 'JDA-1041')).toEqual(['JDA-1041']);
});

test('part of a longer word is no reference', () => {
  expect(found('JDA-10412', 'JDA-1041')).toEqual([]);
  expect(found('XJDA-1041', 'JDA-1041')).toEqual([]);
});

test('digits alone must stand alone: a date or an amount is no reference', () => {
  expect(found('sails 2024-04-03', '2024')).toEqual([]);
  expect(found('1,041.00 paid', '1041', '041')).toEqual([]);
  expect(found('invoice #1041', '1041')).toEqual(['1041']);
  expect(found('10 41', '1041')).toEqual([]);
});

test('the longest of two that overlap is meant; two apart are both named', () => {
  expect(found('BK-2024-17', 'BK-2024', 'BK-2024-17')).toEqual(['BK-2024-17']);
  expect(found('FT-0301 and FT-0302', 'FT-0301', 'FT-0302')).toEqual(['FT-0301', 'FT-0302']);
});

test('short references are not looked for in texts', () => {
  expect(['12', '123', '1234', 'A12', 'AB', 'ABCD', 'KXQPL'].map((text) => isUsable(referenceKey(text)))).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
});
