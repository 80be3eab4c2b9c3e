import type { FactMap, Owing, Receivables } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right } from '../_cells.ts';

/** What customers owe, by days past due, and the days that sales take; only where invoices are on file. */
export function receivablesTable({ receivables }: FactMap): Block[] {
  if (!receivables.value) return [];
  const { entities, group } = receivables.value;
  return [
    {
      kind: 'table',
      id: 'receivables',
      title: 'Receivables by age',
      columns: [...left('Entity'), ...right('Not due', '1–30 days', '31–60 days', '61–90 days', 'Over 90 days', 'All')],
      rows: [
        ...entities.map((one) => ({ cells: [label(one.of.entity.name), ...ages(one)] })),
        ...(group && entities.length > 1 ? [{ cells: [label('Group'), ...ages(group)], total: true }] : []),
      ],
      note: [...say`Days past the due day, of invoices on file.`, ...dsoWords(receivables.value)],
    },
  ];
}

function ages({ current, to30, to60, to90, over90, open }: Owing): CellValue[] {
  return [current, to30, to60, to90, over90, open].map((one) => figure(one));
}

/** Days sales outstanding of each entity that has them. */
function dsoWords({ entities }: Receivables): Sentence {
  const known = entities.filter(({ dso }) => dso.value !== undefined);
  if (known.length === 0) return say` Days sales outstanding are not known.`;
  const each = known.flatMap(({ of, dso }, at) => say`${at > 0 ? ', ' : ''}${quote(of.entity.name)} ${dso}`);
  return say` Days sales outstanding, by what was invoiced in the last quarter: ${each}.`;
}
