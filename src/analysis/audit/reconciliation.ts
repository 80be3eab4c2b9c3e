import type { IsoDate } from '../../core/date.ts';
import { decimal, isZero } from '../../core/decimal.ts';
import type { CoverageGap, Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import { seen, type Ground, type Reading } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { postingsQuery } from '../sql.ts';
import { movements, type Movements } from './movements.ts';

/** Two sources of one balance, side by side. */
export interface Comparison {
  readonly of: EntityCoverage;
  /**
   * `statement`: what a statement opens with, its rows, and what it closes with; `books`: a stated balance and the
   * ledger's on that day; `assertion`: a balance that the books assert of themselves.
   */
  readonly kind: 'statement' | 'books' | 'assertion';
  readonly account: string;
  readonly on: IsoDate;
  readonly file: string;
  readonly stated: Figure;
  readonly found: Figure;
  /** Stated less found: zero when they agree. */
  readonly difference: Figure;
  readonly agrees: boolean;
}

export interface AccountState {
  readonly of: EntityCoverage;
  readonly account: string;
  /** `unstated`: no statement says a balance; `begins-with-it`: the only stated balance is the one the ledger starts from. */
  readonly state: 'agrees' | 'differs' | 'unstated' | 'begins-with-it';
  /** The last balance that was compared. */
  readonly last: Comparison | undefined;
}

export interface Reconciliation {
  readonly accounts: readonly AccountState[];
  readonly comparisons: readonly Comparison[];
  /** Of entities that keep books: what moved by the statements, and by the books. */
  readonly movements: readonly Movements[];
  /** Accounts of money, and those of which a stated balance and the ledger agree. */
  readonly number: Figure;
  readonly agreeing: Figure;
}

/** A hundred statements of an account tell no more than the last ones, and those that differ. */
const LATEST = 24;

/** ACC-06: statements against themselves and against the ledger, and what books assert of themselves. */
export async function reconciliation(ground: Ground): Promise<Reading<Reconciliation>> {
  const comparisons = [
    ...(await ownStatements(ground)),
    ...(await againstBooks(ground)),
    ...(await assertions(ground)),
  ];
  const accounts = await accountStates(ground, comparisons);
  const gaps = accounts.filter(({ state }) => state === 'unstated' || state === 'begins-with-it').map(unstated);
  const number = (id: string, words: string, of: readonly AccountState[]): Figure =>
    ground.book.constant(
      `group.reconciliation.${id}`,
      words,
      count('account'),
      decimal(of.length),
      `${words}, counted`,
    );
  const all = number('accounts', 'Accounts of money', accounts);
  const agreeing = number(
    'agreeing',
    'Accounts that agree with a stated balance',
    accounts.filter(({ state }) => state === 'agrees'),
  );
  const moved = await movements(ground);
  return seen({ accounts, comparisons, movements: moved, number: all, agreeing }, [...ground.coverage.gaps, ...gaps]);
}

function placeOf(ground: Ground, row: Row): EntityCoverage | undefined {
  return ground.coverage.of(text(row['entity']));
}

const dayOf = (row: Row, name: string): IsoDate => text(row[name]).slice(0, 10);

/** Opening + rows = closing, for each statement that says both. */
async function ownStatements(ground: Ground): Promise<Comparison[]> {
  const rows = await ground.facts.query(`
    WITH moved AS (SELECT s.file, s.source, s.line, s.currency, CAST(SUM(r.amount - r.fee) AS BIGINT) AS moved
      FROM statements s JOIN (${EVERY_ROW}) r ON r.source = s.source AND r.file = s.file AND r.currency = s.currency
        AND r.line BETWEEN s.first_line AND s.last_line
      GROUP BY s.file, s.source, s.line, s.currency)
    SELECT s.entity, s.ledger_account, s.file, s.source, s.line, s.statement, s.currency, s.opening, s.opening_line,
      s.closing, s.closing_line, s.closing_date, s.first_line, s.last_line, COALESCE(m.moved, 0) AS moved
    FROM statements s LEFT JOIN moved m
      ON m.file = s.file AND m.source = s.source AND m.line = s.line AND m.currency = s.currency
    WHERE s.opening IS NOT NULL AND s.closing IS NOT NULL AND s.closing_date <= ${sqlDate(ground.asOf)}
    ORDER BY s.entity, s.ledger_account, s.closing_date, s.file, s.line`);
  return lastOrDiffering(
    rows,
    (row) => integer(row['opening']) + integer(row['moved']) !== integer(row['closing']),
  ).flatMap((row) => ownStatement(ground, row));
}

/** Rows that another export has, too, are part of each statement that lists them. */
const EVERY_ROW = `SELECT file, source, line, currency, amount, fee FROM rows
  UNION ALL SELECT file, source, line, currency, amount, fee FROM duplicates`;

function ownStatement(ground: Ground, row: Row): Comparison[] {
  const of = placeOf(ground, row);
  if (!of) return [];
  const { book } = ground;
  const [account, file, currency] = ['ledger_account', 'file', 'currency'].map((name) => text(row[name])) as [
    string,
    string,
    string,
  ];
  const on = dayOf(row, 'closing_date');
  const id = figureId(scopeOf(of.entity), 'statement', distinctSlug(`${file} ${text(row['line'])} ${currency}`));
  const name = `${account}, statement to ${on}`;
  const here = `file = ${sqlText(file)} AND source = ${sqlText(text(row['source']))} AND line = ${integer(row['line'])} AND currency = ${sqlText(currency)}`;
  const stated = (part: 'opening' | 'closing'): Figure =>
    book.rows(figureId(id, part), `${name}: ${part} balance`, money(currency), integer(row[part]), {
      query: `SELECT ${part} AS amount, file, COALESCE(${part}_line, line) AS line, source FROM statements WHERE ${here}`,
      measure: 'amount',
      sign: 1,
    });
  const inside = `file = ${sqlText(file)} AND source = ${sqlText(text(row['source']))} AND currency = ${sqlText(currency)} AND line BETWEEN ${linesOf(row)}`;
  const moved = book.rows(figureId(id, 'rows'), `${name}: its rows`, money(currency), integer(row['moved']), {
    query: `SELECT amount - fee AS amount, file, line, source FROM (${EVERY_ROW}) listed WHERE ${inside} ORDER BY line`,
    measure: 'amount',
    sign: 1,
  });
  const found = book.formula(
    figureId(id, 'found'),
    `${name}: opening and rows`,
    money(currency),
    'sum',
    [stated('opening'), moved],
    {
      text: 'opening balance + rows',
    },
  );
  return [compared(ground, { of, kind: 'statement', account, on, file, id, name, stated: stated('closing'), found })];
}

function linesOf(row: Row): string {
  // A statement without rows has no lines: no row lies between these.
  return row['first_line'] === null ? '1 AND 0' : `${integer(row['first_line'])} AND ${integer(row['last_line'])}`;
}

/** What statements state against the ledger on the same day. */
async function againstBooks(ground: Ground): Promise<Comparison[]> {
  const rows = await ground.facts.query(`
    WITH stated AS (
      SELECT entity, ledger_account, file, source, line, date, amount, currency, 'balances' AS origin FROM balances
      UNION ALL
      SELECT entity, ledger_account, file, source, COALESCE(closing_line, line), closing_date, closing, currency, 'statements'
      FROM statements WHERE closing IS NOT NULL),
    single AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY entity, ledger_account, currency, file, date, amount ORDER BY origin, line) AS place FROM stated)
    SELECT s.entity, s.ledger_account, s.file, s.source, s.line, s.date, s.amount, s.currency, s.origin,
      CAST(COALESCE((SELECT SUM(p.amount) FROM postings p WHERE p.entity = s.entity AND p.account = s.ledger_account
        AND p.currency = s.currency AND p.date <= s.date), 0) AS BIGINT) AS books
    FROM single s JOIN accounts a ON a.entity = s.entity AND a.account = s.ledger_account AND a.currency = s.currency AND a.opening_known
    WHERE s.place = 1 AND s.date <= ${sqlDate(ground.asOf)}
    ORDER BY s.entity, s.ledger_account, s.date, s.file, s.line`);
  return lastOrDiffering(rows, (row) => integer(row['amount']) !== integer(row['books'])).flatMap((row) =>
    statedBalance(ground, row),
  );
}

function statedBalance(ground: Ground, row: Row): Comparison[] {
  const of = placeOf(ground, row);
  if (!of) return [];
  const { book } = ground;
  const [account, file, currency, origin] = ['ledger_account', 'file', 'currency', 'origin'].map((name) =>
    text(row[name]),
  ) as [string, string, string, string];
  const on = dayOf(row, 'date');
  const line = integer(row['line']);
  const id = figureId(scopeOf(of.entity), 'balance', distinctSlug(`${account} ${on} ${file} ${line} ${currency}`));
  const name = `${account} on ${on}`;
  const here = `file = ${sqlText(file)} AND source = ${sqlText(text(row['source']))} AND currency = ${sqlText(currency)}`;
  const query =
    origin === 'balances'
      ? `SELECT amount, file, line, source FROM balances WHERE ${here} AND line = ${line} AND date = ${sqlDate(on)}`
      : `SELECT closing AS amount, file, COALESCE(closing_line, line) AS line, source FROM statements WHERE ${here} AND COALESCE(closing_line, line) = ${line}`;
  const stated = book.rows(figureId(id, 'stated'), `${name}, as stated`, money(currency), integer(row['amount']), {
    query,
    measure: 'amount',
    sign: 1,
  });
  const where = [
    `entity = ${sqlText(of.entity.id)}`,
    `account = ${sqlText(account)}`,
    `currency = ${sqlText(currency)}`,
    `date <= ${sqlDate(on)}`,
  ];
  const found = book.rows(figureId(id, 'ledger'), `${name}, in the ledger`, money(currency), integer(row['books']), {
    query: postingsQuery(where),
    measure: 'amount',
    sign: 1,
  });
  return [compared(ground, { of, kind: 'books', account, on, file, id, name, stated, found })];
}

async function assertions(ground: Ground): Promise<Comparison[]> {
  const rows = await ground.facts.query(`
    SELECT entity, account AS ledger_account, file, source, line, date, currency, stated, books FROM assertions
    WHERE date <= ${sqlDate(ground.asOf)} ORDER BY entity, account, date, file, line`);
  return lastOrDiffering(rows, (row) => integer(row['stated']) !== integer(row['books'])).flatMap((row) =>
    assertion(ground, row),
  );
}

function assertion(ground: Ground, row: Row): Comparison[] {
  const of = placeOf(ground, row);
  if (!of) return [];
  const [account, file, currency] = ['ledger_account', 'file', 'currency'].map((name) => text(row[name])) as [
    string,
    string,
    string,
  ];
  const on = dayOf(row, 'date');
  const line = integer(row['line']);
  const id = figureId(scopeOf(of.entity), 'assertion', distinctSlug(`${account} ${on} ${file} ${line} ${currency}`));
  const name = `${account} on ${on}`;
  const side = (part: 'stated' | 'books', label: string): Figure =>
    ground.book.rows(figureId(id, part), `${name}, ${label}`, money(currency), integer(row[part]), {
      query: `SELECT ${part} AS amount, file, line, source FROM assertions WHERE file = ${sqlText(file)} AND source = ${sqlText(text(row['source']))} AND line = ${line} AND currency = ${sqlText(currency)} AND account = ${sqlText(account)}`,
      measure: 'amount',
      sign: 1,
    });
  const [stated, found] = [side('stated', 'as the books assert'), side('books', 'in the books')];
  return [compared(ground, { of, kind: 'assertion', account, on, file, id, name, stated, found })];
}

type Sides = Omit<Comparison, 'difference' | 'agrees'> & { readonly id: string; readonly name: string };

function compared(ground: Ground, { id, name, ...sides }: Sides): Comparison {
  const { stated, found } = sides;
  const difference = ground.book.formula(
    figureId(id, 'difference'),
    `${name}: difference`,
    stated.unit,
    'difference',
    [stated, found],
    {
      text: 'stated − found',
    },
  );
  return { ...sides, difference, agrees: difference.value !== undefined && isZero(difference.value) };
}

/** Of each account all rows that differ, and the latest of the others. Rows come oldest first. */
function lastOrDiffering(rows: readonly Row[], differs: (row: Row) => boolean): Row[] {
  const byAccount = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row['entity'], row['ledger_account']]);
    byAccount.set(key, [...(byAccount.get(key) ?? []), row]);
  }
  return [...byAccount.values()].flatMap((own) => own.filter((row, at) => differs(row) || at >= own.length - LATEST));
}

async function accountStates(ground: Ground, comparisons: readonly Comparison[]): Promise<AccountState[]> {
  const rows = await ground.facts.query(
    'SELECT DISTINCT entity, account, opening_from FROM accounts ORDER BY entity, account',
  );
  return rows.flatMap((row): AccountState[] => {
    const of = placeOf(ground, row);
    const account = text(row['account']);
    if (!of) return [];
    const own = comparisons.filter((one) => one.of === of && one.account === account);
    const last = own.filter(({ kind }) => kind === 'books').at(-1) ?? own.at(-1);
    if (own.some(({ agrees }) => !agrees)) return [{ of, account, state: 'differs', last }];
    if (!last) return [{ of, account, state: 'unstated', last }];
    // Worked back from a balance of the file itself, the ledger meets that balance whatever rows are missing before it.
    const anchored = text(row['opening_from']) === 'statement' && own.length === 1;
    return [{ of, account, state: anchored ? 'begins-with-it' : 'agrees', last }];
  });
}

function unstated({ of, account }: AccountState): CoverageGap {
  return {
    id: `${of.entity.id}.stated.${account}`,
    entity: of.entity.id,
    source: `a balance of ${account} that its bank states`,
    wouldTell: 'whether a row is missing or counted twice',
    suffers: ['ACC-06'],
  };
}
