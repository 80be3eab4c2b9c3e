import { Empty, LinkButton } from '../../ui/index.ts';

export interface FirstReportProps {
  readonly title: string;
  readonly type: string;
}

/** There is nothing to compare with, and how that comes. */
export function FirstReport({ title, type }: FirstReportProps) {
  if (type === '')
    return <Empty title="There is no report">The portfolio has none that could be compared with an earlier one.</Empty>;
  return (
    <Empty title="Nothing to compare with yet" command={`quarterdeck send ${type}`}>
      <p>
        No “{title}” has gone out to this reader yet that today’s numbers could be compared with. Each one that is sent
        is put on record as it was: its figures, its findings, its rows. From then on, this page shows what changed.
      </p>
      <div class="no-print pt-3">
        <LinkButton to="/" kind="primary">
          Send a report
        </LinkButton>
      </div>
    </Empty>
  );
}
