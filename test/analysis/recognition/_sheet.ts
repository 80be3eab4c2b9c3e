import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { openRun, type Run } from '../../../src/app/run.ts';
import { decimalText } from '../../../src/core/decimal.ts';
import { systemEffects } from '../../../src/core/effects.ts';
import type { Row } from '../../../src/model/facts.ts';
import type { Finding } from '../../../src/model/finding.ts';

/** A charter business with a bank account and a sheet of bookings. */
export interface Business {
  readonly asOf: string;
  /** `recognition: point-in-time`, or nothing. */
  readonly policy?: string;
  /** Further lines of the stream, such as `deposits: …`. */
  readonly stream?: readonly string[];
  /** Further lines below `bookings`. */
  readonly sheet?: readonly string[];
  /** Further lines of the entity. */
  readonly entity?: readonly string[];
  /** `2026-03-02,Charter for Bea JDA-1041,1850.00` */
  readonly bank: string;
  /** `JDA-1041,Bea,2026-03-02,2026-04-18,2026-04-18,1850.00,Confirmed`; without it the stream has no bookings. */
  readonly bookings?: string;
  /** Further files. */
  readonly files?: Readonly<Record<string, string>>;
}

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

function portfolio({ asOf, policy, stream = [], sheet = [], entity = [], bookings }: Business): string {
  const below = (some: readonly string[], margin: string): string[] => some.map((line) => `${margin}${line}`);
  return [
    'name: Harbour',
    'base_currency: USD',
    'time_zone: UTC',
    `as_of: ${asOf}`,
    'entities:',
    '  - id: jada',
    '    name: JADA',
    '    kind: yacht-charter',
    ...below(entity, '    '),
    '    revenue:',
    '      - id: charters',
    '        name: Charters',
    '        account: Income:Charters',
    ...(policy === undefined ? [] : [`        recognition: ${policy}`]),
    ...below(stream, '        '),
    ...(bookings === undefined
      ? []
      : ['        bookings:', '          file: bookings*.csv', ...below(sheet, '          ')]),
    '    sources:',
    '      - { file: bank.csv, account: Assets:Bank, opening: { date: 2025-01-01, balance: 0.00 } }',
    '    categories:',
    '      - { match: { payee: ADVANCE }, account: Liabilities:Contract Liabilities }',
    '      - { match: { payee: Charter }, account: Income:Charters }',
    '      - { match: { payee: Dockage }, account: Expenses:Dockage }',
    '',
  ].join('\n');
}

export interface Opened extends Run {
  /** A figure's value as plain digits, or `?` where it is not known or not there. */
  readonly value: (id: string) => string;
  readonly found: (check: string) => readonly Finding[];
  readonly state: (check: string) => string | undefined;
  /** Rows as `a | b | c`. */
  readonly table: (sql: string) => Promise<string[]>;
}

/** Opens businesses for the tests of one file, each once, and closes them when all are done. */
export function openedBusinesses(): (business: Business) => Promise<Opened> {
  const open: { readonly run: Run; readonly folder: string }[] = [];
  const known = new Map<string, Promise<Opened>>();
  afterAll(async () => {
    for (const { run, folder } of open.splice(0)) {
      await run.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const openOne = async (business: Business): Promise<Opened> => {
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
    const put = (name: string, text: string): void => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    put('portfolio.yaml', portfolio(business));
    put('bank.csv', `Date,Description,Amount\n${lines(business.bank)}\n`);
    if (business.bookings !== undefined) {
      const head = 'Booking ID,Customer,Created,Start Date,End Date,Total,Status';
      put('bookings.csv', `${head}\n${lines(business.bookings)}\n`);
    }
    for (const [name, text] of Object.entries(business.files ?? {})) put(name, text);
    const run = await openRun({ from: folder, effects: systemEffects });
    open.push({ run, folder });
    const outcome = (id: string) => run.outcomes.find(({ check }) => check === id);
    return {
      ...run,
      value: (id) => {
        const value = run.book.find(id)?.value;
        return value ? decimalText(value) : '?';
      },
      found: (check) => outcome(check)?.findings ?? [],
      state: (check) => outcome(check)?.state,
      table: async (sql) => {
        const rows = await run.facts.query(sql);
        return rows.map((row: Row) => Object.values(row).map(String).join(' | '));
      },
    };
  };
  return (business) => {
    const key = JSON.stringify(business);
    const found = known.get(key) ?? openOne(business);
    known.set(key, found);
    return found;
  };
}
