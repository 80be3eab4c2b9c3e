import type { Explanation, Figure } from '../../../../src/http/contract/figure.ts';
import { Button, CopyButton, count, counted, Note, Panel, Table, type Column } from '../../ui/index.ts';
import { accounting } from './amounts.ts';
import { Place } from './place.tsx';
import { filesOf, summed, type SourceFile } from './sum.ts';
import { amountHead, explainCommand } from './words.ts';

type RowsReceipt = Extract<Explanation['receipt'], { kind: 'rows' }>;
type Row = RowsReceipt['rows'][number];

export interface MoreRows {
  readonly isFetching: boolean;
  /** None when the page shows as many as it ever does. */
  readonly onMore?: () => void;
}

interface RowsProps extends MoreRows {
  readonly figure: Figure;
  readonly receipt: RowsReceipt;
}

/** The rows that a figure is the sum of, down to file and line, and how they lead to it. */
export function Rows({ figure, receipt, onMore, isFetching }: RowsProps) {
  const { rows, rowCount, measure, query } = receipt;
  const { lines, addsUp } = summed(figure.value, receipt);
  const isPart = rows.length < rowCount;
  const title = isPart ? `First ${count(rows.length)} of ${counted(rowCount, 'row')}` : counted(rowCount, 'row');
  return (
    <>
      <Panel title={title}>
        {rowCount === 0 ? (
          <p>No row of the sources is of this kind.</p>
        ) : (
          <Table
            caption={title}
            captionHidden
            columns={columnsOf(figure.unit, measure)}
            rows={rows}
            rowKey={keyOf(rows)}
            foot={lines.map(({ label, amount, strong = false }) => ({
              label,
              strong,
              value: measure === 'rows' ? count(Number(amount)) : <Amount amount={amount} />,
            }))}
          />
        )}
        {addsUp === false ? (
          <Note tone="bad" role="alert" title="These rows do not add up to the figure">
            Added up in this page, they give something else. Do not rely on the figure.
          </Note>
        ) : null}
        {isPart ? <MoreOf id={figure.id} {...{ rowCount, isFetching }} {...(onMore ? { onMore } : {})} /> : null}
      </Panel>
      {rows.length === 0 ? null : <Files files={filesOf(rows)} isPart={isPart} />}
      <Panel title="The query">
        <details>
          <summary class="font-semibold text-accent">What was asked of the sources (SQL)</summary>
          <pre class="mt-2 max-w-full rounded bg-sunken p-3 font-mono text-sm break-words whitespace-pre-wrap">
            {query}
          </pre>
          <CopyButton text={query} what="the query" />
        </details>
      </Panel>
    </>
  );
}

function columnsOf(unit: Figure['unit'], measure: RowsReceipt['measure']): readonly Column<Row>[] {
  return [
    {
      head: 'Source',
      names: true,
      cell: ({ file, line }) => <Place path={`${file}:${line}`} />,
    },
    { head: 'Date', tight: true, cell: ({ date }) => date },
    { head: 'Payee', cell: ({ payee }) => payee },
    { head: 'Account', cell: ({ account }) => account },
    { head: amountHead(unit, measure), end: true, tight: true, cell: ({ amount }) => <Amount amount={amount} /> },
  ];
}

/** A line of a file may be in a receipt more than once: one for each of its postings. */
function keyOf(rows: readonly Row[]): (row: Row) => string {
  const places = new Map(rows.map((row, place) => [row, String(place)]));
  return (row) => places.get(row) ?? '';
}

/** Digits stand below digits, with a parenthesis or without. */
function Amount({ amount }: { readonly amount: string }) {
  const { text, below } = accounting(amount);
  return (
    <span class="whitespace-nowrap">
      {below ? <span class="sr-only">minus </span> : null}
      {text}
      {below ? null : (
        <span aria-hidden="true" class="invisible select-none max-sm:hidden">
          )
        </span>
      )}
    </span>
  );
}

interface MoreOfProps extends MoreRows {
  readonly id: string;
  readonly rowCount: number;
}

function MoreOf({ id, rowCount, onMore, isFetching }: MoreOfProps) {
  if (onMore)
    return (
      <div class="no-print">
        <Button busy={isFetching} onClick={onMore}>
          {isFetching ? 'Loading…' : 'Show more rows'}
        </Button>
      </div>
    );
  const command = explainCommand(id, ` --limit ${rowCount}`);
  return (
    <div class="flex flex-wrap items-center gap-2">
      <span>More than a page is good for. All of them:</span>
      <code class="rounded bg-sunken px-2 py-1 font-mono text-sm wrap-anywhere">{command}</code>
      <CopyButton text={command} what="the command" />
    </div>
  );
}

const FILE_COLUMNS: readonly Column<SourceFile>[] = [
  {
    head: 'File',
    names: true,
    cell: ({ file }) => <Place path={file} />,
  },
  { head: 'Rows here', end: true, cell: ({ rows }) => count(rows) },
  {
    head: 'SHA-256',
    cell: ({ file, hash }) => (
      <span class="flex flex-wrap items-center gap-x-2">
        <code class="font-mono text-xs break-all">{hash}</code>
        <CopyButton text={hash} what={`the SHA-256 of ${file}`} />
      </span>
    ),
  },
];

function Files({ files, isPart }: { readonly files: readonly SourceFile[]; readonly isPart: boolean }) {
  return (
    <Panel title={isPart ? 'Files of the rows above' : 'Files'}>
      <Table
        caption="Files, and the hash of what was read"
        captionHidden
        columns={FILE_COLUMNS}
        rows={files}
        rowKey={({ file, hash }) => file + hash}
      />
    </Panel>
  );
}
