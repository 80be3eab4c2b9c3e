import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleaned, failureOf, holds, type FailureRow, type Seen, type When } from '../../src/delivery/_failure-row.ts';
import { classify } from '../../src/delivery/_failures.ts';

function row(when: When, says = 'it failed'): FailureRow {
  return { transport: 'smtp', when, class: 'permanent', code: 'a-code', says };
}

describe('a row of the table', () => {
  it.each<[string, When, Omit<Seen, 'transport'>, boolean]>([
    ['nothing asked', {}, {}, true],
    ['the name', { names: ['A', 'B'] }, { name: 'B' }, true],
    ['another name', { names: ['A', 'B'] }, { name: 'C' }, false],
    ['no name', { names: ['A'] }, {}, false],
    ['a status within', { status: [500, 599] }, { status: 599 }, true],
    ['a status beyond', { status: [500, 599] }, { status: 600 }, false],
    ['no status', { status: [0, 999] }, {}, false],
    ['a reply within', { reply: [400, 499] }, { reply: 421 }, true],
    ['a code of Node', { node: ['ECONNRESET'] }, { node: 'ECONNRESET' }, true],
    ['the beginning of an enhanced code', { enhanced: ['5.7'] }, { enhanced: '5.7.1' }, true],
    ['the whole of it', { enhanced: ['5.7.1'] }, { enhanced: '5.7.1' }, true],
    ['only whole parts of it', { enhanced: ['5.7'] }, { enhanced: '5.70.1' }, false],
    ['the phase', { phase: 'before' }, { phase: 'before' }, true],
    ['a phase that nobody is sure of', { phase: 'before' }, {}, false],
    ['credentials never taken', { unproven: true }, { unproven: true }, true],
    ['credentials once taken', { unproven: true }, {}, false],
    ['what was said', { said: /full/i }, { said: 'Mailbox FULL' }, true],
    ['nothing said', { said: /full/i }, {}, false],
    ['one of two', { names: ['A'], said: /full/i }, { name: 'A' }, false],
  ])('%s', (_, when, seen, expected) => {
    expect(holds(row(when), { transport: 'smtp', ...seen })).toBe(expected);
  });

  it('is for its own transport', () => {
    expect(holds(row({}), { transport: 'ses' })).toBe(false);
    expect(holds({ ...row({}), transport: 'any' }, { transport: 'ses' })).toBe(true);
  });

  it('says what was said, if anything was', () => {
    const says = row({}, 'the server is full {said}');
    expect(failureOf(says, { transport: 'smtp', said: 'try\r\nlater $& "now"' }).message).toBe(
      'the server is full “try later $& now”',
    );
    expect(failureOf(says, { transport: 'smtp' }).message).toBe('the server is full');
  });

  it.each([
    [1500.4, 1500],
    [0, 0],
    [-1, undefined],
    [Number.NaN, undefined],
    [undefined, undefined],
  ])('asks to wait %s ms: %s', (retryAfter, expected) => {
    const seen = { transport: 'smtp' as const, ...(retryAfter === undefined ? {} : { retryAfter }) };
    expect(failureOf(row({}), seen).retryAfter).toBe(expected);
  });
});

const SIGNS = fc.constantFrom(
  'a',
  'Z',
  '9',
  '=',
  '"',
  ' ',
  '\r',
  '\n',
  '\0',
  '\u0085',
  '\u200f',
  '\u2028',
  'é',
  '😀',
  '\ud800',
);

describe('what was said', () => {
  it.each([
    ['an access key', 'key AKIAABCDEFGHIJKLMNOP is bad', 'key [left out] is bad'],
    ['a signature', 'Signature=0123abcd, then', '[left out] then'],
    ['a password', 'password: hunter2 refused', '[left out] refused'],
    ['a long token', `got ${'aB3/'.repeat(12)} here`, 'got [left out] here'],
    ['an address and a request id stay', 'ann@example.com 0100-1f3a90c2', 'ann@example.com 0100-1f3a90c2'],
  ])('%s', (_, words, expected) => {
    expect(cleaned(words)).toBe(expected);
  });

  it('is one bounded line, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: SIGNS, maxLength: 100 }), fc.nat(100), (words, times) => {
        const line = cleaned(words.repeat(times));
        expect(line.length).toBeLessThanOrEqual(400);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

describe('classification', () => {
  it('of nothing that is known: it may have been sent', () => {
    expect(classify({ transport: 'ses' })).toMatchObject({ class: 'unknown', code: 'not-understood' });
    expect(classify({ transport: 'smtp' })).toMatchObject({ class: 'unknown', code: 'not-understood' });
  });

  it('never lets anything be sent again after the message was handed over and the network failed', () => {
    const codes = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETDOWN', 'EMFILE', 'whatever'];
    for (const transport of ['ses', 'smtp'] as const)
      for (const node of codes)
        expect(classify({ transport, node, phase: 'after' }), `${transport} ${node}`).toMatchObject({
          class: 'unknown',
        });
  });
});
