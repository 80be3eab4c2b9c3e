import type { EntityHandoffs, HandoffItem, Handoffs, ItemList } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-06: a document says that a task is blocked or overdue, or that a decision waits. One finding a sort and entity. */
export const stuckHandoffs = check({
  id: 'CEO-06',
  role: 'CEO',
  title: 'Work that is stuck',
  why: 'What waits for an answer holds up what comes after it, and nobody else will give the answer.',
  fix: say`Decide it, or give it to someone with a day.`,
  effort: 'hours',
  standard: 'Handoff practice',
  needs: ['handoffs'],
  run({ handoffs }) {
    const { entities } = handoffs;
    const empty = entities.every(({ documents }) => documents.all.documents.length === 0);
    return empty ? 'not-seen' : entities.flatMap((one) => claimsOf(one, handoffs));
  },
});

function claimsOf({ of, overdue, blocked, late }: EntityHandoffs, { patience }: Handoffs): Claim[] {
  const name = quote(of.entity.name);
  const told = (
    subject: string,
    list: ItemList,
    words: (first: HandoffItem) => Sentence,
    evidence: readonly Figure[] = [],
  ): Claim[] => {
    const [first] = list.items;
    if (!first || !list.number.value || isZero(list.number.value)) return [];
    return [
      {
        entity: of.entity.id,
        subject,
        severity: 'medium',
        claim: say`${words(first)} ${mostOf(list, first, subject === 'overdue' ? 'over' : 'so far')}`,
        evidence: [list.number.id, ...(first.days ? [first.days.id] : []), ...evidence.map(({ id }) => id)],
        size: list.number.id,
        ...(first.owner === '' ? {} : { owner: first.owner }),
      },
    ];
  };
  return [
    ...told('overdue', overdue, () => say`${name} has ${overdue.number} past the due day.`),
    ...told('blocked', blocked, () => say`${name} has ${blocked.number} that cannot go on.`),
    ...told(
      'decisions',
      late,
      () => say`${name} has ${late.number} waiting more than ${patience} or past the due day.`,
      [patience],
    ),
  ];
}

/** The oldest of them: what, where, whose, and for how long. */
function mostOf({ items }: ItemList, first: HandoffItem, ageIs: 'over' | 'so far'): Sentence {
  const which = items.length === 1 ? 'It is' : 'The oldest is';
  const age = first.days ? say`, ${first.days} ${ageIs}` : say``;
  const due = first.due === undefined ? say`` : say`, due ${onDate(first.due)}`;
  const owner = first.owner === '' ? say`, without an owner` : say`, of ${quote(first.owner)}`;
  // Mostly the text says it already.
  const told = first.waitsFor === '' || first.text.includes(first.waitsFor);
  const waits = told ? say`` : say`, waiting for ${quote(first.waitsFor)}`;
  return say`${which} ${quote(`“${first.text}”`)} (${quote(`${first.file}:${first.line}`)})${due}${age}${waits}${owner}.`;
}
