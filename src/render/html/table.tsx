import type { Column, TableRow } from '../../model/report.ts';
import { EMPTY, reasons, tableTexts, type Table } from '../content.ts';
import { tally } from '../locale.ts';
import type { Figures } from '../sentence.ts';
import { INK } from './style.ts';
import { Muted, Note, Outside, Words } from './words.tsx';

export interface TableLimits {
  /** Rows shown of one table, totals aside. */
  readonly rows: number;
  /** What to type for the rest. */
  readonly rest: string;
}

interface CellProps {
  readonly row: TableRow;
  readonly text: string;
  readonly at: number;
  readonly column: Column;
  readonly figures: Figures;
}

/** A number has its row's alignment and its table's style: what stands here is written a thousand times. */
function Cell({ row, text, at, column, figures }: CellProps) {
  const value = row.cells[at];
  const left = column.align === 'left' ? ({ align: 'left', style: 'white-space:normal' } as const) : {};
  if (value?.kind === 'sentence') {
    return (
      <td {...left}>
        <Words sentence={value.sentence} figures={figures} />
      </td>
    );
  }
  return (
    <td {...left} title={value?.kind === 'figure' ? value.id : undefined}>
      <Outside text={text} />
    </td>
  );
}

function lineAbove(total: boolean | undefined): string {
  return total === true ? `border-top:2px solid ${INK.muted};font-weight:600` : `border-top:1px solid ${INK.line}`;
}

function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <tr valign="bottom" class="m" style={`font-size:12px;line-height:16px;color:${INK.muted}`}>
      {columns.map(({ label, align }) => (
        <th scope="col" align={align} style="font-weight:600;white-space:normal">
          <Outside text={label} />
        </th>
      ))}
    </tr>
  );
}

/** The first rows up to the limit, and every total. */
function shownRows(rows: readonly TableRow[], limit: number): readonly TableRow[] {
  let seen = 0;
  return rows.filter(({ total }) => total === true || (seen += 1) <= limit);
}

interface DataTableProps {
  readonly block: Table;
  readonly figures: Figures;
  readonly limits: TableLimits;
}

export function DataTable({ block, figures, limits }: DataTableProps) {
  const rows = shownRows(block.rows, limits.rows);
  const left = block.rows.length - rows.length;
  const texts = tableTexts({ ...block, rows }, figures);
  const why = reasons({ ...block, rows }, figures);
  return (
    <>
      {/* A wide table scrolls by itself on a phone, so that the page need not. */}
      <div style="overflow-x:auto">
        <table
          class="n"
          width="100%"
          cellpadding="5"
          cellspacing="0"
          style="border-collapse:collapse;font-size:14px;line-height:20px;font-variant-numeric:tabular-nums;white-space:nowrap"
        >
          <thead>
            <Head columns={block.columns} />
          </thead>
          <tbody>
            {rows.map((row, rowAt) => (
              <tr class="l" align="right" valign="top" style={lineAbove(row.total)}>
                {block.columns.map((column, at) => (
                  <Cell row={row} text={texts[rowAt]?.[at] ?? ''} at={at} column={column} figures={figures} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {block.rows.length === 0 ? <Muted text={EMPTY.table} /> : ''}
      {left > 0 ? <Muted text={`${tally(left, 'more row')}: ${limits.rest}`} /> : ''}
      {why.map((text) => (
        <Muted text={`Not known: ${text}`} />
      ))}
      <Note sentence={block.note} figures={figures} />
    </>
  );
}
