import { parseDecimal } from '../../../src/core/decimal.ts';
import { toMinor } from '../../../src/core/money.ts';
import type { Cell, Row } from '../../../src/model/facts.ts';
import { SHEETS } from '../../../src/model/sheets.ts';
import type { TestMore } from '../_run.ts';

type Sheet = 'quotes' | 'jobs' | 'job_costs' | 'credentials';

const MONEY = new Set(['amount', 'price', 'estimate', 'deposit', 'deposit_received']);

/**
 * Records of a sheet as people read them: a line of columns, then a line a record; what a line leaves open the sheet
 * leaves open, too. Money is in dollars, unless there is a column `currency`.
 *
 *     reference | customer | price
 *     YD-1      | Avery    | 9000.00
 */
function sheet(name: Sheet, text: string, entity: string): Row[] {
  const [head = [], ...records] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return records.map((cells, at) => {
    const written = new Map(head.map((column, place) => [column, cells[place] ?? '']));
    const columns = Object.entries(SHEETS[name]).map(
      ([column, type]) => [column, cellOf(column, type, written)] as const,
    );
    const place = { source: `${entity} ${name}`, file: `${name}.csv`, entity, line: BigInt(at + 2) };
    return { ...Object.fromEntries(columns), ...place };
  });
}

function cellOf(column: string, type: string, written: ReadonlyMap<string, string>): Cell {
  const cell = written.get(column) ?? '';
  if (column === 'currency') return cell || 'USD';
  if (type === 'VARCHAR') return cell;
  if (cell === '') return null;
  if (!MONEY.has(column)) return type === 'BIGINT' ? BigInt(cell) : cell;
  return toMinor(parseDecimal(cell) ?? { mantissa: 0n, scale: 0 }, 'USD') ?? null;
}

/** Sheets of the entity `delta`, or of another, as what a run takes beside the ledger. */
export function sheets(texts: Partial<Readonly<Record<Sheet, string>>>, entity = 'delta'): TestMore {
  const names = Object.keys(texts) as Sheet[];
  return { tables: Object.fromEntries(names.map((name) => [name, sheet(name, texts[name] ?? '', entity)])) };
}

/** A portfolio of one entity that delivers yachts. */
export const DELTA = { entities: [{ id: 'delta', name: 'Delta', kind: 'yacht-delivery' }] };
