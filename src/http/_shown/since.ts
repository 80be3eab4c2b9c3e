import type { Since as Changes } from '../../analysis/index.ts';
import type { IsoDate } from '../../core/date.ts';
import type { SourceChange, SourceRow } from '../../model/changes.ts';
import type { Finding } from '../../model/finding.ts';
import type { RecordedFinding } from '../../model/report-record.ts';
import type { Since } from '../contract/index.ts';
import { figureName } from './figure.ts';
import { shown } from './words.ts';

export interface SinceOf {
  readonly report: string;
  readonly asOf: IsoDate;
  readonly snapshot: string;
  readonly nameOf: (entity: string) => string;
}

/** What changed since a reader's last report; nothing to compare with where there was none. */
export function sinceShown({ nameOf, ...of }: SinceOf, changes: Changes | undefined): Since {
  if (!changes) return { ...of, ...NOTHING };
  const { on, moves, sources, declared, risen, resolved, outOfSight } = changes;
  const named = namedBy(nameOf);
  return {
    ...of,
    last: on,
    moves: moves.moved.map(({ figure, before, restated, activity, change }) => ({
      figure: figureName(figure, 'ledger'),
      before: figureName(before, 'ledger'),
      restated: figureName(restated, 'ledger'),
      activity: figureName(activity, 'ledger'),
      ...(change ? { change: figureName(change) } : {}),
    })),
    incomparable: moves.incomparable.map(({ figure, why }) => ({ figure: figureName(figure, 'ledger'), why })),
    compared: moves.compared,
    sources: sources.map(sourceShown),
    declared,
    risen: risen.map((finding) => ({ ...named(finding), state: finding.life?.state ?? 'new' })),
    resolved: resolved.map(named),
    outOfSight: outOfSight.map(named),
  };
}

const NOTHING = {
  moves: [],
  incomparable: [],
  compared: 0,
  sources: [],
  declared: false,
  risen: [],
  resolved: [],
  outOfSight: [],
};

function namedBy(nameOf: SinceOf['nameOf']) {
  return ({ id, check, title, subject, entity, severity }: Finding | RecordedFinding) => ({
    id,
    check,
    title: shown(title),
    subject: shown(subject),
    entity,
    entityName: nameOf(entity),
    severity,
  });
}

function sourceShown({
  file,
  state,
  added,
  removed,
  changed,
  counts,
  unknown,
}: SourceChange): Since['sources'][number] {
  return {
    file: shown(file),
    state,
    added: added.map(rowShown),
    removed: removed.map(rowShown),
    changed: changed.map(({ before, now }) => ({ before: rowShown(before), now: rowShown(now) })),
    counts,
    ...(unknown ? { unknown } : {}),
  };
}

function rowShown({ line, date, cells }: SourceRow) {
  const texts = Object.entries(cells).map(([name, cell]) => [shown(name), shown(cell)]);
  return { line, ...(date === undefined ? {} : { date }), cells: Object.fromEntries(texts) as Record<string, string> };
}
