import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { amountAt, type Journal } from '../../../src/model/journal.ts';
import { randomBooks } from '../../differential/beancount/_books.ts';
import { understood } from '../journal/_journal.ts';
import { beancountOf, booksOf, problemsOf } from './_beancount.ts';

const RUNS = Number(process.env['QUARTERDECK_FUZZ'] ?? 40);

/** A fraction, and how it is written. */
interface Written {
  readonly text: string;
  readonly over: bigint;
  readonly under: bigint;
}

const number: fc.Arbitrary<Written> = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.nat(3))
  .map(([digits, scale]) => ({
    text: (digits / 10 ** scale).toFixed(scale),
    over: BigInt(digits),
    under: 10n ** BigInt(scale),
  }));

const { sum } = fc.letrec<{ sum: Written; part: Written }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    tie('sum').map(({ text, over, under }) => ({ text: `(${text})`, over, under })),
    tie('part').map(({ text, over, under }) => ({ text: `-${text}`, over: -over, under })),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => ({
      text: `${a.text} * ${b.text}`,
      over: a.over * b.over,
      under: a.under * b.under,
    })),
    // By powers of two and five, so that every quotient has an end.
    fc.tuple(tie('part'), fc.constantFrom(2n, 4n, 5n, 10n)).map(([a, by]) => ({
      text: `(${a.text}) / ${by}`,
      over: a.over,
      under: a.under * by,
    })),
  ),
  sum: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('part'),
    fc.tuple(tie('sum'), fc.constantFrom(1n, -1n), tie('part')).map(([a, sign, b]) => ({
      text: `${a.text} ${sign < 0n ? '-' : '+'} ${b.text}`,
      over: a.over * b.under + sign * b.over * a.under,
      under: a.under * b.under,
    })),
  ),
}));

test('an expression is what exact fractions make of it', () => {
  fc.assert(
    fc.property(sum, ({ text, over, under }) => {
      const journal = booksOf(`2026-04-30 * "x"\n  Assets:Bank  ${text} EUR\n  Equity:Opening`);
      // More than 28 digits behind the point are refused.
      if (problemsOf(journal).some((found) => found.endsWith('amount-invalid'))) return;
      expect(journal.problems).toEqual([]);
      const { mantissa, scale } = amountAt(journal, 0);
      expect([text, mantissa * under]).toEqual([text, over * 10n ** BigInt(scale)]);
    }),
    { numRuns: RUNS * 5 },
  );
});

/** Sums by day, account and commodity, for books whose lines are elsewhere. */
function sums(journal: Journal): string[] {
  const { transactions, postings, accounts, commodities } = journal;
  const all = new Map<string, bigint>();
  for (let posting = 0; posting < postings.count; posting += 1) {
    const { mantissa, scale } = amountAt(journal, posting);
    const at = [
      transactions.day[postings.transaction[posting] ?? 0],
      accounts[postings.account[posting] ?? -1]?.name,
      commodities[postings.commodity[posting] ?? -1]?.symbol,
    ].join(' ');
    all.set(at, (all.get(at) ?? 0n) + mantissa * 10n ** BigInt(40 - scale));
  }
  return [...all]
    .filter(([, amount]) => amount !== 0n)
    .map(([at, amount]) => `${at} ${amount}`)
    .toSorted();
}

const ofPostings = (journal: Journal): string[] => understood(journal).filter((line) => line.startsWith(' '));

/** Entries in reverse; what is pushed, and what is on one day, stays as it is. */
function reversed(text: string): string {
  const [head = '', ...blocks] = text.split(/\n\n(?=\d{4}-)/);
  if (/^push|^pop/m.test(text) || new Set(blocks.map((block) => block.slice(0, 10))).size < blocks.length) return text;
  return [head, ...blocks.toReversed()].join('\n\n');
}

test.each<[string, (text: string) => string, (journal: Journal) => string[]]>([
  ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n'), ofPostings],
  [
    'comments and headings between entries',
    (text) => text.replaceAll(/\n\n(?=\d)/g, '\n; a comment\n* a heading\n\n'),
    understood,
  ],
  ['the order in which entries of different days are written', reversed, sums],
])('%s: changes nothing', (_, change, seen) => {
  fc.assert(
    fc.property(randomBooks, (text) => {
      const [one, other] = [beancountOf(Buffer.from(text)), beancountOf(Buffer.from(change(text)))];
      expect(problemsOf(other)).toEqual(problemsOf(one));
      expect(seen(other)).toEqual(seen(one));
    }),
    { numRuns: RUNS },
  );
});

test('what is worked out leaves nothing: each transaction sums to zero at cost, but for tolerances', () => {
  fc.assert(
    fc.property(randomBooks, (text) => {
      const journal = beancountOf(Buffer.from(text));
      const { transactions, postings, commodities, costs } = journal;
      for (let transaction = 0; transaction < transactions.count; transaction += 1) {
        const left = new Map<string, bigint>();
        const end = transactions.first[transaction + 1] ?? 0;
        for (let posting = transactions.first[transaction] ?? 0; posting < end; posting += 1) {
          const cost = costs[postings.cost[posting] ?? -1];
          const { mantissa, scale } = cost?.total ?? amountAt(journal, posting);
          const symbol = commodities[cost?.commodity ?? postings.commodity[posting] ?? -1]?.symbol ?? '';
          left.set(symbol, (left.get(symbol) ?? 0n) + mantissa * 10n ** BigInt(40 - scale));
        }
        // The widest tolerance of the generator's amounts: half a unit at a cost.
        for (const amount of left.values()) {
          expect([
            decimalText({ mantissa: amount, scale: 40 }),
            amount <= 5n * 10n ** 39n && amount >= -5n * 10n ** 39n,
          ]).toEqual([expect.anything(), true]);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

describe('linear time', () => {
  const OPEN = '2026-01-01 open Assets:A\n2026-01-01 open Assets:B\n';
  const lots = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('');

  // Wall time, and so generous: a quadratic reader would take minutes over these.
  test.each([
    ['quotes', '"'.repeat(300_000)],
    ['quotes on lines', '2026-01-01 * "\n'.repeat(20_000)],
    ['parentheses', `2026-01-01 * "x"\n  Assets:A  ${'('.repeat(300_000)}`],
    ['signs', `2026-01-01 * "x"\n  Assets:A  ${'-'.repeat(300_000)}1 USD\n  Assets:B\n`],
    ['factors', `2026-01-01 * "x"\n  Assets:A  ${'1.1*'.repeat(50_000)}1 USD\n  Assets:B\n`],
    ['quotients', `2026-01-01 * "x"\n  Assets:A  1${'/3'.repeat(100_000)} USD\n  Assets:B\n`],
    ['tags', `2026-01-01 * "x" ${'#a '.repeat(100_000)}\n`],
    ['metadata', `2026-01-01 * "x"\n${'  ab: 1\n'.repeat(50_000)}`],
    ['commas', `2026-01-01 * "x"\n  Assets:A  1${',000'.repeat(70_000)} USD\n`],
    ['braces', `2026-01-01 * "x"\n  Assets:A  1 X {${'1 USD,'.repeat(50_000)}`],
    ['what is pushed', 'pushtag #a\n'.repeat(3000)],
    ['postings of one transaction', `2026-01-01 * "x"\n${lots(20_000, (at) => `  Assets:A  1 C${at}\n`)}  Assets:B\n`],
    [
      'lots that are looked for one by one',
      OPEN +
        lots(3000, (at) => `2026-01-02 * "b"\n  Assets:A  2 X {${at + 1} USD}\n  Assets:B\n`) +
        lots(3000, (at) => `2026-01-03 * "s"\n  Assets:A  -1 X {${at + 1} USD}\n  Assets:B\n`),
    ],
    [
      'balances',
      OPEN + lots(8000, (at) => `2026-01-02 open Assets:A:C${at}\n2026-01-03 balance Assets:A:C${at} 0 USD\n`),
    ],
    ['pads', OPEN + lots(8000, (at) => `2026-01-02 pad Assets:A Assets:B\n2026-01-03 balance Assets:A ${at} USD\n`)],
  ])('%s', { timeout: 60_000 }, (_, text) => {
    const started = performance.now();
    beancountOf(Buffer.from(text));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
