import type { Column, TableRow } from '../../model/report.ts';
import { EMPTY, namedOnce, reasons, tableTexts, type Table } from '../content.ts';
import { tally } from '../locale.ts';
import type { Figures } from '../sentence.ts';
import { INK } from './style.ts';
import { Muted, Note, Outside, unbroken, Words } from './words.tsx';

export interface TableLimits {
  /** Rows shown of one table, totals aside. */
  readonly rows: number;
  /** What to type for the rest. */
  readonly rest: string;
  /** Whether cells carry their figures' ids: a third of a large table's bytes, and no use on a phone. */
  readonly ids: boolean;
}

interface CellProps {
  readonly row: TableRow;
  readonly text: string;
  readonly at: number;
  readonly column: Column;
  readonly figures: Figures;
  readonly ids: boolean;
}

/** Kinds of cells that stay on one line. */
const ONE_LINE: readonly string[] = ['figure', 'date', 'month', 'unknown'];

/** A number has its row's alignment and its table's style: what stands here is written a thousand times. */
function Cell({ row, text, at, column, figures, ids }: CellProps) {
  const value = row.cells[at];
  const align = column.align === 'left' ? 'left' : undefined;
  if (value?.kind === 'sentence') {
    return (
      <td align={align}>
        <Words sentence={value.sentence} figures={figures} />
      </td>
    );
  }
  return (
    <td align={align} title={ids && value?.kind === 'figure' ? value.id : undefined}>
      <Outside text={value && ONE_LINE.includes(value.kind) ? unbroken(text) : text} />
    </td>
  );
}

/** Only a total's line stands inline: the thin lines between rows come from the style element, and can be missed. */
function Row({ row, children }: { readonly row: TableRow; readonly children: unknown }) {
  const style = row.total === true ? `border-top:2px solid ${INK.muted};font-weight:600` : undefined;
  return (
    <tr align="right" valign="top" style={style}>
      {children}
    </tr>
  );
}

/** Headings of many columns may break within a word: better that than a last column beyond the edge of the mail. */
function Head({ columns }: { readonly columns: readonly Column[] }) {
  const style = columns.length > WIDE ? 'font-weight:600;overflow-wrap:anywhere' : 'font-weight:600';
  return (
    <tr valign="bottom" class="m" style={`font-size:12px;line-height:16px;color:${INK.muted}`}>
      {columns.map(({ label, align }) => (
        <th scope="col" align={align} style={style}>
          <Outside text={label} />
        </th>
      ))}
    </tr>
  );
}

/** Rows beyond the limit that are shown all the same: a line that says "1 more row" takes the room of the row. */
const SPARE = 3;

/** How many of `count` rows are shown under a limit. */
export function shownCount(count: number, limit: number): number {
  return count <= limit + SPARE ? count : limit;
}

/** The first rows up to the limit, and every total. */
function shownRows(rows: readonly TableRow[], limit: number): readonly TableRow[] {
  const most = shownCount(rows.filter(({ total }) => total !== true).length, limit);
  let seen = 0;
  return rows.filter(({ total }) => total === true || (seen += 1) <= most);
}

/** A table of more columns is set smaller. */
const WIDE = 6;

/** Words are never broken within, or narrow columns would stand in shreds. */
const TABLE = 'border-collapse:collapse;line-height:20px;font-variant-numeric:tabular-nums;overflow-wrap:normal';

interface DataTableProps {
  readonly block: Table;
  readonly figures: Figures;
  readonly limits: TableLimits;
}

export function DataTable({ block, figures, limits }: DataTableProps) {
  const rows = namedOnce(shownRows(block.rows, limits.rows));
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
          cellpadding={block.columns.length > WIDE ? 3 : 5}
          cellspacing="0"
          style={`${TABLE};font-size:${block.columns.length > WIDE ? 12 : 14}px`}
        >
          <thead>
            <Head columns={block.columns} />
          </thead>
          <tbody>
            {rows.map((row, rowAt) => (
              <Row row={row}>
                {block.columns.map((column, at) => (
                  <Cell
                    row={row}
                    text={texts[rowAt]?.[at] ?? ''}
                    at={at}
                    column={column}
                    figures={figures}
                    ids={limits.ids}
                  />
                ))}
              </Row>
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
