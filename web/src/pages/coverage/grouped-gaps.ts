import type { Coverage } from '../../api/contract.ts';

type Gap = Coverage['gaps'][number];

/** The same thing, missing in one business or several. */
export interface GroupedGap {
  readonly source: string;
  readonly wouldTell: string;
  /** By name. */
  readonly entities: readonly string[];
  /** Whatever suffers in any of them, each once. */
  readonly suffers: readonly string[];
}

/** What is missing in several businesses is one row, in the order in which it first comes. */
export function groupedGaps(gaps: readonly Gap[]): readonly GroupedGap[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.source, gap.wouldTell]);
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { source, wouldTell } = first;
    const entities = [...new Set(group.map(({ entityName }) => entityName))];
    return [{ source, wouldTell, entities, suffers: [...new Set(group.flatMap(({ suffers }) => suffers))] }];
  });
}
