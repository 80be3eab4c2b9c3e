import { resolve } from 'node:path';
import { CALENDAR_YEAR, type StatementOptions } from '../../analysis/statement/index.ts';
import { journalStatement, type StatementRequest } from '../../app/statement.ts';
import { EXIT, problemText, UserError, type Problem } from '../../core/problem.ts';
import { isIsoDate, isMonth, lastDay, type IsoDate } from '../../core/date.ts';
import type { Interval, StatementKind } from '../../model/statement.ts';
import { statementCsv } from '../../render/statement-csv.ts';
import { statementJson } from '../../render/statement-json.ts';
import { statementText } from '../../render/statement-text.ts';
import { colour, effects, print, printJson } from '../output.ts';

/*
 * This command reads its options without zod, which takes longer to load than a small journal takes to read.
 */

type Given = Readonly<Record<string, unknown>>;

/** Also by the names that hledger and ledger people have in their fingers. */
const KINDS: Readonly<Record<string, StatementKind>> = {
  income: 'income',
  is: 'income',
  incomestatement: 'income',
  balance: 'balance',
  bs: 'balance',
  balancesheet: 'balance',
  cashflow: 'cashflow',
  cf: 'cashflow',
};

/** `quarterdeck statement income|balance|cashflow`: a statement of a bare journal. Exit 1 for a journal with errors. */
export async function run(given: Given, what = ''): Promise<number> {
  const statement = await journalStatement(requestOf(given, what));
  warn(statement.problems);
  if (given['json'] === true) await printJson(statementJson(statement));
  else if (given['csv'] === true) await print(statementCsv(statement));
  else await print(statementText(statement, { width: width(), colour: colour() }));
  return EXIT.ok;
}

function requestOf(given: Given, what: string): StatementRequest {
  const mistakes: string[] = [];
  const kind = KINDS[what.toLowerCase().replaceAll(/[-_]/g, '')];
  if (kind === undefined) mistakes.push(`statement knows "income", "balance" and "cashflow", not "${what}"`);
  const read = <T>(option: string, make: (text: string) => T | undefined, expected: string): T | undefined => {
    const text = given[option];
    if (typeof text !== 'string') return undefined;
    const value = make(text);
    if (value === undefined) mistakes.push(`--${kebab(option)}: "${text}" is not ${expected}`);
    return value;
  };
  const day = 'a day, month, quarter or year such as 2026-03-31, 2026-03, 2026-Q1 or 2026';
  const currency = read('currency', (text) => text, 'a commodity');
  const request = {
    kind: kind ?? 'income',
    basis: basisOf(given, mistakes),
    currency,
    interval: intervalOf(given, mistakes),
    from: read('from', (text) => timeOf(text)?.[0], day),
    to: read('to', (text) => timeOf(text)?.[1], day),
    depth: read('depth', positive, 'a whole number from 1'),
    fiscal: read('fiscalYearStart', fiscalOf, 'a month or a day to the 28th, such as 04 or 04-06') ?? CALENDAR_YEAR,
    cleared: given['cleared'] === true,
    real: given['real'] === true,
    flat: given['flat'] === true,
    empty: given['empty'] === true,
    activities: activitiesOf(given),
    files: texts(given['file']),
    folder: resolve(typeof given['C'] === 'string' ? given['C'] : '.'),
    journalKind: read('kind', (text) => text, 'a kind'),
    secondaryDates: given['secondaryDates'] === true,
    receipts: given['receipts'] === true ? 5 : (read('receipts', positive, 'a whole number from 1') ?? 0),
    force: given['force'] === true,
    cache: given['cache'] !== false,
    effects: effects(),
    input: process.stdin,
  } satisfies StatementRequest;
  if (given['json'] === true && given['csv'] === true) mistakes.push('--json and --csv: one of them');
  if (mistakes.length > 0) throw new UserError('usage', mistakes.join('; '), { exit: EXIT.usage });
  return request;
}

function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function texts(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
}

function activitiesOf(given: Given): StatementOptions['activities'] {
  return {
    operating: texts(given['operating']),
    investing: texts(given['investing']),
    financing: texts(given['financing']),
  };
}

/** A currency to value in asks for the market, whatever else is asked. */
function basisOf(given: Given, mistakes: string[]): StatementOptions['basis'] {
  const { value, currency } = given;
  if (currency !== undefined && value === 'cost')
    mistakes.push('--currency: at cost everything stays in what it cost; leave out --value, or say --value market');
  return value === 'market' || (value === undefined && currency !== undefined) ? 'market' : 'cost';
}

function intervalOf(given: Given, mistakes: string[]): Interval {
  const asked = (['month', 'quarter', 'year'] as const).filter((one) => given[`${one}ly`] === true);
  if (asked.length > 1) mistakes.push(`--${asked[0]}ly and --${asked[1]}ly: one of them`);
  return asked[0] ?? 'whole';
}

/** Digits only: `1e3` and ` 7` are slips. */
function positive(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

function fiscalOf(text: string): StatementOptions['fiscal'] | undefined {
  const [, month = '', day = '01'] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  const start = { month: Number(month), day: Number(day) };
  return start.month >= 1 && start.month <= 12 && start.day >= 1 && start.day <= 28 ? start : undefined;
}

/** First and last day of what is named. */
function timeOf(text: string): readonly [IsoDate, IsoDate] | undefined {
  if (isIsoDate(text)) return [text, text];
  if (/^\d{4}$/.test(text)) return [`${text}-01-01`, `${text}-12-31`];
  if (isMonth(text)) return [`${text}-01`, lastDay(text)];
  const [, year = '', quarter = ''] = /^(\d{4})-?[Qq]([1-4])$/.exec(text) ?? [];
  if (quarter === '') return undefined;
  const month = (number: number): string => `${year}-${String(number).padStart(2, '0')}`;
  return [`${month(Number(quarter) * 3 - 2)}-01`, lastDay(month(Number(quarter) * 3))];
}

/** Problems shown on stderr; `--json` has all. */
const SHOWN = 100;

function warn(problems: readonly Problem[]): void {
  const lines = problems.slice(0, SHOWN).map(problemText);
  const left = problems.length - lines.length;
  if (left > 0) lines.push(`… and ${left} more problems (--json has all)`);
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}

/** Columns of the terminal; without one those that the environment names, else what every screen has. */
function width(): number {
  const named = Number(process.env['COLUMNS']);
  return process.stdout.columns ?? (Number.isInteger(named) && named > 0 ? named : 80);
}
