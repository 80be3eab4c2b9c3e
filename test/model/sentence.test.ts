import { expect, it } from 'vitest';
import { decimal } from '../../src/core/decimal.ts';
import { Book } from '../../src/model/book.ts';
import { figuresIn, onDate, quote, say, term } from '../../src/model/sentence.ts';

const book = new Book('2026-04-30');
const burn = book.assumed(
  'group.burn',
  'Burn',
  { kind: 'count', of: 'x' },
  decimal(7),
  { file: 'p', line: 1, column: 1 },
  '7',
);

it('makes a sentence of words and figures', () => {
  const sentence = say`Burn is ${burn} a month since ${onDate('2026-01-01')}, says ${quote('Bank 24')} (${term('ASC 606')}).`;
  expect(sentence.map((part) => part.kind)).toEqual([
    'text',
    'figure',
    'text',
    'date',
    'text',
    'quote',
    'text',
    'term',
    'text',
  ]);
  expect(figuresIn(sentence)).toEqual(['group.burn']);
});

it('refuses a number that is no figure, in any script', () => {
  expect(() => say`Burn is 7 a month`).toThrow('may hold no number');
  expect(() => say`Burn is ${'seven or 8'} a month`).toThrow('may hold no number');
  expect(() => say`Burn is ٧ a month`).toThrow('may hold no number');
  expect(() => say`Burn is ½ of it`).toThrow('may hold no number');
});

it('takes sentences inside sentences', () => {
  expect(figuresIn(say`First: ${say`burn ${burn}`}.`)).toEqual(['group.burn']);
});
