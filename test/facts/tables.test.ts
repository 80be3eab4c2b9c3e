import { expect, test } from 'vitest';
import { tableViews } from '../../src/facts/tables.ts';

test('no table shows two columns of one name: of two only the first would ever be read', () => {
  for (const [table, sql] of Object.entries(tableViews([]))) {
    const columns = sql.slice('SELECT '.length, sql.indexOf(' FROM ')).replaceAll(/coalesce\([^)]*\) AS /g, 'p.');
    const names = columns.split(', ').map((column) => column.replace(/^\w\./, ''));
    expect([table, names.filter((name, at) => names.indexOf(name) !== at)]).toEqual([table, []]);
  }
});
