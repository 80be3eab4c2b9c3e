import fc from 'fast-check';
import { parseSync } from 'ofx-js';
import { expect, test } from 'vitest';
import { decimal, decimalText } from '../../../src/core/decimal.ts';
import { ofx } from '../../../src/sources/ofx/reader.ts';

const word = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', 'é', '-', '.', '&', '<', '>'),
  minLength: 1,
  maxLength: 10,
});
const movement = fc.record({
  DTPOSTED: fc.integer({ min: 1, max: 28 }).map((day) => `202604${String(day).padStart(2, '0')}120000`),
  TRNAMT: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).map((minor) => decimalText(decimal(minor, 2))),
  NAME: word,
  MEMO: fc.option(word, { nil: undefined }),
});
type Movement = Record<'DTPOSTED' | 'TRNAMT' | 'NAME', string> & { MEMO: string | undefined };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A statement in one dress or the other; blanks and line ends are no part of either. */
function statement(movements: readonly (Movement & { FITID: string })[], dress: 'sgml' | 'xml', gap: string): string {
  const leaf = (name: string, value: string): string =>
    dress === 'xml' ? `<${name}>${escaped(value)}</${name}>` : `<${name}>${escaped(value)}`;
  const body = movements.map((one) => {
    const leaves = Object.entries(one).flatMap(([name, value]) => (value === undefined ? [] : [leaf(name, value)]));
    return `<STMTTRN>${gap}${[leaf('TRNTYPE', 'OTHER'), ...leaves].join(gap)}${gap}</STMTTRN>`;
  });
  const head =
    dress === 'xml'
      ? '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="220"?>\n'
      : 'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n';
  return `${head}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>${leaf('CURDEF', 'USD')}<BANKTRANLIST>${body.join(gap)}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
}

interface Theirs {
  readonly BANKMSGSRSV1: {
    readonly STMTTRNRS: {
      readonly STMTRS: { readonly BANKTRANLIST: { readonly STMTTRN: Movement | readonly Movement[] } };
    };
  };
}

test.each(['sgml', 'xml'] as const)('ours reads %s as ofx-js does', (dress) => {
  fc.assert(
    fc.property(fc.array(movement, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '\n', '\r\n'), (drawn, gap) => {
      const movements = drawn.map((one, index) => ({ ...one, FITID: String(index) }));
      const text = statement(movements, dress, gap);
      const ours = ofx.read(Buffer.from(text), 'f.ofx', {});
      expect(ours.problems).toEqual([]);
      const theirs = (parseSync(text).OFX as Theirs).BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST.STMTTRN;
      const read = ours.rows.map((row) => ({
        DTPOSTED: row.date.replaceAll('-', ''),
        TRNAMT: decimalText(decimal(row.amount, 2)),
        NAME: row.payee,
        MEMO: row.memo,
      }));
      const expected = [theirs].flat().map((one) => ({
        DTPOSTED: one.DTPOSTED.slice(0, 8),
        TRNAMT: one.TRNAMT,
        NAME: one.NAME,
        MEMO: one.MEMO ?? '',
      }));
      expect(read).toEqual(expected);
    }),
  );
});
