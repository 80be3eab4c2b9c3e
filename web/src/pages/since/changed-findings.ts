import type { Since } from '../../api/contract.ts';

type Named = Since['resolved'][number];

export interface ChangedFinding extends Named {
  readonly what: string;
  readonly tone: 'bad' | 'good' | 'plain';
  /** It is among today's findings, and can be opened. */
  readonly isThere: boolean;
}

/** In this order: what is worse troubles more than what was not there before. */
const RISEN = [
  { state: 'worse', what: 'Worse' },
  { state: 'new', what: 'New' },
  { state: 'reopened', what: 'Back again' },
  { state: 'persisting', what: 'Still there' },
] as const;

/** Worse, new and back again; then resolved; then those whose checks can no longer see. */
export function findingsThatChanged({ risen, resolved, outOfSight }: Since): readonly ChangedFinding[] {
  return [
    ...RISEN.flatMap(({ state, what }) =>
      risen
        .filter((one) => one.state === state)
        .map(({ state: _state, ...named }) => ({
          ...named,
          what,
          tone: state === 'persisting' ? ('plain' as const) : ('bad' as const),
          isThere: true,
        })),
    ),
    ...resolved.map((named) => ({ ...named, what: 'Resolved', tone: 'good' as const, isThere: false })),
    ...outOfSight.map((named) => ({ ...named, what: 'Out of sight', tone: 'plain' as const, isThere: false })),
  ];
}
