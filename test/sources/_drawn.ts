import fc from 'fast-check';
import { addDays } from '../../src/core/date.ts';
import { decimal, decimalText } from '../../src/core/decimal.ts';

/** A movement as a bank could book it; amounts are never zero and have two decimals. */
export interface Drawn {
  readonly date: string;
  readonly amount: bigint;
  readonly payee: string;
  readonly memo: string;
}

const word = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', 'é', 'ß', '-', '.', '&', '<', '>', '"', "'", ',', ';', ' '),
  maxLength: 12,
});
/** Text that begins and ends with a letter and has no two blanks, so that tidying it changes nothing. */
const text = word.map((middle) => `x${middle.replaceAll(/ +/g, ' ')}y`);

/** Movements of a month in the order of their days, and the balance before them. */
export const statement: fc.Arbitrary<{ readonly opening: bigint; readonly movements: readonly Drawn[] }> = fc.record({
  opening: fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n }),
  movements: fc
    .array(
      fc.record({
        day: fc.nat(29),
        amount: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }).filter((amount) => amount !== 0n),
        payee: text,
        memo: text,
      }),
      { maxLength: 8 },
    )
    .map((drawn) =>
      drawn
        .toSorted((a, b) => a.day - b.day)
        .map(({ day, ...rest }) => ({ date: addDays('2026-04-01', day), ...rest })),
    ),
});

/** Statements of one account, each beginning with what the one before ended with. */
export const chain = fc.array(statement, { minLength: 1, maxLength: 3 }).map((drawn) => {
  let balance = drawn[0]?.opening ?? 0n;
  return drawn.map(({ movements }) => {
    const opening = balance;
    balance = movements.reduce((sum, { amount }) => sum + amount, opening);
    return { opening, closing: balance, movements };
  });
});

export type Chain = readonly {
  readonly opening: bigint;
  readonly closing: bigint;
  readonly movements: readonly Drawn[];
}[];

/** `-1234` → `12.34`; the sign is for the writer to tell in its own way. */
export const digits = (minor: bigint): string => decimalText(decimal(minor < 0n ? -minor : minor, 2));
