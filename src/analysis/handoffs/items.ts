import { daysBetween, type IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, distinctSlug, figureId, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';

/** One open item of a document. */
export interface HandoffItem {
  readonly file: string;
  readonly line: number;
  /** Of the document. */
  readonly title: string;
  readonly text: string;
  /** Headings above it. */
  readonly section: string;
  /** '' where the document names nobody. */
  readonly owner: string;
  readonly waitsFor: string;
  readonly due: IsoDate | undefined;
  /** Since when it is so: the day that the item names, else the document's own. */
  readonly since: IsoDate | undefined;
  /** Days since then, or past the due day of an overdue task; undefined where neither is known. */
  readonly days: Figure | undefined;
  readonly link: string;
}

/** Items of one sort, the oldest first, and how many there are. */
export interface ItemList {
  readonly number: Figure;
  readonly items: readonly HandoffItem[];
}

/** Which items a list holds, and from which day they are counted. */
export interface Sort {
  readonly id: string;
  /** What is counted: `overdue tasks`. */
  readonly label: string;
  readonly of: string;
  readonly where: readonly string[];
  /** The column whose distance from the report's day is the item's age. */
  readonly from?: string;
}

/** Since when an item is so, in SQL. */
export const SINCE = 'COALESCE(i.since, h.dated)';
/** More ages than this nobody reads. */
const AGED = 50;

const FROM = `FROM handoff_items i LEFT JOIN handoffs h
  ON h.entity = i.entity AND h.file = i.file AND h.source = i.source AND h.subject = i.subject`;

/** Items of documents that there were on the day. */
function conditions({ asOf }: Ground, { entity }: EntityCoverage, sort: Sort): string {
  const own = [`i.entity = ${sqlText(entity.id)}`, `(h.dated IS NULL OR h.dated <= ${sqlDate(asOf)})`];
  return [...own, ...sort.where].join('\n  AND ');
}

export async function itemsOf(ground: Ground, of: EntityCoverage, sort: Sort): Promise<ItemList> {
  const { book, facts, asOf } = ground;
  const where = conditions(ground, of, sort);
  const from = sort.from ?? SINCE;
  const order = `ORDER BY ${from}, i.file, i.line`;
  const rows = await facts.query(`SELECT i.file AS file, i.line AS line, i.text AS text, i.section AS section,
    i.owner AS owner, i.waits_for AS waits_for, i.due AS due, ${SINCE} AS since, ${from} AS counted, i.link AS link,
    h.title AS title\n${FROM}\nWHERE ${where}\n${order}`);
  const id = figureId(scopeOf(of.entity), 'handoffs', sort.id);
  const query = `SELECT CAST(1 AS BIGINT) AS amount, ${from} AS date, i.text AS payee, i.file AS file, i.line AS line, i.source AS source\n${FROM}\nWHERE ${where}\n${order}`;
  const number = book.rows(id, `${of.entity.name}, ${sort.label}`, count(sort.of), BigInt(rows.length), {
    query,
    measure: 'rows',
    sign: 1,
  });
  const age = (row: Row, at: number): Figure | undefined => {
    const day = dayOf(row['counted']);
    if (at >= AGED || sort.from === undefined || day === undefined || day > asOf) return undefined;
    const [file, line, words] = [text(row['file']), integer(row['line']), text(row['text'])];
    const only = [where, `i.file = ${sqlText(file)}`, `i.line = ${line}`, `i.text = ${sqlText(words)}`].join(
      '\n  AND ',
    );
    const sql = `SELECT CAST(date_diff('day', ${from}, ${sqlDate(asOf)}) AS BIGINT) AS amount, ${from} AS date, i.text AS payee, i.file AS file, i.line AS line, i.source AS source\n${FROM}\nWHERE ${only}\nLIMIT 1`;
    const key = distinctSlug(`${file} ${line} ${words}`);
    const label = `${of.entity.name}, days: ${words.slice(0, 80)}`;
    return book.rows(`${id}.days.${key}`, label, count('day'), BigInt(daysBetween(day, asOf)), {
      query: sql,
      measure: 'amount',
      sign: 1,
    });
  };
  return { number, items: rows.map((row, at) => itemOf(row, age(row, at))) };
}

function dayOf(cell: Row[string] | undefined): IsoDate | undefined {
  const day = text(cell ?? '').slice(0, 10);
  return day === '' ? undefined : day;
}

function itemOf(row: Row, days: Figure | undefined): HandoffItem {
  return {
    file: text(row['file']),
    line: Number(integer(row['line'])),
    title: text(row['title']),
    text: text(row['text']),
    section: text(row['section']),
    owner: text(row['owner']),
    waitsFor: text(row['waits_for']),
    due: dayOf(row['due']),
    since: dayOf(row['since']),
    days,
    link: text(row['link']),
  };
}
