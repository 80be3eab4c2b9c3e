import type { Figure } from '../../../../src/http/contract/figure.ts';
import { Chip, Day, Link, Table, type Column } from '../../ui/index.ts';
import { receiptPath } from './trail.ts';
import { KINDS } from './words.ts';

const COLUMNS: readonly Column<Figure>[] = [
  {
    head: 'Figure',
    names: true,
    cell: ({ id, label }) => (
      <>
        <Link to={receiptPath(id)}>{label}</Link>
        <code class="block font-mono text-xs font-normal break-all text-quiet">{id}</code>
      </>
    ),
  },
  { head: 'Value', end: true, cell: (figure) => <FigureValue figure={figure} /> },
  { head: 'As of', tight: true, cell: ({ asOf }) => <Day on={asOf} /> },
  { head: 'Rests on', tight: true, cell: ({ kind }) => <Chip>{KINDS[kind]}</Chip> },
];

export function FigureList({ figures }: { readonly figures: readonly Figure[] }) {
  return <Table caption="Figures" captionHidden columns={COLUMNS} rows={figures} rowKey={({ id }) => id} />;
}

/** The value as reports write it; or that it is not known, and why: it is never zero then. */
export function FigureValue({ figure: { text, value, unknown } }: { readonly figure: Figure }) {
  if (value !== null) return <span class="whitespace-nowrap">{text}</span>;
  return (
    <span>
      <span class="font-semibold whitespace-nowrap">{text}</span>
      {unknown === undefined ? null : <span class="block max-w-[36ch] text-sm text-quiet">{unknown}</span>}
    </span>
  );
}
