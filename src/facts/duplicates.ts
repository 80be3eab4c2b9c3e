import type { SqlStep } from '../model/facts.ts';
import type { NumberedSource } from './numbered.ts';

/** Sources whose rows another source of the same account may hold, too: their days overlap. */
export function overlappingSources(sources: readonly NumberedSource[]): readonly number[] {
  const overlaps = (a: NumberedSource, b: NumberedSource): boolean =>
    a !== b &&
    a.use.role === 'statement' &&
    b.use.role === 'statement' &&
    a.use.entity === b.use.entity &&
    a.use.account === b.use.account &&
    days(a).first <= days(b).last &&
    days(b).first <= days(a).last;
  return sources.filter((source) => sources.some((other) => overlaps(source, other))).map((source) => source.number);
}

/** The days of a source's rows; a file without rows has none, which no range overlaps. */
function days({ facts }: NumberedSource): { readonly first: string; readonly last: string } {
  return { first: facts.first ?? '9', last: facts.last ?? '0' };
}

/** What stands for the step's table where no days overlap. */
export const NOTHING_DROPPED = `SELECT CAST(NULL AS INTEGER) AS file_no, CAST(NULL AS BIGINT) AS record,
  CAST(NULL AS INTEGER) AS kept_file_no WHERE FALSE`;

const SAME = ['entity', 'ledger_account', 'date', 'amount', 'currency', 'payee', 'reference'];

/**
 * Rows that overlapping exports of one account hold more than once, and the file whose copy counts.
 *
 * Within one file equal rows are different movements (two coffees on one day), so a movement happened as often as the
 * file with the most copies of it says. That file's copies are kept, those of the others dropped.
 */
export function droppedStep(overlapping: readonly number[]): SqlStep {
  const same = SAME.join(', ');
  const joined = SAME.map((column) => `c.${column} = b.${column}`).join(' AND ');
  return {
    table: 'dropped',
    kept: true,
    sql: `WITH candidates AS (
        SELECT s.file_no, s.record, f.entity, f.ledger_account, s.date, s.amount, s.currency, s.payee, s.reference
        FROM statement_rows s JOIN files f ON f.file_no = s.file_no WHERE s.file_no IN (${overlapping.join(', ')})),
      copies AS (SELECT ${same}, file_no, count(*) AS copies FROM candidates GROUP BY ${same}, file_no),
      best AS (SELECT ${same}, file_no,
        row_number() OVER (PARTITION BY ${same} ORDER BY copies DESC, file_no) AS place FROM copies)
      SELECT c.file_no, c.record, b.file_no AS kept_file_no
      FROM candidates c JOIN best b ON ${joined} AND b.place = 1 WHERE c.file_no <> b.file_no`,
  };
}
