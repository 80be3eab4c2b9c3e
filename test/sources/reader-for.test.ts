import { expect, test } from 'vitest';
import { readerFor } from '../../src/sources/index.ts';

const kindOf = (text: string, name: string, kind?: string): string | undefined =>
  readerFor(Buffer.from(text), name, kind)?.kind;

test('a file is recognised by its bytes, whatever it is called', () => {
  expect(kindOf('Date,Payee,Amount\n2026-04-30,x,1.00\n', 'april.txt')).toBe('csv');
  expect(kindOf('OFXHEADER:100\n\n<OFX>\n', 'april.csv')).toBe('ofx');
  expect(kindOf('<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX>', 'april.xml')).toBe('ofx');
});

test('by its name where the bytes do not tell', () => {
  expect(kindOf('a;b;c\n1;2;3\n', 'contacts.csv')).toBe('csv');
  expect(kindOf('', 'april.qfx')).toBe('ofx');
});

test('what no reader knows has none', () => {
  expect(kindOf('# Notes\n\nCall Mara.\n', 'notes.rst')).toBeUndefined();
  expect(kindOf('\u0089PNG\r\n\u001a\n\0\0', 'logo.png')).toBeUndefined();
});

test('a declared kind is taken at its word', () => {
  expect(kindOf('Date,Amount\n', 'april.csv', 'ofx')).toBe('ofx');
  expect(kindOf('Date,Amount\n', 'april.csv', 'morse')).toBeUndefined();
});
