import type { Position, Problem } from '../../core/problem.ts';
import type { ReadResult, StatementRow } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem } from '../_codes.ts';
import { openText } from '../_open.ts';
import {
  Accounts,
  describeStatements,
  severalAccounts,
  statedBalances,
  statementRows,
  type Statement,
} from '../_statements.ts';
import { decodeText, HEAD_BYTES, tidy } from '../_text.ts';
import { decodeXml, textAt, type XmlElement } from '../_xml.ts';
import { interpretBalance, sidesOf, type CamtBalance } from './balances.ts';
import { walkCamt } from './document.ts';
import { interpretEntry } from './entry.ts';
import { ownAccount } from './words.ts';

const ROOT = /<(?:[A-Za-z_][\w.-]{0,40}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)[\s>]|camt\.05[234]\.\d{3}\.\d{2}/;

/** A statement while its parts come in. */
interface Open {
  readonly intraday: boolean;
  readonly line: number;
  name: string;
  number: string;
  account: string;
  /** Of the account, else the portfolio's; '' when neither says. */
  currency: string;
  readonly balances: CamtBalance[];
  readonly rows: StatementRow[];
}

class Collector {
  readonly statements: Open[] = [];
  readonly problems: Problem[] = [];
  readonly accounts = new Accounts();
  readonly #options: ReadOptions;
  readonly #at: (offset: number) => Position;
  #unpriced = false;

  constructor(options: ReadOptions, at: (offset: number) => Position) {
    this.#options = options;
    this.#at = at;
  }

  begin(name: string, offset: number): void {
    this.statements.push({
      intraday: name === 'Rpt',
      line: this.#at(offset).line,
      name: '',
      number: '',
      account: '',
      currency: this.#options.currency ?? '',
      balances: [],
      rows: [],
    });
  }

  part(element: XmlElement): void {
    const statement = this.statements.at(-1);
    if (!statement) return;
    if (element.name === 'Id') statement.name = tidy(element.text);
    if (element.name === 'ElctrncSeqNb') statement.number = tidy(element.text);
    if (element.name === 'Acct') this.#account(statement, element);
    if (element.name === 'Bal') this.#balance(statement, element);
    if (element.name === 'Ntry') this.#entry(statement, element);
  }

  #account(statement: Open, element: XmlElement): void {
    statement.account = ownAccount(element);
    statement.currency = textAt(element, 'Ccy') || statement.currency;
    if (this.accounts.add(statement.account)) this.problems.push(severalAccounts(this.#at(element.offset)));
  }

  #balance(statement: Open, element: XmlElement): void {
    const context = { at: this.#at, currency: this.#currency(statement, element) };
    const balance = interpretBalance(element, context, this.problems);
    if (balance) statement.balances.push(balance);
  }

  #entry(statement: Open, element: XmlElement): void {
    const { account } = statement;
    const read = interpretEntry(element, { at: this.#at, account, currency: this.#currency(statement, element) });
    for (const row of read.rows) statement.rows.push(row);
    this.problems.push(...read.problems);
  }

  /** What an amount without its own currency is in. Every amount must have one; it is said once a file if not. */
  #currency(statement: Open, element: XmlElement): string {
    const amount = element.children.find(({ name }) => name === 'Amt');
    if (statement.currency !== '' || amount?.attributes['Ccy'] !== undefined) return statement.currency;
    if (!this.#unpriced) this.problems.push(currencyMissing(this.#at(element.offset)));
    this.#unpriced = true;
    return NO_CURRENCY;
  }
}

/** A statement as the table has it; one that holds balances or entries in other currencies is of its first balance's. */
function finished({ line, name, number, balances, rows, currency, intraday }: Open): Statement {
  const own = balances[0]?.currency ?? rows[0]?.currency ?? currency;
  const { opening, closing } = sidesOf(
    balances.filter((balance) => balance.currency === own),
    intraday,
  );
  const page = (balance: CamtBalance | undefined) => balance && { ...balance, interim: balance.code === 'ITBD' };
  return { line, name: name || number, currency: own, opening: page(opening), closing: page(closing), rows };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const open = openText(bytes, file, 'a camt.052, camt.053 or camt.054 message', () => decodeXml(bytes, options));
  if ('code' in open) return { kind: 'camt', layout: {}, rows: [], balances: [], problems: [open] };
  const collector = new Collector(options, (offset) => open.at(offset));
  const { version, fault } = walkCamt(open.text, collector);
  const statements = collector.statements.map(finished);
  const spans = statementRows(statements, file);
  return {
    kind: 'camt',
    layout: {
      version: version || 'not stated',
      encoding: open.encoding,
      account: collector.accounts.text,
      statements: describeStatements(statements),
    },
    rows: collector.statements.flatMap(({ rows }) => rows),
    balances: statements.flatMap(statedBalances),
    problems: [
      ...open.losses,
      ...(fault ? [unreadable(open.at(fault.offset), fault.message)] : []),
      ...(!fault && statements.length === 0 ? [notFound({ file, line: 1, column: 1 })] : []),
      ...collector.problems,
      ...spans.problems,
    ],
    tables: { statements: spans.rows },
  };
}

function unreadable(at: Position, why: string): Problem {
  return problem('xml-unreadable', at, `${why}; what stands before it is read, and nothing after it`, {
    expected: 'an XML file as the bank made it',
    mend: 'download it again',
  });
}

function notFound(at: Position): Problem {
  return problem('camt-not-found', at, 'there is no statement, report or notification in this file', {
    expected: 'a camt.052, camt.053 or camt.054 message',
    mend: 'check `kind`, or download it again',
  });
}

function recognises(head: Uint8Array, name: string): number {
  const { text } = decodeText(head.subarray(0, HEAD_BYTES), undefined, true);
  if (ROOT.test(text)) return 1;
  return /camt.{0,40}\.xml$/i.test(name) ? 0.5 : 0;
}

/**
 * ISO 20022 bank-to-customer messages: statements (camt.053), intraday reports (camt.052) and notifications (camt.054),
 * all versions of the shape that versions 1 to 13 share. A row carries the line of its amount.
 */
export const camt: Reader = { kind: 'camt', role: 'statement', version: 1, recognises, read };
