import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Explanation, Figure } from '../../src/http/contract/figure.ts';
import { accounting, isSame, negated, sumOf } from '../../web/src/pages/figures/amounts.ts';
import { filesOf, summed } from '../../web/src/pages/figures/sum.ts';
import { askedIn, idIn, receiptPath, searchPath, trailIn, trailTo } from '../../web/src/pages/figures/trail.ts';
import {
  amountHead,
  answerOf,
  answerOfList,
  explainCommand,
  holdsText,
  inNumbers,
  isWhole,
} from '../../web/src/pages/figures/words.ts';

/* Amounts */

it.each([
  ['1720.00', '1,720.00'],
  ['-1720.00', '(1,720.00)'],
  ['0.00', '0.00'],
  ['-0.05', '(0.05)'],
  ['-0.00', '0.00'],
  ['999', '999'],
  ['1000', '1,000'],
  ['-1234567.891', '(1,234,567.891)'],
  ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
])('%s stands in a ledger as %s', (amount, text) => {
  expect(accounting(amount)).toEqual({ text, below: text.startsWith('(') });
});

it('adds without a float: tenths of cents, and more than a float holds', () => {
  expect(sumOf(['0.10', '0.20'])).toBe('0.30');
  expect(sumOf(['9007199254740993.01', '0.001'])).toBe('9007199254740993.011');
  expect(sumOf(['-0.05', '0.02'])).toBe('-0.03');
  expect(sumOf([])).toBe('0');
});

it('takes 1.5 and 1.50 for one number, and 0.30 and 0.31 for two', () => {
  expect(isSame('1.5', '1.50')).toBe(true);
  expect(isSame('-0', '0.00')).toBe(true);
  expect(isSame('0.30', '0.31')).toBe(false);
});

const amount = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 6 }))
  .map(([mantissa, scale]) => ({ mantissa, scale }));
const written = ({ mantissa, scale }: { mantissa: bigint; scale: number }): string => {
  const digits = String(mantissa < 0n ? -mantissa : mantissa).padStart(scale + 1, '0');
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return mantissa < 0n ? `-${whole}` : whole;
};

it('gives what whole numbers of the smallest place give', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 20 }), (amounts) => {
      const places = amounts.reduce((sum, { mantissa, scale }) => sum + mantissa * 10n ** BigInt(6 - scale), 0n);
      const sum = sumOf(amounts.map(written));
      expect(isSame(sum, written({ mantissa: places, scale: 6 }))).toBe(true);
      expect(isSame(negated(negated(sum)), sum)).toBe(true);
      expect(accounting(sum).text.replaceAll(/[(),]/g, '')).toBe(sum.replace('-', ''));
    }),
  );
});

/* From the rows to the figure */

type Rows = Extract<Explanation['receipt'], { kind: 'rows' }>;

function rows(amounts: readonly string[], more: Partial<Rows> = {}): Rows {
  return {
    kind: 'rows',
    measure: 'amount',
    sign: 1,
    query: 'SELECT 1',
    rows: amounts.map((one, line) => ({
      file: line < 2 ? 'jada.csv' : 'studio.csv',
      line: line + 2,
      hash: line < 2 ? 'aa' : 'bb',
      date: '2026-04-01',
      account: 'Assets:Bank',
      payee: 'Fuel dock',
      amount: one,
    })),
    rowCount: amounts.length,
    ...more,
  };
}

it('adds up every row to the figure', () => {
  expect(summed('70.00', rows(['100.00', '-30.00']))).toEqual({
    lines: [{ label: 'Sum of 2 rows', amount: '70.00', strong: true }],
    addsUp: true,
  });
});

it('says so when they add up to something else', () => {
  expect(summed('70.01', rows(['100.00', '-30.00'])).addsUp).toBe(false);
});

it('turns the sign where the receipt does', () => {
  const { lines, addsUp } = summed('30.00', rows(['-30.00'], { sign: -1 }));
  expect(lines.map((line) => line.amount)).toEqual(['-30.00', '30.00']);
  expect(addsUp).toBe(true);
  expect(summed('-30.00', rows(['-30.00'], { sign: -1 })).addsUp).toBe(false);
});

it('has a line for the rows that are not shown, so that the lines add up', () => {
  const { lines, addsUp } = summed('500.00', rows(['100.00', '-30.00'], { rowCount: 312 }));
  expect(lines).toEqual([
    { label: 'First 2 rows', amount: '70.00' },
    { label: 'The other 310 rows', amount: '430.00' },
    { label: 'All 312 rows', amount: '500.00', strong: true },
  ]);
  expect(addsUp).toBeUndefined();
});

it('turns the sign of the rest, too', () => {
  const { lines } = summed('500.00', rows(['-100.00'], { rowCount: 3, sign: -1 }));
  expect(lines.map((line) => line.amount)).toEqual(['-100.00', '-400.00', '-500.00', '500.00']);
});

it('does not make up the rest of a figure that is not known', () => {
  expect(summed(null, rows(['100.00'], { rowCount: 3 })).lines).toEqual([{ label: 'First 1 row', amount: '100.00' }]);
  expect(summed(null, rows(['100.00']))).not.toHaveProperty('addsUp');
});

it('counts rows where the figure is their number', () => {
  expect(summed('312', rows(['1.00'], { measure: 'rows', rowCount: 312 })).lines).toEqual([
    { label: 'Rows', amount: '312', strong: true },
  ]);
});

it('names each file once, with its rows', () => {
  expect(filesOf(rows(['1.00', '2.00', '3.00']).rows)).toEqual([
    { file: 'jada.csv', hash: 'aa', rows: 2 },
    { file: 'studio.csv', hash: 'bb', rows: 1 },
  ]);
});

/* The way down, in the address */

it('writes a figure and the way to it into the address, and reads them again', () => {
  fc.assert(
    fc.property(
      // An address takes a lone dot, or two, for a folder; ids of figures have words around theirs.
      fc.string({ minLength: 1, unit: 'grapheme' }).filter((id) => !/^\.{1,2}$/.test(id)),
      fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 20 }),
      (id, trail) => {
        const url = new URL(receiptPath(id, trail), 'http://127.0.0.1');
        expect(idIn(url.pathname)).toBe(id);
        expect(trailIn(url.search)).toEqual(trail);
      },
    ),
  );
});

it('reads no figure out of an address that names none', () => {
  expect(idIn('/figures')).toBeUndefined();
  expect(idIn('/figures/')).toBeUndefined();
  expect(idIn('/figures/%E0%A4%A')).toBeUndefined();
});

it('goes down a step at a time', () => {
  expect(trailTo('jada.cash', { id: 'group.cash', trail: ['group.runway.months'] })).toEqual([
    'group.runway.months',
    'group.cash',
  ]);
});

it('never goes round: back at a figure of the way, the way ends before it', () => {
  expect(trailTo('a', { id: 'c', trail: ['a', 'b'] })).toEqual([]);
  expect(trailTo('b', { id: 'c', trail: ['a', 'b'] })).toEqual(['a']);
  expect(trailTo('c', { id: 'c', trail: ['a', 'b'] })).toEqual(['a', 'b']);
});

it('keeps the last twenty of a long way', () => {
  const trail = Array.from({ length: 30 }, (_, step) => `f${step}`);
  expect(trailIn(new URL(receiptPath('x', trail), 'http://127.0.0.1').search)).toEqual(trail.slice(10));
});

it('keeps a search in the address, and an address without a search plain', () => {
  expect(searchPath({ q: ' cash & 100% ', entity: 'jada', known: 'no' })).toBe(
    '/figures?q=cash+%26+100%25&entity=jada&known=no',
  );
  expect(askedIn('?q=cash+%26+100%25&entity=jada&known=no')).toEqual({ q: 'cash & 100%', entity: 'jada', known: 'no' });
  expect(searchPath({ q: '  ' })).toBe('/figures');
  expect(askedIn('?known=perhaps')).toEqual({ q: '', entity: '', known: '' });
});

/* Words */

const usd: Figure = {
  id: 'group.cash',
  label: 'Cash',
  text: '$70.00',
  value: '70.00',
  unit: { kind: 'money', currency: 'USD' },
  asOf: '2026-04-30',
  kind: 'rows',
};
const unknown: Figure = { ...usd, text: 'not known', value: null, unknown: 'no bank statement for April.' };

function explained(receipt: Explanation['receipt'], figure = usd): Explanation {
  return { figure, holds: true, receipt, snapshot: 'abcdefabcdef' };
}

it('says a figure and what it rests on in one sentence', () => {
  expect(answerOf(explained(rows(['70.00'])))).toBe('$70.00 on 30 Apr 2026: the sum of 1 row of the sources.');
  expect(answerOf(explained({ kind: 'method', text: 'a limit' }))).toMatch(/: a constant of the method/);
});

it('says why a figure is not known, and never 0', () => {
  expect(answerOf(explained(rows([]), unknown))).toBe(
    'Not known on 30 Apr 2026: no bank statement for April. The sum of 0 rows of the sources.',
  );
});

it('says whether a figure holds', () => {
  expect(holdsText({ figure: usd, holds: true })).toBe('Holds: computed again just now, it gives the same.');
  expect(holdsText({ figure: usd, holds: false })).toMatch(/^Does not hold/);
  expect(holdsText({ figure: unknown, holds: true })).toMatch(/still not known/);
  expect(holdsText({ figure: unknown, holds: false })).toMatch(/^Does not hold/);
});

function formula(operation: string, texts: readonly string[], inputCount = texts.length): Explanation['receipt'] {
  const inputs = texts.map((text) => ({ figure: { ...usd, text }, holds: true }));
  return { kind: 'formula', operation, text: 'cash ÷ burn', inputs, inputCount };
}

it.each([
  ['quotient', ['$100.00', '$50.00'], '$100.00 ÷ $50.00 = $70.00'],
  ['sum', ['$60.00', '$10.00'], '$60.00 + $10.00 = $70.00'],
  ['difference', ['$90.00', '$10.00', '$10.00'], '$90.00 − $10.00 − $10.00 = $70.00'],
  ['percent', ['$7.00', '$10.00'], '100 × $7.00 ÷ $10.00 = $70.00'],
  ['percent-of', ['$100.00', '70 %'], '$100.00 × 70 % ÷ 100 = $70.00'],
  ['negate', ['($70.00)'], '− ($70.00) = $70.00'],
  ['ceiling', ['$139.00', '2'], '$139.00 ÷ 2, rounded up = $70.00'],
])('writes %s with its numbers', (operation, texts, line) => {
  expect(inNumbers(explained(formula(operation, texts)))).toBe(line);
});

it('writes no line of numbers that no line says', () => {
  expect(inNumbers(explained(formula('minimum', ['$1.00', '$2.00'])))).toBeUndefined();
  expect(inNumbers(explained(formula('sum', ['$1.00'])))).toBeUndefined();
  expect(
    inNumbers(
      explained(
        formula(
          'sum',
          Array.from({ length: 7 }, () => '$10.00'),
        ),
      ),
    ),
  ).toBeUndefined();
  expect(inNumbers(explained(formula('sum', ['$1.00', '$2.00'], 300)))).toBeUndefined();
  expect(inNumbers(explained(formula('sum', ['$1.00', '$2.00']), unknown))).toBeUndefined();
  expect(inNumbers(explained(rows(['1.00'])))).toBeUndefined();
});

it('says how many figures there are, how many match, and how many are not known', () => {
  const all = { q: '', entity: '', known: '' };
  const day = '2026-04-30';
  expect(answerOfList(all, 2345, 12, day)).toBe(
    '2,345 figures stand behind the reports of 30 Apr 2026. 12 of them are not known, and stand last.',
  );
  expect(answerOfList({ ...all, q: 'runway' }, 1, 0, day)).toBe('1 figure matches “runway”. It is known.');
  expect(answerOfList({ ...all, q: 'runway', entity: 'jada' }, 12, 1, day)).toBe(
    '12 figures match “runway”. 1 of them is not known, and stands last.',
  );
  expect(answerOfList({ ...all, known: 'no' }, 12, 12, day)).toBe('12 figures match. None of them is known.');
  expect(answerOfList({ ...all, q: 'nothing' }, 0, 0, day)).toBe(
    'No figure matches “nothing” in the reports of 30 Apr 2026.',
  );
});

it('knows when the text leaves digits of the value out', () => {
  expect(isWhole({ text: '$37,425.32', value: '37425.32' })).toBe(true);
  expect(isWhole({ text: '($1,720.00)', value: '-1720.00' })).toBe(true);
  expect(isWhole({ text: '4.4 months', value: '4.39453125' })).toBe(false);
  expect(isWhole({ text: 'not known', value: null })).toBe(false);
});

it('names the unit above the amounts', () => {
  expect(amountHead({ kind: 'money', currency: 'USD' }, 'amount')).toBe('Amount (USD)');
  expect(amountHead({ kind: 'count', of: 'charter' }, 'amount')).toBe('Amount (charter)');
  expect(amountHead({ kind: 'count', of: 'charter' }, 'rows')).toBe('Amount');
  expect(amountHead({ kind: 'hours' }, 'amount')).toBe('Amount (hours)');
});

it('quotes an id that a shell would read otherwise', () => {
  expect(explainCommand('group.runway.months')).toBe('quarterdeck explain group.runway.months');
  expect(explainCommand("o'hare.cash (USD)")).toBe(String.raw`quarterdeck explain 'o'\''hare.cash (USD)'`);
  expect(explainCommand('-x')).toBe('quarterdeck explain -- -x');
});
