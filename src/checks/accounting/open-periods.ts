import { figureId, type Close, type EntityBookkeeping } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { withoutSign } from '../_stake.ts';

/** ACC-12: a finished month was never closed, or has other postings than when it was. */
export const openPeriods = check({
  id: 'ACC-12',
  role: 'CAO',
  title: 'Period close',
  why: 'A period that stays open changes behind the reports that were made of it.',
  fix: say`Close it: note its last day and its number of postings under the books' closed periods.`,
  effort: 'hours',
  standard: 'Period close',
  needs: ['bookkeeping'],
  run({ bookkeeping: { entities } }, book) {
    const keeping = entities.filter(({ keeps }) => keeps === 'books');
    if (keeping.length === 0) return 'not-seen';
    return keeping.flatMap((entity) => [...changed(entity, book), ...neverClosed(entity)]);
  },
});

function changed({ of, closes }: EntityBookkeeping, book: Book): Claim[] {
  return closes.flatMap(({ through, on, noted, now, state }: Close): Claim[] => {
    if (state !== 'changed' || !noted) return [];
    const when = on === undefined ? say`when it was closed` : say`when it was closed on ${onDate(on)}`;
    const label = `${now.label}, since the close`;
    const text = 'postings now − postings then';
    const more = book.formula(figureId(now.id, 'since'), label, now.unit, 'difference', [now, noted], { text });
    return [
      {
        entity: of.entity.id,
        subject: `close: ${through}`,
        severity: 'medium',
        claim: say`The books of ${quote(of.entity.name)} to ${onDate(through)} hold ${now}, and held ${noted} ${when}.`,
        evidence: [now.id, noted.id],
        size: withoutSign(book, more).id,
        fix: say`Find what was booked into the closed period, and re-open it on the record or book it today.`,
      },
    ];
  });
}

function neverClosed({ of, unclosed, movements }: EntityBookkeeping): Claim[] {
  if (unclosed === undefined) return [];
  return [
    {
      entity: of.entity.id,
      subject: 'never closed',
      severity: 'medium',
      claim: say`${quote(of.entity.name)} has not closed its books to ${onDate(unclosed)}, with ${movements} on file.`,
      evidence: [movements.id],
      size: movements.id,
    },
  ];
}
