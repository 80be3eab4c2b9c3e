import type { Since } from '../../api/contract.ts';
import { FigureLink, Panel, Table, type Column } from '../../ui/index.ts';
import { WHY } from './words.ts';

type Figure = Since['incomparable'][number];

/** Figures that cannot be compared, and why; nothing where all can. */
export function Incomparable({ figures }: { readonly figures: readonly Figure[] }) {
  if (figures.length === 0) return null;
  return (
    <Panel title="What cannot be compared">
      <Table
        caption="Figures that cannot be compared, and why"
        captionHidden
        columns={COLUMNS}
        rows={figures}
        rowKey={keyOf}
      />
    </Panel>
  );
}

const keyOf = ({ figure }: Figure): string => figure.id;

const COLUMNS: readonly Column<Figure>[] = [
  { head: 'Figure', names: true, cell: ({ figure }) => figure.label },
  { head: 'Now', end: true, tight: true, cell: ({ figure }) => <FigureLink figure={figure} /> },
  { head: 'Why not', cell: ({ why }) => WHY[why] },
];
