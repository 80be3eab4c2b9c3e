import { decimalText } from '../core/decimal.ts';
import { minorDigits } from '../core/money.ts';
import type { Row } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import { plain } from './outside.ts';

/** What the journal is made of; `facts.stream` of each gives the rows that `hledgerJournal` takes. */
export function journalQueries(entity?: string): {
  readonly accounts: string;
  readonly currencies: string;
  readonly postings: string;
} {
  const where = entity === undefined ? '' : ` WHERE entity = ${sqlText(entity)}`;
  return {
    accounts: `SELECT DISTINCT account FROM postings${where} ORDER BY account`,
    currencies: `SELECT DISTINCT currency FROM postings${where} ORDER BY currency`,
    postings: `SELECT txn, date, entity, account, amount, currency, payee, transfer, tags, file, line
      FROM postings${where} ORDER BY date, txn, amount DESC, account`,
  };
}

export interface JournalInput {
  /** Whose books these are, for the first line. */
  readonly title: string;
  readonly accounts: readonly Row[];
  readonly currencies: readonly Row[];
  /** The postings of `journalQueries`, a chunk at a time: those of one transaction follow each other. */
  readonly postings: AsyncIterable<readonly Row[]>;
}

/**
 * The books in hledger's journal syntax (https://hledger.org/hledger.html#journal), as text in pieces: commodities and
 * accounts declared, so that `hledger check --strict` holds; each transaction with its entity, file and line as tags.
 */
export async function* hledgerJournal(input: JournalInput): AsyncGenerator<string> {
  yield head(input);
  let open: Row[] = [];
  for await (const rows of input.postings) {
    const pieces: string[] = [];
    for (const row of rows) {
      if (open[0] && open[0]['txn'] !== row['txn']) {
        pieces.push(transaction(open));
        open = [];
      }
      open.push(row);
    }
    yield pieces.join('');
  }
  if (open.length > 0) yield transaction(open);
}

function head({ title, accounts, currencies }: JournalInput): string {
  return [
    `; ${plain(title)}`,
    '; Written by Quarterdeck, from bank and provider exports or the books that are kept; file and line name the row.',
    '',
    ...currencies.map(({ currency }) => `commodity ${sample(text(currency))}`),
    '',
    ...accounts.map(({ account }) => `account ${accountName(text(account))}`),
    '',
    '',
  ].join('\n');
}

/** A commodity directive shows how amounts are written; a currency without minor units needs its decimal mark. */
function sample(currency: string): string {
  const digits = minorDigits(currency);
  return `1000.${'0'.repeat(digits)} ${currency}`;
}

function transaction(postings: readonly Row[]): string {
  const [first] = postings;
  if (!first) return '';
  const lines = [
    `${text(first['date'])}${description(text(first['payee']))}`,
    `    ; entity: ${tagValue(first['entity'])}, file: ${tagValue(first['file'])}, line: ${text(first['line'])}${marks(first)}`,
    ...postings.map((row) => `    ${accountName(text(row['account']))}  ${amount(row)}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The pair of a transfer, and the names of the deciding rule's tags. */
function marks({ transfer, tags }: Row): string {
  const names = text(tags)
    .split(',')
    .filter((name) => name !== '');
  return [...(transfer === null ? [] : [`transfer: ${tagValue(transfer)}`]), ...names.map((name) => `${name}:`)]
    .map((mark) => `, ${mark}`)
    .join('');
}

/**
 * A payee as hledger's description. `;` would begin a comment and `|` a note, and neither can be escaped: look-alikes
 * stand for them. A leading `*`, `!` or `(` would be a status or a code: an empty code before it takes that place.
 */
function description(payee: string): string {
  const line = oneSpaced(payee).replaceAll(';', '\uff1b').replaceAll('|', '\uff5c');
  if (line === '') return '';
  return /^[*!(]/.test(line) ? ` () ${line}` : ` ${line}`;
}

/** Two spaces end an account's name, so there is never more than one inside it. */
function accountName(account: string): string {
  return oneSpaced(account).replaceAll(';', '\uff1b');
}

/** A tag's value ends at a comma; a date in brackets would be the posting's. */
function tagValue(cell: Row[string] | undefined): string {
  return oneSpaced(text(cell)).replaceAll(/[,[\]]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function oneSpaced(line: string): string {
  return plain(line).replaceAll(/\s+/g, ' ').trim();
}

/** Exact digits, without groups: `-1234.50 USD`. */
function amount({ amount: minor, currency }: Row): string {
  if (typeof minor !== 'bigint') throw new Error('a posting has an amount in minor units');
  const code = text(currency);
  return `${decimalText({ mantissa: minor, scale: minorDigits(code) })} ${code}`;
}

function text(cell: Row[string] | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
