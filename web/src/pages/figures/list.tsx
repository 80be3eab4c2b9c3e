import { useMemo } from 'preact/hooks';
import type { Figure } from '../../../../src/http/contract/figure.ts';
import { Chip, classes, Day, Link, Table, type Column } from '../../ui/index.ts';
import { receiptPath } from './trail.ts';
import { KINDS } from './words.ts';

const columnsOf = (asOf: string): readonly Column<Figure>[] => [
  {
    head: 'Figure',
    names: true,
    cell: ({ id, label }) => (
      <>
        <Link to={receiptPath(id)}>{label}</Link>
        <code class="block font-mono text-xs font-normal wrap-anywhere text-quiet">{id}</code>
      </>
    ),
  },
  {
    head: 'Value',
    end: true,
    cell: (figure) => (
      <>
        <FigureValue figure={figure} end />
        {figure.asOf === asOf ? null : (
          <span class="block text-sm text-quiet">
            on <Day on={figure.asOf} />
          </span>
        )}
      </>
    ),
  },
  { head: 'Rests on', tight: true, cell: ({ kind }) => <Chip>{KINDS[kind]}</Chip> },
];

interface FigureListProps {
  readonly figures: readonly Figure[];
  /** The day of the page: a figure of another day names it. */
  readonly asOf: string;
}

export function FigureList({ figures, asOf }: FigureListProps) {
  const columns = useMemo(() => columnsOf(asOf), [asOf]);
  return <Table caption="Figures" captionHidden columns={columns} rows={figures} rowKey={({ id }) => id} />;
}

interface FigureValueProps {
  readonly figure: Figure;
  /** Stands to the right, as numbers do. */
  readonly end?: boolean;
}

/** The value as reports write it; or that it is not known, and why: it is never zero then. */
export function FigureValue({ figure: { text, value, unknown }, end = false }: FigureValueProps) {
  if (value !== null) return <span class="whitespace-nowrap">{text}</span>;
  return (
    <>
      <span class="font-semibold whitespace-nowrap">{text}</span>
      {unknown === undefined ? null : (
        <span class={classes('block max-w-[36ch] text-sm text-quiet', end && 'sm:ms-auto')}>{unknown}</span>
      )}
    </>
  );
}
