import type { IsoDate } from '../core/date.ts';
import type { Problem } from '../core/problem.ts';
import type { TableName } from '../model/tables.ts';
import type { Seal } from './seal.ts';
import type { ReadResult, StatedBalance, StatementRow } from '../model/facts.ts';

/** What is known of a stored table. */
export interface StoredTable {
  readonly rows: number;
  readonly seal: Seal;
}

export type StoredTables = Partial<Readonly<Record<TableName, StoredTable>>>;

/** The balance before a file's first row in a currency, worked out from the balance that the row states. */
export interface FirstBalance {
  readonly currency: string;
  readonly date: IsoDate;
  readonly line: number;
  readonly balance: bigint;
}

/** What is known of a stored file besides its rows. */
export interface StoredFacts {
  readonly kind: string;
  readonly layout: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  readonly balances: readonly StatedBalance[];
  readonly rows: number;
  readonly first: IsoDate | undefined;
  readonly last: IsoDate | undefined;
  readonly currencies: readonly string[];
  /** No row of a statement, and so no Parquet file of them: only tables. */
  readonly rowless: boolean;
  readonly firstBalances: readonly FirstBalance[];
  /** When set, the Parquet file has no column `line`: the record numbered n from 0 began on line n + this. */
  readonly lineBase: number | undefined;
  /** Tables beside the rows, each in a Parquet file of its own. */
  readonly tables: StoredTables;
  /** Files that this one includes, numbered from 1. */
  readonly parts: readonly { readonly name: string; readonly hash: string }[];
  /** Columns that the Parquet file does not have because all rows hold the same; amounts as digits. */
  readonly constants: Readonly<Record<string, string | null>>;
}

/** A hundred million million with two digits: no account moves more, and nine hundred such rows still sum in a BIGINT. */
const LARGEST = 10_000_000_000_000_000n;

/** Rows that a BIGINT column cannot be trusted with become problems; readers bound amounts, this is the last gate. */
export function bounded(result: ReadResult, file: string): ReadResult {
  const fits = (value: bigint): boolean => value <= LARGEST && value >= -LARGEST;
  const sound = (row: StatementRow): boolean => fits(row.amount) && fits(row.fee) && fits(row.balance ?? 0n);
  if (result.rows.every(sound)) return result;
  const problems = result.rows
    .filter((row) => !sound(row))
    .map((row): Problem => ({
      code: 'amount-too-large',
      at: { file, line: row.line, column: 1 },
      severity: 'error',
      message: 'the amount is larger than any account holds',
      expected: 'at most 16 digits with the minor units',
    }));
  return { ...result, rows: result.rows.filter(sound), problems: [...result.problems, ...problems] };
}

/** What is stored beside the rows of a reader's result. */
export function describe(result: ReadResult): StoredFacts {
  const { kind, layout, problems, balances, rows } = result;
  let first: IsoDate | undefined;
  let last: IsoDate | undefined;
  const currencies = new Set<string>();
  for (const row of rows) {
    if (first === undefined || row.date < first) first = row.date;
    if (last === undefined || row.date > last) last = row.date;
    currencies.add(row.currency);
  }
  return {
    kind,
    layout,
    problems,
    balances,
    rows: rows.length,
    first,
    last,
    currencies: [...currencies].toSorted(),
    rowless: rows.length === 0 && Object.keys(result.tables ?? {}).length > 0,
    firstBalances: firstBalances(rows),
    lineBase: undefined,
    tables: {},
    parts: result.parts ?? [],
    constants: {},
  };
}

/** The balance before the first row, per currency, where the rows state balances. `rows` are in file order. */
export function firstBalances(rows: readonly StatementRow[]): FirstBalance[] {
  const currencies = [...new Set(rows.map((row) => row.currency))];
  return currencies.flatMap((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const ordered = isNewestFirst(own) ? own.toReversed() : own;
    let moved = 0n;
    for (const row of ordered) {
      moved += row.amount - row.fee;
      if (row.balance === undefined) continue;
      const start = ordered[0] ?? row;
      return [{ currency, date: start.date, line: row.line, balance: row.balance - moved }];
    }
    return [];
  });
}

/** Banks list either end first. Where the dates do not tell (one day only), the running balances do. */
function isNewestFirst(rows: readonly StatementRow[]): boolean {
  const [head, tail] = [rows[0], rows.at(-1)];
  if (!head || !tail) return false;
  if (head.date !== tail.date) return head.date > tail.date;
  let down = 0;
  rows.forEach((row, index) => {
    const next = rows[index + 1];
    if (next?.balance === undefined || row.balance === undefined) return;
    if (row.balance + next.amount - next.fee === next.balance) down -= 1;
    if (next.balance + row.amount - row.fee === row.balance) down += 1;
  });
  return down > 0;
}
