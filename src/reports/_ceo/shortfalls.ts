import type { Finding } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { label, left, quoted, words } from '../_cells.ts';
import type { ReportInput } from '../_report.ts';
import { counted, rollUp, type Named } from './roll-up.ts';
import type { Figure } from '../../model/figure.ts';

/** What stops a business or may end it: shown first, one finding a check. In the order in which it is asked. */
const SHORTFALLS = ['CEO-01', 'CEO-02', 'CEO-03', 'CH-02', 'CLI-01', 'WEB-05', 'CEO-04', 'CEO-07'];

export interface Shortfalls {
  readonly findings: readonly Finding[];
  readonly number: Figure;
  /** What was rolled up into them. */
  readonly parts: readonly Finding[];
  /** Of the same checks, what is neither critical nor high. */
  readonly others: readonly Finding[];
}

const isGrave = ({ severity }: Finding): boolean => severity === 'critical' || severity === 'high';

export function shortfallsOf({ outcomes, book }: ReportInput, named: Named): Shortfalls {
  const ofCheck = SHORTFALLS.map((check) =>
    outcomes.filter((outcome) => outcome.check === check).flatMap((outcome) => outcome.findings),
  );
  const grave = ofCheck.map((findings) => findings.filter(isGrave));
  const findings = grave
    .flatMap((parts) => rollUp(parts, book, 'shortfalls', named) ?? [])
    .toSorted((a, b) => Number(a.severity !== 'critical') - Number(b.severity !== 'critical'));
  return {
    findings,
    number: counted(book, 'group.shortfalls.number', 'Critical shortfalls', 'shortfall', findings.length),
    parts: grave.filter((parts) => parts.length > 1).flat(),
    others: ofCheck.flat().filter((finding) => !isGrave(finding)),
  };
}

export function shortfallsBlock({ findings }: Shortfalls): Block {
  return { kind: 'findings', id: 'shortfalls', title: 'Critical shortfalls', findings };
}

/** Each finding by itself, with the id by which it is answered. */
export function partsTable({ parts }: Shortfalls, named: Named): Block[] {
  if (parts.length === 0) return [];
  const rows = parts.map(({ check, title, entity, claim, id }): TableRow => ({
    cells: [label(`${check} ${title}`), label(named(entity)), words(claim), quoted(id)],
  }));
  const columns = left('Check', 'Business', 'Finding', 'Id');
  const title = 'Critical shortfalls, finding by finding';
  return [{ kind: 'table', id: 'shortfall-parts', title, columns, rows, appendix: true }];
}

/** What the same checks found that can wait; no block without any. */
export function othersBlock({ others }: Shortfalls): Block[] {
  return others.length === 0 ? [] : [{ kind: 'findings', id: 'findings', title: 'What can wait', findings: others }];
}
