import { expect, test } from 'vitest';
import { headingKey } from '../../src/sources/_table/heading-key.ts';
import { kinds } from '../../src/sources/_sheet/kinds/index.ts';
import { readerFor } from '../../src/sources/index.ts';
import { blocks, pageOf, tableBelow } from './_pages.ts';

const page = pageOf('sources.md');

test.each(kinds.map((kind) => [kind.kind, kind] as const))(
  '%s: sources.md has its fields and headings',
  (name, kind) => {
    const shown = tableBelow(page, name).filter(([, , headings]) => headings !== undefined);
    expect(shown.map(([field = '']) => field).toSorted()).toEqual(Object.keys(kind.fields).toSorted());
    for (const [field = '', , headings = ''] of shown) {
      const listed = headings.split(', ').map(headingKey);
      expect([field, kind.fields[field]?.headings.filter((key) => listed.includes(key))]).toEqual([field, listed]);
    }
  },
);

test.each(kinds.map(({ kind }) => kind))('%s: its example is recognised and read without a problem', (kind) => {
  const example = blocks(page).find(({ words }) => words[1] === `${kind}.csv`);
  const bytes = Buffer.from(example?.text ?? '');
  const reader = readerFor(bytes, 'sheet.csv');
  expect(reader?.kind).toBe(kind);
  expect(reader?.read(bytes, 'sheet.csv', { currency: 'USD' }).problems).toEqual([]);
});
