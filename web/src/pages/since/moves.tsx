import type { Since } from '../../api/contract.ts';
import { counted, dayText, Empty, FigureLink, Panel, Table, type Column } from '../../ui/index.ts';

type Move = Since['moves'][number];

/** Figures that moved. What the sources now say of the days before stands apart from what came after. */
export function Moves({ since: { moves, compared }, last }: { readonly since: Since; readonly last: string }) {
  return (
    <Panel title="Figures that moved" aside={<p class="text-sm text-quiet">{counted(compared, 'figure')} compared</p>}>
      {moves.length === 0 ? (
        <Empty title="No figure moved">
          {compared === 0
            ? 'There was none that could be compared.'
            : `Each of ${counted(compared, 'figure')} is what it was on ${dayText(last)}, to the last digit.`}
        </Empty>
      ) : (
        <>
          <p class="max-w-[68ch] text-quiet">
            Then + restated + new activity = now. <em>Restated</em> is what today’s sources say otherwise of the days up
            to {dayText(last)}; <em>new activity</em> is what came after.
          </p>
          <Table caption="Figures that moved, and why" captionHidden columns={COLUMNS} rows={moves} rowKey={keyOf} />
        </>
      )}
    </Panel>
  );
}

const keyOf = ({ figure }: Move): string => figure.id;

const COLUMNS: readonly Column<Move>[] = [
  { head: 'Figure', names: true, cell: ({ figure }) => figure.label },
  { head: 'Then', end: true, tight: true, cell: ({ before }) => <FigureLink figure={before} /> },
  { head: '+ Restated', end: true, tight: true, cell: ({ restated }) => <FigureLink figure={restated} /> },
  { head: '+ New activity', end: true, tight: true, cell: ({ activity }) => <FigureLink figure={activity} /> },
  { head: '= Now', end: true, tight: true, cell: ({ figure }) => <FigureLink figure={figure} /> },
  {
    head: 'Change',
    end: true,
    tight: true,
    cell: ({ change }) =>
      change === undefined ? <span class="text-quiet">not known</span> : <FigureLink figure={change} />,
  },
];
