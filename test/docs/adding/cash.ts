import { firstDay, monthOf } from '../../../src/core/date.ts';
import type { Block, Report } from '../../../src/model/report.ts';
import { say } from '../../../src/model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../../../src/reports/_cells.ts';
import { figuresOf } from '../../../src/reports/_figures.ts';
import type { ReportDefinition } from '../../../src/reports/_report.ts';

/** What is in the bank today, by entity. */
export const cash: ReportDefinition = {
  type: 'cash',
  title: 'Cash report',
  kind: 'domain',
  audience: 'whoever pays the bills',
  checks: [],
  looks: [],
  compose({ declared, facts, book, analysis, sources }) {
    const { portfolio } = declared;
    const { value } = analysis.facts.cash;
    const answer = value
      ? say`${value.group.unrestricted} of unrestricted cash.`
      : say`What is in the bank is not known.`;
    const blocks: Block[] = [
      whenSeen(analysis.facts.cash, 'cash', 'Cash by entity', ({ entities, group }) => ({
        kind: 'table',
        id: 'cash',
        title: 'Cash by entity',
        columns: [...left('Entity'), ...right('Cash', 'Unrestricted')],
        rows: [
          ...entities.map((one) => ({
            cells: [label(one.of.entity.name), figure(one.cash), figure(one.unrestricted)],
          })),
          { cells: [label('Group'), figure(group.cash), figure(group.unrestricted)], total: true },
        ],
      })),
      { kind: 'gaps', id: 'coverage', title: 'What could not be seen', gaps: analysis.facts.cash.gaps },
      { kind: 'sources', id: 'sources', title: 'Sources', sources },
    ];
    return {
      type: this.type,
      title: this.title,
      portfolio: portfolio.name,
      audience: this.audience,
      period: { from: firstDay(monthOf(book.asOf)), to: book.asOf },
      asOf: book.asOf,
      timeZone: portfolio.time_zone,
      currency: portfolio.base_currency,
      snapshot: facts.snapshot,
      answer,
      subject: answer,
      blocks,
      figures: figuresOf(book, blocks, [answer]),
    } satisfies Report;
  },
};
