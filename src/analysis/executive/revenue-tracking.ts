import type { Month } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { RevenueStream } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { between } from '../sql.ts';
import { subjectOf } from '../stream-revenue.ts';
import { amountOf, numberOf, upTo, type Selection } from '../sums.ts';
import type { SheetsOnFile } from './sheets-on-file.ts';
import { year } from './window.ts';

export interface StreamTracking {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  /** What tells of it: none, and nobody knows what it brings. */
  readonly sources: readonly ('books' | 'statements' | 'bookings' | 'invoices')[];
  /** Postings ever made on its account. */
  readonly postings: Figure;
  /** Of the last twelve full months; not known where nothing was ever posted. */
  readonly revenue: Figure;
  /** The last month with a posting. */
  readonly last: Month | undefined;
}

export interface RevenueTracking {
  readonly streams: readonly StreamTracking[];
}

/** CEO-02: which source tells what each declared revenue stream brings. */
export function revenueTracking(ground: Ground, sheets: SheetsOnFile): Reading<RevenueTracking> {
  const streams = ground.coverage.entities.flatMap((of) =>
    of.entity.revenue.map((stream) => streamTracking(ground, of, stream, sheets)),
  );
  if (streams.length > 0) return seen({ streams });
  return notSeen({
    id: 'group.revenue-streams',
    entity: 'group',
    source: 'revenue streams (`revenue:` in the portfolio)',
    wouldTell: 'what each business lives on, and whether anything tells how much of it there is',
    suffers: ['CEO-02'],
  });
}

function streamTracking(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  sheets: SheetsOnFile,
): StreamTracking {
  const { entity, currency } = of;
  const { scope, name } = subjectOf(of, stream);
  const sums = ground.ledger.of(entity.id).filter(({ account }) => account === stream.account);
  const selection: Selection = { sums, where: [`account = ${sqlText(stream.account)}`] };
  const label = `${name}, postings ever made`;
  const named = { id: figureId(scope, 'postings'), label, of: 'posting' };
  const id = figureId(scope, 'tracked', '12-months');
  const title = `${name} revenue of twelve full months`;
  const { from, to } = year(ground);
  const inYear: Selection = {
    sums: sums.filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7)),
    where: [`entity = ${sqlText(entity.id)}`, between(from, to), ...selection.where],
  };
  const none = { kind: 'money', currency } as const;
  return {
    of,
    stream,
    sources: [
      ...(sums.length > 0 ? [entity.books.length > 0 ? ('books' as const) : ('statements' as const)] : []),
      ...(sheets.has(entity.id, 'bookings', stream.id) ? ['bookings' as const] : []),
      ...(sheets.has(entity.id, 'invoices') ? ['invoices' as const] : []),
    ],
    postings: numberOf(ground, named, upTo(selection, entity.id, ground.asOf)),
    revenue:
      sums.length === 0
        ? ground.book.unknown(id, title, none, `nothing was ever posted to ${stream.account}`)
        : amountOf(ground, { id, label: title, currency }, inYear, -1),
    last: sums
      .map(({ month }) => month)
      .toSorted()
      .at(-1),
  };
}
