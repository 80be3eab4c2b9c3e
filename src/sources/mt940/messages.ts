import { isoDate } from '../../core/date.ts';
import type { Position, Problem } from '../../core/problem.ts';
import type { StatedBalance, StatementRow } from '../../model/facts.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown } from '../_codes.ts';
import { Accounts, severalAccounts, type Statement } from '../_statements.ts';
import { tidy } from '../_text.ts';
import { markOf, Values } from '../_values.ts';
import type { Field } from './fields.ts';
import { fullYear, readLine, type StatementLine } from './line.ts';
import { readNarrative, type Narrative } from './narrative.ts';

type Place = (offset: number) => Position;
type Balance = StatedBalance & { readonly interim: boolean };

/** Debit or credit, date, currency, amount (SWIFT's fields 60 and 62). */
const BALANCE = /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})(\d{1,15}[.,]?\d{0,6}|[.,]\d{1,6})\s*$/;

/** A message, or a page of one. */
class OpenStatement {
  readonly line: number;
  readonly rows: StatementRow[] = [];
  account = '';
  number = '';
  currency: string;
  opening: Balance | undefined;
  closing: Balance | undefined;
  /** A closing balance stands there, whether or not it could be read. */
  closed = false;

  constructor(line: number, currency: string) {
    this.line = line;
    this.currency = currency;
  }

  finished(): Statement {
    const { line, number: name, currency, opening, closing, rows } = this;
    return { line, name, currency, opening, closing, rows };
  }
}

/** Takes the fields of a file one by one and makes statements of them. */
export class Messages {
  readonly statements: OpenStatement[] = [];
  readonly problems: Problem[] = [];
  readonly accounts = new Accounts();
  readonly dialects = new Set<Narrative['dialect']>();
  /** True when the file holds interim reports (MT942). */
  interim = false;
  readonly #options: ReadOptions;
  readonly #at: Place;
  #line: { readonly field: Field; readonly read: StatementLine } | undefined;
  #unpriced = false;

  constructor(options: ReadOptions, at: Place) {
    this.#options = options;
    this.#at = at;
  }

  field(field: Field): void {
    if (field.tag !== '86') this.#settle(undefined);
    const statement = this.statements.at(-1);
    if (field.tag === '20' || !statement) this.#begin(field);
    const open = this.statements.at(-1);
    if (!open) return;
    switch (field.tag) {
      case '25':
      case '25P':
        return this.#account(open, field);
      case '28':
      case '28C':
        open.number = tidy(field.lines[0] ?? '');
        return;
      case '34F':
        this.interim = true;
        open.currency = /^[A-Z]{3}/.exec(field.lines[0] ?? '')?.[0] ?? open.currency;
        return;
      case '60F':
      case '60M':
        return this.#opening(open, field);
      case '62F':
      case '62M':
        open.closing = this.#balance(field);
        open.closed = true;
        return;
      case '61':
        return this.#movement(open, field);
      case '86':
        return this.#settle(readNarrative(field.lines));
      default:
        return;
    }
  }

  /** Ends the last message; `end` is where the text ends. */
  finish(end: number): void {
    this.#settle(undefined);
    const last = this.statements.at(-1);
    if (!last?.opening || last.closed) return;
    const advice = { expected: ':62F: or :62M:', mend: 'download it again' };
    this.problems.push(problem('mt940-truncated', this.#at(end), 'the file ends before the closing balance', advice));
  }

  #begin(field: Field): void {
    this.statements.push(new OpenStatement(this.#at(field.offset).line, this.#options.currency ?? ''));
  }

  #account(open: OpenStatement, field: Field): void {
    open.account = tidy(field.lines[0] ?? '');
    const other = this.accounts.add(open.account);
    if (other) this.problems.push(severalAccounts(this.#at(field.offset)));
  }

  /** Some banks put several days into one message: an opening balance after a closing one begins another statement. */
  #opening(open: OpenStatement, field: Field): void {
    let statement = open;
    if (open.opening || open.closed || open.rows.length > 0) {
      this.#begin(field);
      statement = this.statements.at(-1) ?? open;
      statement.account = open.account;
      statement.number = open.number;
    }
    statement.opening = this.#balance(field);
    statement.currency = statement.opening?.currency ?? statement.currency;
  }

  #balance(field: Field): Balance | undefined {
    const values = new Values(this.#at);
    const text = field.lines[0] ?? '';
    const match = BALANCE.exec(text);
    const [, mark = '', year = '', month = '', day = '', code = '', digits = ''] = match ?? [];
    const date = match ? isoDate(fullYear(year), Number(month), Number(day)) : undefined;
    if (!match || !date) {
      values.fail('mt940-balance-invalid', field.value, `:${field.tag}: is ${shown(text)}`, {
        expected: 'C or D, date, currency and amount: C260430EUR1234,56',
        mend: 'download the statement again',
      });
    }
    const currency = match && values.currency({ text: code, offset: field.value + 7 });
    const written = { name: `:${field.tag}:`, text: digits, offset: field.value + 10 };
    const minor = currency ? values.amount(written, currency, markOf(digits)) : undefined;
    this.problems.push(...values.problems);
    if (!date || !currency || minor === undefined) return undefined;
    const { line } = this.#at(field.offset);
    return { line, date, currency, amount: mark === 'D' ? -minor : minor, interim: field.tag.endsWith('M') };
  }

  #movement(open: OpenStatement, field: Field): void {
    if (open.currency === '') {
      open.currency = NO_CURRENCY;
      if (!this.#unpriced) this.problems.push(currencyMissing(this.#at(field.offset)));
      this.#unpriced = true;
    }
    const values = new Values(this.#at);
    const read = readLine(field, open.currency, values);
    if (read?.expected) {
      values.fail('not-settled', field.value, 'it is only expected (EC or ED), so it is not counted', {
        expected: 'a movement that is booked (C, D, RC or RD)',
        mend: 'nothing to mend: it counts with the statement that books it',
      });
    } else if (read) this.#line = { field, read };
    this.problems.push(...values.problems);
  }

  /** The movement that waits for its field 86 becomes a row. */
  #settle(narrative: Narrative | undefined): void {
    const [waiting, open] = [this.#line, this.statements.at(-1)];
    this.#line = undefined;
    if (!waiting || !open) return;
    if (narrative) this.dialects.add(narrative.dialect);
    const { read, field } = waiting;
    const details = detailsOf(read.details);
    const repeated = details === narrative?.payee || details === narrative?.memo;
    const said = [narrative?.memo ?? '', repeated ? '' : details].filter((part) => part !== '');
    open.rows.push({
      line: this.#at(field.offset).line,
      date: read.date,
      amount: read.amount,
      fee: 0n,
      currency: open.currency,
      payee: (narrative?.payee ?? '') || said[0] || '',
      memo: said.join(' · '),
      reference: read.reference || narrative?.reference || '',
      type: narrative?.type || read.type,
    });
  }
}

/** The second line of field 61, less a bare code of ING's (`/TRCD/01016/`). */
function detailsOf(text: string): string {
  return /^\/TRCD\/[^/]{0,10}\/?$/.test(text) ? '' : text;
}
