import type { ComponentChildren } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { classes } from './classes.ts';
import { useInTurn } from './in-turn.tsx';
import { useScrolls } from './use-scrolls.ts';

export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => ComponentChildren;
  /** Numbers stand to the right. */
  readonly end?: boolean;
  /** Names the row: one column of a table. */
  readonly names?: boolean;
  /** Keeps its words on one line. */
  readonly tight?: boolean;
}

export interface FootLine {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly strong?: boolean;
}

export interface TableProps<R> {
  readonly caption: ComponentChildren;
  /** Said to screen readers only, where a heading above says it already. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Sums below the last column, which its own label names. */
  readonly foot?: readonly FootLine[];
  /** On a phone: a card a row (the usual), or the table as it is, scrolled sideways. */
  readonly narrow?: 'cards' | 'scroll';
}

/** A table with a caption and scopes. Where it is wider than the page it is a region that the keyboard can scroll. */
export function Table<R>(props: TableProps<R>) {
  const { caption, captionHidden = false, columns, rows, rowKey, foot = [], narrow = 'cards' } = props;
  const id = useId();
  const { box, scrolls } = useScrolls();
  const made = useInTurn(rows.length, ROWS);
  return (
    <div
      ref={box}
      class={classes('overflow-x-auto', narrow === 'cards' && 'cards-narrow')}
      {...(scrolls ? { role: 'region', 'aria-labelledby': id, tabIndex: 0 } : {})}
    >
      <table role="table" class="w-full border-collapse text-start">
        <caption id={id} class={captionHidden ? 'sr-only' : 'pb-2 text-start text-lg font-semibold'}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ head, end }) => (
              <th
                key={head}
                role="columnheader"
                scope="col"
                class={classes(
                  'border-b-2 border-line px-2 py-1.5 text-sm font-semibold text-quiet align-bottom first:ps-0 last:pe-0',
                  end ? 'text-end' : 'text-start',
                )}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.slice(0, made).map((row) => (
            <Row key={rowKey(row)} columns={columns} row={row} />
          ))}
        </tbody>
        {foot.length === 0 ? null : <Foot lines={foot} across={columns.length - 1} />}
      </table>
    </div>
  );
}

/** More than a screen has; then a few at a time. */
const ROWS = { first: 8, step: 5 };

/** Drawn again when it changes, and not with every other. */
function Row<R>({ columns, row }: { readonly columns: readonly Column<R>[]; readonly row: R }) {
  return useMemo(
    () => (
      <tr role="row" class="border-b border-line last:border-0">
        {columns.map((column) => (
          <Cell key={column.head} column={column} row={row} />
        ))}
      </tr>
    ),
    [columns, row],
  );
}

/** On a phone the label and the sum stand on one line. */
function Foot({ lines, across }: { readonly lines: readonly FootLine[]; readonly across: number }) {
  return (
    <tfoot role="rowgroup" class="border-t-2 border-line max-sm:block">
      {lines.map(({ label, value, strong = false }) => (
        <tr
          key={label}
          role="row"
          class={classes('max-sm:flex! max-sm:justify-between max-sm:py-0!', strong ? 'font-semibold' : 'font-normal')}
        >
          <th
            role="rowheader"
            scope="row"
            colSpan={across}
            class={classes(FOOT, 'text-start', strong ? 'font-semibold' : 'font-normal')}
          >
            {label}
          </th>
          <td role="cell" class={classes(FOOT, 'text-end whitespace-nowrap')}>
            {value}
          </td>
        </tr>
      ))}
    </tfoot>
  );
}

const FOOT = 'px-2 py-1.5 align-top first:ps-0 last:pe-0';

function Cell<R>({ column, row }: { readonly column: Column<R>; readonly row: R }) {
  const { head, cell, end, names, tight } = column;
  const look = classes(
    'px-2 py-2 align-top first:ps-0 last:pe-0',
    end ? 'text-end' : 'text-start',
    tight && 'whitespace-nowrap',
  );
  return names ? (
    <th role="rowheader" scope="row" class={classes(look, 'font-semibold normal-nums')}>
      {cell(row)}
    </th>
  ) : (
    <td role="cell" data-label={head} class={look}>
      <div>{cell(row)}</div>
    </td>
  );
}
