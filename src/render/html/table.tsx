import type { Column, TableRow } from '../../model/report.ts';
import { EMPTY, reasons, tableTexts, type Table } from '../content.ts';
import { tally } from '../locale.ts';
import type { Figures } from '../sentence.ts';
import { INK } from './style.ts';
import { Muted, Note, Outside, unbroken, Words } from './words.tsx';

export interface TableLimits {
  /** Rows shown of one table, totals aside. */
  readonly rows: number;
  /** What to type for the rest. */
  readonly rest: string;
}

function padding(at: number): string {
  return at === 0 ? '6px 0' : '6px 0 6px 14px';
}

interface CellProps {
  readonly row: TableRow;
  readonly text: string;
  readonly at: number;
  readonly column: Column | undefined;
  readonly figures: Figures;
}

function Cell({ row, text, at, column, figures }: CellProps) {
  const value = row.cells[at];
  const line = row.total ? `border-top:2px solid ${INK.muted};font-weight:600` : `border-top:1px solid ${INK.line}`;
  const numeric = column?.align === 'right';
  const style = `padding:${padding(at)};${line}${numeric ? ';white-space:nowrap' : ''}`;
  if (!value) return <td class="l" style={style}></td>;
  const id = value.kind === 'figure' ? value.id : undefined;
  return (
    <td class="l" align={column?.align ?? 'left'} valign="top" style={style} title={id}>
      {value.kind === 'sentence' ? (
        <Words sentence={value.sentence} figures={figures} />
      ) : (
        <Outside text={numeric ? unbroken(text) : text} />
      )}
    </td>
  );
}

function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <tr>
      {columns.map(({ label, align }, at) => (
        <th
          class="m"
          scope="col"
          align={align}
          valign="bottom"
          style={`padding:${padding(at)};font-size:12px;line-height:16px;font-weight:600;color:${INK.muted}`}
        >
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
          cellpadding="0"
          cellspacing="0"
          style="border-collapse:collapse;font-size:14px;line-height:20px;font-variant-numeric:tabular-nums"
        >
          <thead>
            <Head columns={block.columns} />
          </thead>
          <tbody>
            {rows.map((row, rowAt) => (
              <tr>
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
