import { isoDate } from '../../core/date.ts';
import { isCurrency, minorDigits, parseAmount, toMinor, type DecimalMark } from '../../core/money.ts';
import type { Position, Problem } from '../../core/problem.ts';
import type { ReadResult, StatedBalance, StatementRow } from '../../model/facts.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown, type SourceCode } from '../_codes.ts';
import { severalAccounts, type Statement } from '../_statements.ts';
import { tidy } from '../_text.ts';
import type { Leaf, Movement, Statements } from './statement.ts';

export interface OfxFile {
  readonly statements: Statements;
  readonly options: ReadOptions;
  readonly at: (offset: number) => Position;
}

type Leaves = ReadonlyMap<string, Leaf>;

/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
const DATE = /^(\d{4})(\d{2})(\d{2})(?:\d{2,6}(?:\.\d{1,6})?)?\s*(?:\[[^\]]{1,20}\])?$/;

/** Reads leaves of one element; what fails becomes a problem at the leaf, or at the element where the leaf is missing. */
class Reading {
  readonly problems: Problem[] = [];
  readonly #file: OfxFile;
  readonly #offset: number;
  readonly #leaves: Leaves;

  constructor(file: OfxFile, offset: number, leaves: Leaves) {
    this.#file = file;
    this.#offset = offset;
    this.#leaves = leaves;
  }

  fail(code: SourceCode, name: string, message: string, advice: { expected?: string; mend?: string } = {}): undefined {
    const offset = this.#leaves.get(name)?.offset ?? this.#offset;
    this.problems.push(problem(code, this.#file.at(offset), message, advice));
    return undefined;
  }

  text(name: string): string {
    return tidy(this.#leaves.get(name)?.text ?? '');
  }

  /** The calendar day as it is written: `20260430120000.000[-8:PST]` is 30 April, wherever it is read. */
  date(name: string): string | undefined {
    const text = this.text(name);
    if (text === '')
      return this.fail('date-missing', name, `there is no ${name}`, {
        expected: 'a date as YYYYMMDD',
        mend: 'download it again',
      });
    const match = DATE.exec(text);
    const day = match && isoDate(Number(match[1]), Number(match[2]), Number(match[3]));
    if (day) return day;
    return this.fail('date-invalid', name, `${name} is ${shown(text)}`, {
      expected: 'a day that the calendar has, as YYYYMMDD',
      mend: 'mend the date',
    });
  }

  currency(text: string | undefined, name: string): string | undefined {
    const code = text?.toUpperCase() ?? this.#file.options.currency ?? NO_CURRENCY;
    if (isCurrency(code) || (code === NO_CURRENCY && text === undefined)) return code;
    return this.fail('currency-unknown', name, `${shown(code)} is no currency`, {
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the code',
    });
  }

  /** OFX writes either decimal mark and no thousands separators (OFX 2.3 §3.2.9.2). */
  amount(name: string, currency: string): bigint | undefined {
    const text = this.text(name);
    if (text === '')
      return this.fail('amount-missing', name, `there is no ${name}`, {
        expected: 'an amount',
        mend: 'download it again',
      });
    const mark = this.#file.options.decimal ?? markOf(text);
    const value = parseAmount(text, mark);
    if (!value)
      return this.fail('amount-invalid', name, `${name} is ${shown(text)}`, {
        expected: 'an amount such as -12.50',
        mend: 'mend the amount',
      });
    const minor = toMinor(value, currency);
    if (minor === undefined) {
      return this.fail('amount-precision', name, `${name} is ${shown(text)}, more digits than ${currency} has`, {
        expected: `at most ${minorDigits(currency)} digits after the decimal mark`,
        mend:
          mark === ','
            ? 'mend the amount, or declare `decimal: "."` if the comma groups thousands'
            : 'mend the amount or the currency',
      });
    }
    if (minor <= LARGEST && minor >= -LARGEST) return minor;
    return this.fail('amount-too-large', name, `${name} is ${shown(text)}`, {
      expected: 'at most 18 digits',
      mend: 'mend the amount',
    });
  }
}

function markOf(text: string): DecimalMark {
  return text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
}

/** A movement as a row, or the problems that set it aside. */
function interpret(file: OfxFile, movement: Movement): StatementRow | readonly Problem[] {
  const reading = new Reading(file, movement.offset, movement.leaves);
  if (movement.pending) {
    reading.fail('not-settled', 'STMTTRNP', 'it is pending, so it is not counted', {
      expected: 'a movement that is posted',
      mend: 'download it again when it is',
    });
    return reading.problems;
  }
  const account = file.statements.accounts[movement.account];
  const date = reading.date('DTPOSTED');
  // CURRENCY says that the amount itself is in another currency; ORIGCURRENCY only what it was before (OFX 2.3 §5.2).
  const currency = reading.currency(movement.currency.get('CURSYM')?.text ?? account?.currency?.text, 'TRNAMT');
  const amount = currency === undefined ? undefined : reading.amount('TRNAMT', currency);
  if (date === undefined || currency === undefined || amount === undefined) return reading.problems;
  const check = reading.text('CHECKNUM');
  const memo = reading.text('MEMO');
  return {
    line: file.at(movement.leaves.get('TRNAMT')?.offset ?? movement.offset).line,
    date,
    amount,
    fee: 0n,
    currency,
    payee: reading.text('NAME') || tidy(movement.payee.get('NAME')?.text ?? '') || memo,
    memo: [memo, check === '' ? '' : `Check ${check}`].filter((part) => part !== '').join(' '),
    reference: reading.text('FITID') || reading.text('REFNUM') || check,
    type: reading.text('TRNTYPE'),
  };
}

/**
 * Watches the FITIDs of each account. The same movement exported twice is counted once. Some banks give one FITID to
 * different movements: those are money, so both count, and the file is said to do it.
 */
class Fitids {
  readonly #first = new Map<string, StatementRow>();

  check(file: OfxFile, movement: Movement, row: StatementRow): Problem | undefined {
    const leaf = movement.leaves.get('FITID');
    if (!leaf) return undefined;
    const account = file.statements.accounts[movement.account];
    const key = JSON.stringify([account?.id || movement.account, row.reference]);
    const first = this.#first.get(key);
    if (!first) {
      this.#first.set(key, row);
      return undefined;
    }
    const same = first.date === row.date && first.amount === row.amount && first.currency === row.currency;
    const message = `FITID ${shown(leaf.text)} is on line ${first.line} already`;
    const expected = 'a FITID for each movement';
    const [code, verdict, mend] = same
      ? ([
          'fitid-duplicate',
          '; the movement is counted once',
          'nothing to mend when the bank exports movements twice',
        ] as const)
      : (['fitid-reused', ' for another movement; both are counted', 'check that both are real'] as const);
    return problem(code, file.at(leaf.offset), `${message}${verdict}`, { expected, mend });
  }
}

/** A ledger balance, with the account that it is of. */
interface AccountBalance {
  readonly account: number;
  readonly balance: StatedBalance;
}

function interpretBalances(file: OfxFile, problems: Problem[]): AccountBalance[] {
  return file.statements.balances.flatMap(({ offset, leaves, account }) => {
    const reading = new Reading(file, offset, leaves);
    const date = reading.date('DTASOF');
    const currency = reading.currency(file.statements.accounts[account]?.currency?.text, 'BALAMT');
    const amount = currency === undefined ? undefined : reading.amount('BALAMT', currency);
    problems.push(...reading.problems);
    if (date === undefined || currency === undefined || amount === undefined) return [];
    const { line } = file.at(leaves.get('BALAMT')?.offset ?? offset);
    return [{ account, balance: { line, date, amount, currency } }];
  });
}

function otherAccounts(file: OfxFile): Problem[] {
  const { movements, accounts } = file.statements;
  const [first] = movements;
  const other = first && movements.find(({ account }) => accounts[account]?.id !== accounts[first.account]?.id);
  if (!other) return [];
  return [severalAccounts(file.at(other.offset))];
}

/** CURDEF is mandatory (OFX 2.3 §11.4.2), but not in every bank. Said once a file. */
function unstatedCurrency(file: OfxFile): Problem[] {
  if (file.options.currency !== undefined) return [];
  const bare = file.statements.movements.find(({ account, currency }) => {
    return !currency.has('CURSYM') && file.statements.accounts[account]?.currency === undefined;
  });
  return bare ? [currencyMissing(file.at(bare.offset))] : [];
}

/** OFX states the balance at the end only, and of each account. */
function statementsOf(
  file: OfxFile,
  balances: readonly AccountBalance[],
  rows: readonly (readonly StatementRow[])[],
): Statement[] {
  return balances.map(({ account, balance }) => ({
    line: balance.line,
    name: file.statements.accounts[account]?.id ?? '',
    currency: balance.currency,
    opening: undefined,
    closing: { ...balance, interim: false },
    rows: rows[account] ?? [],
  }));
}

/** Every movement becomes a row or a problem; every ledger balance a stated balance or a problem. */
export function interpretMovements(
  file: OfxFile,
): Pick<ReadResult, 'rows' | 'balances' | 'problems'> & { readonly statements: readonly Statement[] } {
  const rows: StatementRow[] = [];
  const byAccount: StatementRow[][] = file.statements.accounts.map(() => []);
  const problems: Problem[] = [...otherAccounts(file), ...unstatedCurrency(file)];
  const fitids = new Fitids();
  for (const movement of file.statements.movements) {
    const result = interpret(file, movement);
    if (!('line' in result)) {
      problems.push(...result);
      continue;
    }
    const twice = fitids.check(file, movement, result);
    if (twice) problems.push(twice);
    if (twice?.code === 'fitid-duplicate') continue;
    rows.push(result);
    byAccount[movement.account]?.push(result);
  }
  const balances = interpretBalances(file, problems);
  const statements = statementsOf(file, balances, byAccount);
  return { rows, balances: balances.map(({ balance }) => balance), problems, statements };
}
