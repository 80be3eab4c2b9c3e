import picomatch from 'picomatch';
import { addDays, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { Entity } from '../../model/portfolio.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { count, figureId, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { integer, text } from '../ledger.ts';
import { oneOf } from '../sql.ts';

export interface HandoffDocument {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  /** The day that it says it is of. */
  readonly dated: IsoDate | undefined;
  readonly state: 'current' | 'superseded' | 'tabled';
  /** '' where it does not say. */
  readonly supersededBy: string;
  /** Items of it that are open or wait for a decision. */
  readonly open: number;
}

/** Documents of one sort, the oldest first. */
export interface DocumentList {
  readonly number: Figure;
  readonly documents: readonly HandoffDocument[];
}

export interface Documents {
  readonly all: DocumentList;
  /** Not changed within the days that were declared, or thirty, though it says that something is open. */
  readonly stale: DocumentList;
  /** Says that another one has taken its place. */
  readonly superseded: DocumentList;
  /** Does not say of which day it is. */
  readonly undated: DocumentList;
  /** Days within which a document is fresh, where nothing else is declared. */
  readonly limit: Figure;
}

const FRESH_DAYS = 30;

export async function documentsOf(ground: Ground, of: EntityCoverage): Promise<Documents> {
  const { asOf, book, facts } = ground;
  const { entity } = of;
  const own = `entity = ${sqlText(entity.id)} AND (dated IS NULL OR dated <= ${sqlDate(asOf)})`;
  const rows =
    await facts.query(`SELECT h.file AS file, h.line AS line, h.title AS title, h.dated AS dated, h.state AS state,
    h.superseded_by AS superseded_by, CAST(COALESCE(n.open, 0) AS BIGINT) AS open
    FROM (SELECT * FROM handoffs WHERE ${own}) h
    LEFT JOIN (SELECT file, source, subject, count(*) AS open FROM handoff_items
      WHERE entity = ${sqlText(entity.id)} AND state IN ('open', 'pending') GROUP BY file, source, subject) n
      ON n.file = h.file AND n.source = h.source AND n.subject = h.subject
    ORDER BY h.dated, h.file`);
  const all = rows.map(documentOf);
  const list = (id: string, label: string, documents: readonly HandoffDocument[]): DocumentList => {
    const files =
      documents.length === all.length
        ? own
        : `${own} AND ${oneOf(
            'file',
            documents.map(({ file }) => file),
          )}`;
    const query = `SELECT CAST(1 AS BIGINT) AS amount, dated AS date, title AS payee, file, line, source FROM handoffs\nWHERE ${files}\nORDER BY dated, file`;
    const named = figureId(scopeOf(entity), 'handoffs', id);
    const receipt = { query, measure: 'rows', sign: 1 } as const;
    const number = book.rows(named, `${entity.name}, ${label}`, count('document'), BigInt(documents.length), receipt);
    return { number, documents };
  };
  const current = all.filter(({ state }) => state === 'current');
  return {
    all: list('documents', 'handoff documents', all),
    stale: list('stale', 'handoff documents that nobody has touched', current.filter(isStaleFor(entity, asOf))),
    superseded: list(
      'superseded',
      'handoff documents that are superseded',
      all.filter(({ state }) => state === 'superseded'),
    ),
    undated: list(
      'undated',
      'handoff documents without a day',
      current.filter(({ dated }) => dated === undefined),
    ),
    limit: book.constant(
      'method.handoffs.fresh-days',
      'A handoff document is fresh for',
      count('day'),
      decimal(FRESH_DAYS),
      'limit of CEO-08',
    ),
  };
}

/** Where nothing is open, a document that stands is no neglect, unless its owner said how fresh it has to be. */
function isStaleFor(entity: Entity, asOf: IsoDate): (document: HandoffDocument) => boolean {
  const specs = entity.handoffs.map((spec) => ({
    matches: picomatch(spec.file, { noextglob: true, nonegate: true }),
    days: spec.fresh_within_days,
  }));
  return ({ file, dated, open }) => {
    const declared = specs.find(({ matches }) => matches(file))?.days;
    if (dated === undefined || (declared === undefined && open === 0)) return false;
    return addDays(dated, declared ?? FRESH_DAYS) < asOf;
  };
}

function documentOf(row: Row): HandoffDocument {
  const dated = text(row['dated'] ?? '').slice(0, 10);
  const state = text(row['state']);
  return {
    file: text(row['file']),
    line: Number(integer(row['line'])),
    title: text(row['title']),
    dated: dated === '' ? undefined : dated,
    state: state === 'superseded' || state === 'tabled' ? state : 'current',
    supersededBy: text(row['superseded_by']),
    open: Number(integer(row['open'])),
  };
}
