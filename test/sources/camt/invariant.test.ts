import fc from 'fast-check';
import { expect, test } from 'vitest';
import { camt } from '../../../src/sources/camt/reader.ts';
import { chain, digits, type Chain, type Drawn } from '../_drawn.ts';
import { mismatches } from '../_read.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const signed = (minor: bigint): string =>
  `<Amt Ccy="EUR">${digits(minor)}</Amt><CdtDbtInd>${minor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;

interface Dress {
  /** Parties below `Pty` and the status below `Cd`. */
  readonly late: boolean;
  readonly gap: string;
  readonly prefix: string;
  /** Movements that are booked as one entry, side by side. */
  readonly batch: boolean;
}

function details({ amount, payee, memo }: Drawn, { late }: Dress): string {
  const who = amount < 0n ? 'Cdtr' : 'Dbtr';
  const name = late ? `<Pty><Nm>${escaped(payee)}</Nm></Pty>` : `<Nm>${escaped(payee)}</Nm>`;
  return `<TxDtls>${signed(amount)}<RltdPties><${who}>${name}</${who}></RltdPties><RmtInf><Ustrd>${escaped(memo)}</Ustrd></RmtInf></TxDtls>`;
}

function entry(movements: readonly Drawn[], dress: Dress): string {
  const sum = movements.reduce((total, { amount }) => total + amount, 0n);
  const status = dress.late ? '<Sts><Cd>BOOK</Cd></Sts>' : '<Sts>BOOK</Sts>';
  const inside = movements.map((one) => details(one, dress)).join(dress.gap);
  return `<Ntry>${signed(sum)}${status}<BookgDt><Dt>${movements[0]?.date}</Dt></BookgDt><NtryDtls>${inside}</NtryDtls></Ntry>`;
}

function written(statements: Chain, dress: Dress): string {
  const body = statements.map(({ opening, closing, movements }, index) => {
    const days = dress.batch ? [...new Set(movements.map(({ date }) => date))] : [];
    const groups = dress.batch
      ? days.map((day) => movements.filter(({ date }) => date === day))
      : movements.map((one) => [one]);
    const balance = (code: string, minor: bigint, date: string): string =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${signed(minor)}<Dt><Dt>${date}</Dt></Dt></Bal>`;
    const parts = [
      `<Id>S${index}</Id>`,
      balance('OPBD', opening, '2026-04-01'),
      balance('CLBD', closing, '2026-04-30'),
      ...groups.map((group) => entry(group, dress)),
    ];
    return `<Stmt>${dress.gap}${parts.join(dress.gap)}${dress.gap}</Stmt>`;
  });
  const text = `<BkToCstmrStmt>${body.join(dress.gap)}</BkToCstmrStmt>`;
  const whole = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${text}</Document>`;
  return whole.replaceAll(/<(\/?)(?=[A-Z])/g, `<$1${dress.prefix}`);
}

const dress: fc.Arbitrary<Dress> = fc.record({
  late: fc.boolean(),
  gap: fc.constantFrom('\n', '\r\n  ', ''),
  prefix: fc.constantFrom('', 'n0:'),
  batch: fc.boolean(),
});

test('what is written is read: rows, sums and balances, whatever the dress', () => {
  fc.assert(
    fc.property(chain, dress, (statements, how) => {
      const result = camt.read(Buffer.from(written(statements, how)), 'f.xml', {});
      expect(result.problems).toEqual([]);
      const movements = statements.flatMap((one) => one.movements);
      expect(result.rows.map(({ date, amount, payee, memo }) => ({ date, amount, payee, memo }))).toEqual(movements);
      expect(mismatches(result)).toEqual([]);
      const table = [...(result.tables?.statements ?? [])];
      expect(table[0]?.['opening']).toBe(statements[0]?.opening);
      // On one line, statements with movements are one; one without any stands by itself.
      expect(table.map(({ closing }) => closing)).toContain(statements.at(-1)?.closing);
      if (how.gap !== '') expect(table.map(({ closing }) => closing)).toEqual(statements.map(({ closing }) => closing));
    }),
  );
});
