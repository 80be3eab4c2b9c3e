import type { Analysis, FactMap } from '../analysis/index.ts';
import type { CoverageGap } from '../model/facts.ts';

/** The gaps that a report's own facts have, and those that no fact has: sources and records that could not be read. */
export function gapsOf({ facts, gaps }: Analysis, shown: readonly (keyof FactMap)[]): readonly CoverageGap[] {
  const idsOf = (names: readonly (keyof FactMap)[]): Set<string> =>
    new Set(names.flatMap((name) => facts[name].gaps.map(({ id }) => id)));
  const own = idsOf(shown);
  const others = idsOf((Object.keys(facts) as (keyof FactMap)[]).filter((name) => !shown.includes(name)));
  return gaps.filter(({ id }) => own.has(id) || !others.has(id));
}
