import type { FactMap, RuleState } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen, words } from '../_cells.ts';

const STATES = { holds: 'Holds', broken: 'Broken', 'not-known': 'Not known' } as const;

/** The owner's rules: what each asks for, what is, and whether it holds. */
export function rulesTable({ ownerRules }: FactMap): Block {
  return whenSeen(ownerRules, 'rules', 'The owner’s rules', ({ rules }) => ({
    kind: 'table',
    id: 'rules',
    title: 'The owner’s rules',
    columns: [...left('Rule', 'Figure'), ...right('Value', 'Limit'), ...left('State')],
    rows: rules.map(row),
  }));
}

function row(rule: RuleState): TableRow {
  const limit: Sentence = [
    ...(rule.atLeast ? say`at least ${rule.atLeast}` : []),
    ...(rule.atLeast && rule.atMost ? say`, ` : []),
    ...(rule.atMost ? say`at most ${rule.atMost}` : []),
  ];
  return {
    cells: [
      quoted(rule.rule.rule),
      quoted(rule.figure?.label ?? rule.rule.figure),
      rule.state === 'holds' && rule.note !== undefined
        ? words(say`${quote(rule.note)}`)
        : figure(rule.figure, rule.note),
      limit.length > 0 ? words(limit) : { kind: 'unknown', why: 'no figure to set it against' },
      label(STATES[rule.state]),
    ],
  };
}
