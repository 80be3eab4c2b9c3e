import { describe, expect, it } from 'vitest';
import { definitionOf, movesSince } from '../../../src/analysis/index.ts';
import { decimal, decimalText } from '../../../src/core/decimal.ts';
import { Book } from '../../../src/model/book.ts';
import type { Figure, Unit } from '../../../src/model/figure.ts';
import type { RecordedFigure } from '../../../src/model/report-record.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };
const AT = { file: 'records/records.sqlite#reports/0123456789ab', line: 1, column: 1 };
const EDITION = '0123456789ab';
const THEN = '2026-03-31';

const query = (account: string): string =>
  `SELECT date, amount, file, line, source FROM postings WHERE account = '${account}'`;

/** A book with cash as the sum of its accounts, less what is set aside. */
function book(asOf: string, accounts: Readonly<Record<string, bigint>>, aside = 0, rule = 'cash − set aside'): Book {
  const made = new Book(asOf);
  const parts = Object.entries(accounts).map(([name, sum]) =>
    made.rows(`shop.account.${name}`, name, USD, sum, { query: query(name), measure: 'amount', sign: 1 }),
  );
  const cash = made.formula('shop.cash', 'Cash', USD, 'sum', parts, { text: 'accounts' });
  const set = made.assumed('shop.aside', 'Set aside', USD, decimal(aside), AT, 'declared');
  made.formula('shop.free', 'Free cash', USD, 'difference', [cash, set], { text: rule });
  return made;
}

function said(from: Book, id: string, value?: string): RecordedFigure {
  const definition = definitionOf(from.get(id), (one) => from.find(one));
  return { id, definition, ...(value === undefined ? {} : { value }) };
}

const digits = (figure: Figure | undefined): string => (figure?.value ? decimalText(figure.value) : '-');

describe('a figure that moved since the last report', () => {
  it('moved by new activity and by restated history, and the two are the whole move', () => {
    const past = book(THEN, { bank: 95_00n });
    const now = book('2026-04-30', { bank: 130_00n });
    const { moved } = movesSince({
      recorded: [said(past, 'shop.free', '90.00')],
      on: THEN,
      edition: EDITION,
      at: AT,
      past,
      now,
    });
    const [move] = moved;
    expect([move?.before, move?.restated, move?.activity, move?.figure, move?.change].map(digits)).toEqual([
      '90.00',
      '5.00',
      '35.00',
      '130.00',
      '44.4',
    ]);
    // Each of them is a figure with a receipt: the earlier report's record, and today's sources as of that day.
    expect(move?.before.receipt).toMatchObject({ kind: 'record', at: AT });
    expect(now.get('since.2026-03-31.shop.cash').asOf).toBe(THEN);
  });

  it('of which only history was restated where the day is the same', () => {
    const now = book(THEN, { bank: 95_00n });
    const { moved } = movesSince({
      recorded: [said(now, 'shop.free', '90.00')],
      on: THEN,
      edition: EDITION,
      at: AT,
      past: now,
      now,
    });
    expect([moved[0]?.restated, moved[0]?.activity].map(digits)).toEqual(['5.00', '0.00']);
  });

  it('is left out when it stands as it stood', () => {
    const past = book(THEN, { bank: 90_00n });
    const now = book('2026-04-30', { bank: 90_00n });
    const moves = movesSince({
      recorded: [said(past, 'shop.free', '90.00')],
      on: THEN,
      edition: EDITION,
      at: AT,
      past,
      now,
    });
    expect(moves).toMatchObject({ moved: [], incomparable: [], compared: 1 });
  });

  it('is compared though there are more accounts of the same kind', () => {
    const before = book(THEN, { bank: 90_00n });
    const past = book(THEN, { bank: 90_00n, till: 1_00n });
    const moves = movesSince({
      recorded: [said(before, 'shop.cash', '90.00')],
      on: THEN,
      edition: EDITION,
      at: AT,
      past,
      now: past,
    });
    expect(moves.moved.map(({ restated }) => digits(restated))).toEqual(['1.00']);
  });

  it.each([
    ['another formula', book(THEN, { bank: 90_00n }, 0, 'cash − set aside − taxes')],
    ['another limit that was declared', book(THEN, { bank: 90_00n }, 10)],
  ])('is not compared when it has %s', (_, past) => {
    const before = book(THEN, { bank: 90_00n });
    const recorded = [said(before, 'shop.free', '90.00')];
    expect(movesSince({ recorded, on: THEN, edition: EDITION, at: AT, past, now: past })).toMatchObject({
      moved: [],
      incomparable: [{ figure: { id: 'shop.free' }, why: 'defined-differently' }],
    });
  });

  it('is named when it was not known, or is not known any more', () => {
    const now = book(THEN, { bank: 90_00n });
    now.unknown('shop.runway', 'Runway', { kind: 'months' }, 'no burn');
    const recorded = [said(now, 'shop.free'), said(now, 'shop.runway', '4.0')];
    const { incomparable } = movesSince({ recorded, on: THEN, edition: EDITION, at: AT, past: now, now });
    expect(incomparable.map(({ figure, why }) => [figure.id, why])).toEqual([
      ['shop.free', 'not-known-then'],
      ['shop.runway', 'not-known-now'],
    ]);
  });

  it('belongs to a period that was closed: a month that had only begun is not compared', () => {
    const month = (asOf: string, sum: bigint): Book => {
      const made = new Book(asOf);
      made.rows('shop.revenue.2026-04', 'Revenue', USD, sum, { query: query('x'), measure: 'amount', sign: 1 });
      return made;
    };
    const past = month('2026-04-12', 10_00n);
    const now = month('2026-05-12', 40_00n);
    const recorded = [said(past, 'shop.revenue.2026-04', '10.00')];
    expect(movesSince({ recorded, on: '2026-04-12', edition: EDITION, at: AT, past, now })).toMatchObject({
      moved: [],
      compared: 0,
    });
    expect(movesSince({ recorded, on: '2026-04-30', edition: EDITION, at: AT, past, now }).moved).toHaveLength(1);
  });
});
