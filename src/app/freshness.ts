import { count, figureId, slug } from '../analysis/index.ts';
import { daysBetween, type IsoDate } from '../core/date.ts';
import { decimal } from '../core/decimal.ts';
import { EXIT, UserError } from '../core/problem.ts';
import type { Sentence } from '../model/finding.ts';
import { onDate, quote, say } from '../model/sentence.ts';
import { expandSources, type SourceFile } from '../portfolio/expand.ts';
import type { Run } from './run.ts';

/** A source whose rows end longer ago than its owner allows (`fresh_within_days`). */
export interface StaleSource {
  /** The file whose rows reach furthest, of those that the source stands for. */
  readonly file: string;
  readonly last: IsoDate;
  readonly days: number;
  readonly path: SourceFile['path'];
}

/** Sources that are older on the run's day than declared. One whose rows have no day is not judged. */
export async function staleSources(run: Run): Promise<readonly StaleSource[]> {
  const reaches = new Map(run.sources.map(({ file, last }) => [file, last]));
  const newest = new Map<string, StaleSource>();
  for (const { file, path, freshWithinDays } of await expandSources(run.declared)) {
    const last = reaches.get(file);
    if (freshWithinDays === undefined || last === undefined) continue;
    const name = path.join('.');
    // Of a glob the newest file counts: last year's is old by nature.
    if (last > (newest.get(name)?.last ?? '')) newest.set(name, { file, last, days: freshWithinDays, path });
  }
  return [...newest.values()].filter(({ last, days }) => daysBetween(last, run.asOf) > days);
}

/** What a report says on top of everything else about sources that are too old. */
export function staleBanner({ book, declared }: Run, stale: readonly StaleSource[]): Sentence[] {
  return stale.map(({ file, last, days, path }) => {
    const at = declared.at([...path, 'fresh_within_days']);
    const text = `fresh_within_days of ${file}`;
    const id = figureId('freshness', slug(file));
    const limit = book.assumed(id, `${file}, fresh within`, count('day'), decimal(days), at, text);
    return say`${quote(file)} ends on ${onDate(last)}, longer ago than the ${limit} that its owner allows: what came after is not in this report.`;
  });
}

/** Throws when a source is too old and the portfolio does not say that a banner will do. */
export function refuseStale({ declared }: Run, stale: readonly StaleSource[]): void {
  if (stale.length === 0 || declared.portfolio.stale_sources === 'banner') return;
  const list = stale.map(({ file, last, days }) => `${file} ends on ${last}, and ${days} days are allowed`).join('; ');
  throw new UserError('sources-stale', `nothing was sent: ${list}; export it anew, or set \`stale_sources: banner\``, {
    exit: EXIT.failure,
  });
}
