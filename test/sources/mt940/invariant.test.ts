import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mt940 } from '../../../src/sources/mt940/reader.ts';
import { chain, digits, type Chain, type Drawn } from '../_drawn.ts';
import { mismatches } from '../_read.ts';

interface Dress {
  readonly narrative: 'numbered' | 'slashed' | 'plain';
  readonly end: string;
  readonly blocks: boolean;
  /** The third letter of the currency after the mark. */
  readonly funds: boolean;
}

const mark = (minor: bigint): string => (minor < 0n ? 'D' : 'C');
const comma = (minor: bigint): string =>
  digits(minor)
    .replace('.', ',')
    .replace(/,00$/, ',')
    .replace(/,(\d)0$/, ',$1');
const short = (date: string): string => date.slice(2).replaceAll('-', '');

function narrative({ payee, memo }: Drawn, { narrative: kind, end }: Dress): string {
  switch (kind) {
    case 'numbered':
      return `:86:166?00CREDIT?20${memo.slice(0, 27)}?21${memo.slice(27)}?32${payee}`;
    case 'slashed':
      return `:86:/TRTP/SEPA/NAME/${payee}/REMI/${memo}/EREF/NOTPROVIDED`;
    case 'plain':
      return `:86:${payee}${end}${memo}`;
  }
}

function written(statements: Chain, dress: Dress): string {
  const messages = statements.map(({ opening, closing, movements }, index) => {
    const lines = movements.flatMap((one) => {
      const entry = short(one.date).slice(2);
      const funds = dress.funds ? 'R' : '';
      return [
        `:61:${short(one.date)}${entry}${mark(one.amount)}${funds}${comma(one.amount)}NMSCNONREF`,
        narrative(one, dress),
      ];
    });
    const body = [
      ':20:STMT',
      ':25:10020030/1234567',
      `:28C:${index + 1}/1`,
      `:60F:${mark(opening)}260331EUR${comma(opening)}`,
      ...lines,
      `:62F:${mark(closing)}260430EUR${comma(closing)}`,
    ];
    return dress.blocks ? ['{1:F01X}{2:I940X}{4:', ...body, '-}'] : [...body, '-'];
  });
  return `${messages.flat().join(dress.end)}${dress.end}`;
}

const dress: fc.Arbitrary<Dress> = fc.record({
  narrative: fc.constantFrom('numbered', 'slashed', 'plain'),
  end: fc.constantFrom('\n', '\r\n'),
  blocks: fc.boolean(),
  funds: fc.boolean(),
});

test('what is written is read: rows, sums and balances, whatever the dress', () => {
  fc.assert(
    fc.property(chain, dress, (statements, how) => {
      const result = mt940.read(Buffer.from(written(statements, how)), 'f.sta', {});
      expect(result.problems).toEqual([]);
      const movements = statements.flatMap((one) => one.movements);
      const plain = how.narrative === 'plain';
      expect(result.rows.map(({ date, amount, payee, memo }) => ({ date, amount, payee, memo }))).toEqual(
        movements.map(({ memo, ...one }) => ({ ...one, memo: plain ? `${one.payee} ${memo}` : memo })),
      );
      expect(mismatches(result)).toEqual([]);
      const table = [...(result.tables?.statements ?? [])];
      expect(table.map(({ opening, closing }) => ({ opening, closing }))).toEqual(
        statements.map(({ opening, closing }) => ({ opening, closing })),
      );
    }),
  );
});
