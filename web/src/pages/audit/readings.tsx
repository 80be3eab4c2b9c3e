import type { Views } from '../../../../src/http/contract/audit.ts';
import { contract, usePages } from '../../api/index.ts';
import { Empty, Instant, Loaded, More, Note, Panel, Table, type Column } from '../../ui/index.ts';
import { dayText } from '../../ui/time-text.ts';
import { readerOf } from './words.ts';

type View = Views['views'][number];

export const READINGS = '/api/audit/views';

const COLUMNS: readonly Column<View>[] = [
  { head: 'When', names: true, cell: ({ at }) => <Instant at={at} /> },
  { head: 'Who', cell: ({ by }) => readerOf(by) },
  { head: 'Report', cell: ({ report }) => report },
  { head: 'As it goes to', cell: ({ reader = 'a first reader' }) => <span class="break-all">{reader}</span> },
  { head: 'As of', tight: true, cell: ({ asOf }) => (/^\d{4}-\d\d-\d\d$/.test(asOf) ? dayText(asOf) : asOf) },
  {
    head: 'Snapshot',
    cell: ({ snapshot }) => (
      <code class="font-mono text-sm" title={snapshot}>
        {snapshot.slice(0, 12)}
      </code>
    ),
  },
];

/** Who read which report in the browser, the latest first. */
export function Readings({ title }: { readonly title: string }) {
  const answer = usePages(READINGS, contract.views, { params: { limit: 10 } });
  return (
    <Panel title={title}>
      <Loaded answer={answer} what="the readings">
        {({ pages }) => {
          const all = pages.flatMap(({ views }) => views);
          const unreadable = pages.flatMap((page) => page.unreadable ?? []);
          return (
            <>
              {unreadable.length === 0 ? null : (
                <Note tone="warning" title="Some readings cannot be read">
                  {unreadable.join(', ')}
                </Note>
              )}
              {all.length === 0 ? (
                <Empty title="Nobody has read a report in the browser">
                  Each reading is put on record here: who read which report, when, and of which day.
                </Empty>
              ) : (
                <Table
                  caption="Readings, the latest first"
                  captionHidden
                  columns={COLUMNS}
                  rows={all}
                  rowKey={({ at, by, report, reader = '' }) => `${at} ${by} ${report} ${reader}`}
                />
              )}
              <More pages={answer} what="readings" />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
