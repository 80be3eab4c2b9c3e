import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvScanner, MAX_COLUMNS, MAX_FIELD, type CsvRecord } from '../../../src/sources/_table/scanner.ts';

function scan(text: string, delimiter = ','): { records: CsvRecord[]; scanned: number } {
  const scanner = new CsvScanner(text, delimiter);
  const records: CsvRecord[] = [];
  for (let record = scanner.next(); record; record = scanner.next()) records.push(record);
  return { records, scanned: scanner.scanned };
}

const fieldsOf = (text: string, delimiter?: string): (readonly string[])[] =>
  scan(text, delimiter).records.map(({ fields }) => fields);
const linesOf = (text: string): number[] => scan(text).records.map(({ line }) => line);
const faultsOf = (text: string): string[] =>
  scan(text).records.flatMap(({ line, fault }) => (fault ? [`${line} ${fault.code}`] : []));

describe('a record', () => {
  test.each([
    ['a,b,c', [['a', 'b', 'c']]],
    ['a,,c,\n', [['a', '', 'c', '']]],
    ['"a","b ""x""",c', [['a', 'b "x"', 'c']]],
    ['"a,b",c', [['a,b', 'c']]],
    [
      '"a\nb",c\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['a, "b, c" ,d', [['a', 'b, c', 'd']]],
    ['a,"",c', [['a', '', 'c']]],
    ['a b"c",d', [['a b"c"', 'd']]],
    ['"Joe "The Man" Smith",12', [['Joe "The Man" Smith', '12']]],
    ['""', [['']]],
  ])('%j', (text, fields) => expect(fieldsOf(text)).toEqual(fields));

  test('begins on its line, however lines end', () => {
    expect(linesOf('a\nb\r\nc\rd\n\n\r\ne')).toEqual([1, 2, 3, 4, 7]);
    expect(linesOf('"a\r\n\rb",1\nc')).toEqual([1, 4]);
  });
});

describe('an unclosed quote', () => {
  test('at the end of the file', () => {
    expect(faultsOf('a,b\n"c,d\ne,f\ng,h')).toEqual(['2 quote-unclosed']);
    expect(fieldsOf('a,b\n"c,d\ne,f\ng,h')).toEqual([['a', 'b'], [], ['e', 'f'], ['g', 'h']]);
  });

  test('that a later field seems to close', () => {
    expect(faultsOf('1,"c,2\n3,"d",4\n5,"e",6')).toEqual(['1 quote-unclosed']);
    expect(fieldsOf('1,"c,2\n3,"d",4\n5,"e",6').slice(1)).toEqual([
      ['3', 'd', '4'],
      ['5', 'e', '6'],
    ]);
  });

  test('in a field of many lines is given up after a while', () => {
    const text = `1,"c,2\n${'x,y\n'.repeat(MAX_FIELD / 3)}z",w\n`;
    expect(faultsOf(text)).toEqual(['1 quote-unclosed']);
    expect(scan(text).records.length).toBeGreaterThan(MAX_FIELD / 3);
  });
});

test('a field and a record have a greatest length', () => {
  expect(faultsOf(`a,${'x'.repeat(MAX_FIELD + 1)}\nb`)).toEqual(['1 field-too-long']);
  expect(faultsOf(`a,"${'x'.repeat(MAX_FIELD + 1)}"\nb`)).toEqual(['1 field-too-long']);
  expect(faultsOf(`${',x'.repeat(MAX_COLUMNS)}\nb`)).toEqual(['1 fields-too-many']);
});

describe('against csv-parse', () => {
  const field = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', ' ', 'é', '\t') }));
  const tables = fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  const quoteAll = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const quoteWhereNeeded = (value: string): string => (/[",;\t\r\n ]/.test(value) ? quoteAll(value) : value);

  test.each([
    [',', '\n', quoteWhereNeeded],
    [';', '\r\n', quoteWhereNeeded],
    ['\t', '\n', quoteAll],
  ] as const)('what is written with %j and %j reads the same', (delimiter, end, quote) => {
    fc.assert(
      fc.property(tables, (table) => {
        const text = table.map((record) => record.map(quote).join(delimiter)).join(end);
        const options = { delimiter, relax_column_count: true, record_delimiter: end, info: true } as const;
        const theirs = parse(text, options) as unknown as { record: string[] }[];
        expect(fieldsOf(text, delimiter)).toEqual(table);
        expect(theirs.map(({ record }) => record)).toEqual(table);
      }),
    );
  });
});

describe('any text', () => {
  const soup = fc.string({
    unit: fc.constantFrom('a', ',', '"', '""', '\n', '\r', '\r\n', ' ', '"\n', ',"'),
    maxLength: 200,
  });

  test('every line that is not blank is in one record; none is read twice', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { records } = scan(text);
        for (const [index, { line, start }] of records.entries()) {
          expect(text.slice(0, start).split(/\r\n|\r|\n/)).toHaveLength(line);
          expect(start).toBeGreaterThan(records[index - 1]?.start ?? -1);
        }
        const unbroken = records.every(({ fault }) => !fault) && !text.includes('"');
        if (unbroken) expect(records).toHaveLength(text.split(/\r\n|\r|\n/).filter((line) => line !== '').length);
      }),
      { numRuns: 500 },
    );
  });

  test('fields begin where they say', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const scanner = new CsvScanner(text, ',');
        for (
          let starts: number[] = [], record = scanner.next(starts);
          record;
          starts = [], record = scanner.next(starts)
        ) {
          const { fields, fault } = record;
          if (fault) continue;
          fields.forEach((field, index) => {
            const rest = text.slice(starts[index]);
            const raw = rest.startsWith('"') ? rest.slice(1).replaceAll('""', '"') : rest;
            expect(raw.startsWith(field)).toBe(true);
          });
        }
      }),
    );
  });

  test('is read in linear time: no character is looked at more than a few times', () => {
    const check = (text: string): void => {
      expect(scan(text).scanned).toBeLessThanOrEqual(text.length * 3 + 10);
    };
    fc.assert(fc.property(soup, check), { numRuns: 500 });
    const pieces = ['"\n', '"a\n', '"""\n', ',"\n', '"a""\n', 'a,"b\n"c"d\n', '"" "\n', ' "', '"\r', '"x" y\n'];
    for (const piece of pieces) check(piece.repeat(20_000));
    for (const piece of pieces) check(`"${piece.repeat(20_000)}`);
  });
});
