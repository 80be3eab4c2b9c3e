import { expect, test } from 'vitest';
import { handoff } from '../../../src/sources/handoff/reader.ts';
import { itemsOf, readDocument } from './_items.ts';

const many = (count: number, line: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => line(number + 1)).join('');

test('long lists, tables and entries are read to their end', () => {
  const list = itemsOf(`## Next\n${many(250, (n) => `- Order part ${n} of the engine\n  - it is on page ${n}\n`)}`);
  expect(list).toHaveLength(250);
  expect(list.at(-1)).toBe('500 task open: Order part 250 of the engine');
  const table = itemsOf(`| Task | Status |\n| --- | --- |\n${many(250, (n) => `| Part ${n} | open |\n`)}`);
  expect(table).toHaveLength(250);
  expect(table.at(-1)).toBe('252 task open: Part 250');
  const nested = itemsOf(`1. Season:\n${many(250, (n) => `    - [ ] Order part ${n} of the engine\n`)}`);
  expect(nested).toHaveLength(250);
  expect(nested.at(-1)).toBe('251 task open: Order part 250 of the engine');
});

test('code that is longer than anything, and never ends, says nothing', () => {
  expect(itemsOf(`## Next\n- Order zincs\n\n\`\`\`\n${'- [ ] in code\n'.repeat(2000)}`)).toHaveLength(1);
});

test('a line that is nested too deep is named and left out', () => {
  const { problems } = readDocument('---\ntitle: x\n---\n\n- - - - - - - a\n');
  expect(problems.map(({ code, at }) => `${code} ${at.line}`)).toEqual(['document-line-refused 5']);
});

/** Each takes quadratic time in the parser when it is given the whole of it. */
test.each(['> a\nb\n', ']]]]\n'])('four times the text takes about four times as long: %j', (piece) => {
  const seconds = (size: number): number => {
    const bytes = Buffer.from(`## Next\n- ${piece.repeat(size / piece.length)}`);
    const started = performance.now();
    handoff.read(bytes, 'a.md', {});
    return performance.now() - started;
  };
  const small = seconds(6000);
  // Quadratic time would be sixteen times as long; the machine may be busy.
  expect(seconds(24_000)).toBeLessThan(small * 10 + 300);
});
