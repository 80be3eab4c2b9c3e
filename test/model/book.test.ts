import { describe, expect, it } from 'vitest';
import { decimal, decimalText, parseDecimal } from '../../src/core/decimal.ts';
import { Book, evaluate } from '../../src/model/book.ts';
import type { Operation, Unit } from '../../src/model/figure.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };
const at = { file: 'portfolio.yaml', line: 7, column: 3 };
const read = (text: string) => parseDecimal(text) ?? decimal(0);

describe('evaluate', () => {
  const table: [Operation, string[], number, string | undefined][] = [
    ['sum', ['1.10', '2.20', '3.30'], 2, '6.60'],
    ['difference', ['10.00', '2.50', '2.50'], 2, '5.00'],
    ['product', ['100.00', '0.9213'], 2, '92.13'],
    ['negate', ['12.34'], 2, '-12.34'],
    ['mean', ['1.00', '2.00', '2.00'], 2, '1.67'],
    ['minimum', ['3', '-1', '2'], 0, '-1'],
    ['maximum', ['3', '-1', '2'], 0, '3'],
    ['quotient', ['10', '4'], 1, '2.5'],
    ['quotient', ['0.125', '1'], 2, '0.12'], // half to even
    ['quotient', ['10', '0'], 1, undefined],
    ['quotient', ['10'], 1, undefined],
    ['ceiling', ['5.01', '1'], 0, '6'],
    ['ceiling', ['6.00', '1'], 0, '6'],
    ['ceiling', ['-5.5', '1'], 0, '-5'],
    ['percent', ['1', '3'], 1, '33.3'],
    ['first-below', ['100', '150', '100', '99', '50'], 0, '3'],
    ['first-below', ['100', '150', '100'], 0, '0'],
    ['sum', [], 2, undefined],
  ];
  it.each(table)('%s of %j to %i digits is %s', (operation, inputs, digits, expected) => {
    const value = evaluate(operation, inputs.map(read), digits);
    expect(value && decimalText(value)).toBe(expected);
  });
});

describe('Book', () => {
  it('keeps the receipt beside the value', () => {
    const book = new Book('2026-04-30');
    const query = 'SELECT amount FROM postings';
    const revenue = book.rows('jada.revenue', 'Revenue', USD, -12345n, { query, measure: 'amount', sign: -1 });
    expect(revenue.value && decimalText(revenue.value)).toBe('123.45');
    expect(revenue.receipt).toEqual({ kind: 'rows', query, measure: 'amount', sign: -1 });
  });

  it('makes unknown of a formula whose input is unknown, with the first reason', () => {
    const book = new Book('2026-04-30');
    const cash = book.unknown('group.cash', 'Cash', USD, 'no opening balance of Checking');
    const burn = book.assumed('group.burn', 'Burn', USD, read('100.00'), at, '100.00');
    const runway = book.formula('group.runway', 'Runway', { kind: 'months' }, 'quotient', [cash, burn], {
      text: 'cash ÷ burn',
    });
    expect(runway).toMatchObject({ value: undefined, unknown: 'no opening balance of Checking' });
  });

  it('makes unknown, not zero, of a quotient by zero', () => {
    const book = new Book('2026-04-30');
    const ten = book.assumed('ten', 'Ten', USD, read('10'), at, '10');
    const none = book.assumed('none', 'None', USD, read('0'), at, '0');
    const ratio = book.formula('ratio', 'Ratio', { kind: 'ratio' }, 'quotient', [ten, none], { text: 'ten ÷ none' });
    expect(ratio.value).toBeUndefined();
    expect(ratio.unknown).toContain('ten ÷ none');
  });

  it('answers the same figure when it is made twice alike, and throws when the value differs', () => {
    const book = new Book('2026-04-30');
    const first = book.assumed('price', 'Price', USD, read('10.00'), at, '10.00');
    expect(book.assumed('price', 'Price', USD, read('10.0'), at, '10.0')).toBe(first);
    expect(() => book.assumed('price', 'Price', USD, read('11.00'), at, '11.00')).toThrow('made twice');
    expect(() => book.get('nothing')).toThrow('no figure nothing');
  });
});
