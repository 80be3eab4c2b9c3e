import type { Amounts, Statement, StatementRow } from '../model/statement.ts';
import { shownOrder } from './statement-amount.ts';
import { exactText } from './statement-json.ts';

/** RFC 4180: records end with CRLF. */
const END = '\r\n';
const OWN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * One cell. A spreadsheet takes text that begins so for a formula and runs it; an apostrophe before it keeps it text
 * (OWASP, CSV Injection). Numbers of our own stay numbers.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) && !OWN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function record(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}${END}`;
}

/** One record for each row and commodity: plain numbers with a dot, exact; empty where a total would mean nothing. */
export function statementCsv(statement: Statement): string {
  const { kind, columns, parts } = statement;
  const totals = kind !== 'balance' && columns.length > 1;
  const heads = columns.map(({ id, to }) => (kind === 'balance' ? to : id));
  const rows = parts.flatMap((part) =>
    part.kind === 'section'
      ? [...part.rows, part.total].flatMap((row) => records(statement, part.id, row, totals))
      : records(statement, '', part.row, totals),
  );
  return [
    record(['section', 'id', 'account', 'commodity', ...heads, ...(totals ? ['total'] : []), 'postings']),
    ...rows,
  ].join('');
}

function records(statement: Statement, section: string, row: StatementRow, totals: boolean): readonly string[] {
  const each: readonly (Amounts | undefined)[] = totals ? [...row.amounts, row.total] : row.amounts;
  const present = shownOrder(each, statement);
  const cells = (commodity: number | undefined): string => {
    const { symbol = '', digits = 0 } = statement.commodities[commodity ?? -1] ?? {};
    const texts = each.map((amounts) => {
      const amount = commodity === undefined ? undefined : amounts?.get(commodity);
      if (amount) return exactText(amount, digits);
      return amounts ? '0' : '';
    });
    return record([section, row.id, row.account ?? row.label, symbol, ...texts, String(row.postings)]);
  };
  return (present.length === 0 ? [undefined] : present).map(cells);
}
