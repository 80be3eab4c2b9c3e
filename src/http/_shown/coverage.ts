import type { StaleSource } from '../../app/freshness.ts';
import type { Run } from '../../app/run.ts';
import { daysBetween } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import { mistakeOf } from '../_problem.ts';
import type { Coverage, Sources } from '../contract/index.ts';
import { namesOf, shown } from './words.ts';

type Seen = Pick<Run, 'asOf' | 'analysis' | 'outcomes' | 'declared' | 'facts'>;

/** How far the sources reach, what is missing, and which checks could not look for want of it. */
export function coverageShown({ asOf, analysis, outcomes, declared, facts }: Seen): Coverage {
  const nameOf = namesOf(declared.portfolio);
  const gaps = new Map(analysis.gaps.map((gap) => [gap.id, gap]));
  const lacks = (id: string): string => {
    const gap = gaps.get(id);
    return gap ? `${nameOf(gap.entity)}: ${gap.source}` : id;
  };
  const unseen = outcomes.filter(({ state }) => state === 'not-seen');
  return {
    asOf,
    snapshot: facts.snapshot,
    entities: analysis.coverage.entities.map(({ entity, currency, accounts, from, to }) => ({
      id: entity.id,
      name: nameOf(entity.id),
      currency,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      accounts: accounts.map((one) => ({ ...one, account: shown(one.account) })),
    })),
    gaps: analysis.gaps.map((gap) => gapShown(gap, nameOf)),
    unseen: unseen.map(({ check, title, gaps: ids }) => ({
      check,
      title: shown(title),
      why: shown(ids.length === 0 ? 'what it looks at is not on file' : ids.map(lacks).join('; ')),
    })),
    seen: outcomes.length - unseen.length,
  };
}

function gapShown({ id, entity, source, wouldTell, suffers }: CoverageGap, nameOf: (entity: string) => string) {
  return {
    id: shown(id),
    entity,
    entityName: nameOf(entity),
    source: shown(source),
    wouldTell: shown(wouldTell),
    suffers: suffers.map(shown),
  };
}

type Read = Pick<Run, 'asOf' | 'sources' | 'problems' | 'declared' | 'facts'>;

/** Every file that was read, how old it is, and what is wrong in any. */
export function sourcesShown({ asOf, sources, problems, declared, facts }: Read, old: readonly StaleSource[]): Sources {
  const nameOf = namesOf(declared.portfolio);
  const isOld = new Set(old.map(({ file }) => file));
  return {
    asOf,
    snapshot: facts.snapshot,
    sources: sources.map(({ file, role, hash, entity, kind, rows, problems: count, first, last }) => ({
      file: shown(file),
      role,
      hash,
      entity,
      entityName: nameOf(entity),
      kind,
      rows,
      problems: count,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last, age: daysBetween(last, asOf) }),
      stale: isOld.has(file),
    })),
    mistakes: problems.map(mistakeShown),
  };
}

function mistakeShown(problem: Run['problems'][number]): Sources['mistakes'][number] {
  const { expected, mend, ...rest } = mistakeOf(problem);
  return {
    ...rest,
    file: shown(rest.file),
    message: shown(rest.message),
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    ...(mend === undefined ? {} : { mend: shown(mend) }),
  };
}
