import { spawnSync } from 'node:child_process';
import { journalStatement, type StatementRequest } from '../../src/app/statement.ts';
import { decimal, decimalText, type Decimal } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import type { Amounts, Statement } from '../../src/model/statement.ts';
import { ASKED } from '../analysis/statement/_statement.ts';

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A request as the command line makes it, without a cache. */
export function requested(folder: string, options: Partial<StatementRequest>): StatementRequest {
  return {
    ...ASKED,
    files: ['main.journal'],
    folder,
    secondaryDates: false,
    receipts: 0,
    force: false,
    cache: false,
    effects: { ...systemEffects, env: {} },
    input: bytesOf(''),
    ...options,
  };
}

export function statementIn(folder: string, options: Partial<StatementRequest>): Promise<Statement> {
  return journalStatement(requested(folder, options));
}

/** Rows with an amount, by section and account: in each column the amounts by symbol, without idle zeros. */
export type Rows = Readonly<Record<string, readonly string[]>>;

function plainText({ mantissa, scale }: Decimal): string {
  let [digits, places] = [mantissa, scale];
  while (places > 0 && digits % 10n === 0n) [digits, places] = [digits / 10n, places - 1];
  return decimalText(decimal(digits, places));
}

function cellText(amounts: readonly (readonly [symbol: string, amount: Decimal])[]): string {
  const texts = amounts
    .filter(([, { mantissa }]) => mantissa !== 0n)
    .map(([symbol, amount]) => `${plainText(amount)} ${symbol}`);
  return texts.toSorted().join(', ');
}

const byRow = (rows: readonly (readonly [string, readonly string[]])[]): Rows =>
  Object.fromEntries(
    rows.filter(([, cells]) => cells.some((cell) => cell !== '')).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

export function ourRows({ parts, commodities }: Statement, sections: readonly string[]): Rows {
  const cell = (amounts: Amounts): string =>
    cellText([...amounts].map(([at, amount]) => [commodities[at]?.symbol ?? '', amount] as const));
  return byRow(
    parts.flatMap((part) =>
      part.kind === 'section' && sections.includes(part.id)
        ? part.rows.flatMap(({ account, amounts }) =>
            account === undefined ? [] : [[`${part.id} ${account}`, amounts.map(cell)] as const],
          )
        : [],
    ),
  );
}

interface JsonAmount {
  readonly acommodity: string;
  readonly aquantity: { readonly decimalMantissa: number | string; readonly decimalPlaces: number };
}

interface JsonReport {
  readonly cbrSubreports: readonly (readonly [
    title: string,
    report: {
      readonly prRows: readonly { readonly prrName: string; readonly prrAmounts: readonly (readonly JsonAmount[])[] }[];
    },
    positive: boolean,
  ])[];
}

export const hasHledger = spawnSync('hledger', ['--version']).status === 0;

/** The sections that are ours, by hledger's names for them. */
const SECTIONS: Readonly<Record<string, string>> = {
  Revenues: 'income',
  Expenses: 'expenses',
  Assets: 'assets',
  Liabilities: 'liabilities',
  Equity: 'equity',
  'Cash flows': 'cash',
};

/** A whole number as JSON writes it, also as `1.5e21`. */
function whole(text: string): bigint {
  const [digits = '', zeros = '0'] = text.split('e');
  const [units = '', fraction = ''] = digits.split('.');
  return BigInt(units + fraction) * 10n ** BigInt(Number(zeros) - fraction.length);
}

function sums(amounts: readonly JsonAmount[]): readonly (readonly [string, Decimal])[] {
  const all = new Map<string, Decimal>();
  for (const { acommodity, aquantity } of amounts) {
    const { decimalMantissa, decimalPlaces } = aquantity;
    const places = Math.max(decimalPlaces, all.get(acommodity)?.scale ?? 0);
    const before = all.get(acommodity) ?? decimal(0);
    const mantissa =
      whole(String(decimalMantissa)) * 10n ** BigInt(places - decimalPlaces) +
      before.mantissa * 10n ** BigInt(places - before.scale);
    all.set(acommodity, { mantissa, scale: places });
  }
  return [...all];
}

/** The rows of a compound report of hledger. */
export function hledgerRows(folder: string, words: readonly string[]): Rows {
  const { status, stdout, stderr } = spawnSync('hledger', ['-f', 'main.journal', ...words, '-O', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  // JSON.parse would round what a double does not hold.
  const exact = stdout.replaceAll(/("decimalMantissa": )(-?[\d.e]{16,}|-?\d\S*e\d+)/g, '$1"$2"');
  const { cbrSubreports } = JSON.parse(exact) as JsonReport;
  return byRow(
    cbrSubreports.flatMap(([title, { prRows }]) =>
      prRows.map(
        ({ prrName, prrAmounts }) =>
          [`${SECTIONS[title]} ${prrName}`, prrAmounts.map((amounts) => cellText(sums(amounts)))] as const,
      ),
    ),
  );
}
