import { counted, Table, type Column } from '../../ui/index.ts';
import type { Person } from './choices.ts';

export interface PeopleProps {
  readonly people: readonly Person[];
  readonly blindCopies: readonly string[];
  /** How many reports were chosen. */
  readonly reports: number;
}

/** Who gets it: the number, and who they are when it is opened. */
export function People({ people, blindCopies, reports }: PeopleProps) {
  const reached = people.filter(({ suppressed }) => suppressed === undefined);
  const left = people.length - reached.length;
  return (
    <details class="rounded border border-line bg-sunken px-3 py-1">
      <summary class="min-h-8 py-1.5">
        <strong>{counted(reached.length, 'recipient')}</strong>
        {left > 0 ? `, ${left} more left out` : ''}
        {blindCopies.length > 0 ? `, ${counted(blindCopies.length, 'blind copy', 'blind copies')}` : ''}
      </summary>
      <div class="grid gap-3 py-2">
        {people.length > 0 ? (
          <Table
            caption="Who gets it"
            captionHidden
            columns={reports > 1 ? [...COLUMNS, REPORTS] : COLUMNS}
            rows={people}
            rowKey={({ email }) => email}
          />
        ) : (
          <p>
            Nobody gets this report. Put someone on a list for it in <code class="font-mono">portfolio.yaml</code>.
          </p>
        )}
        {blindCopies.length > 0 ? (
          <p>
            Blind copies of every message: <strong>{blindCopies.join(', ')}</strong>
          </p>
        ) : null}
      </div>
    </details>
  );
}

const COLUMNS: readonly Column<Person>[] = [
  {
    head: 'Address',
    names: true,
    cell: ({ email, name, suppressed }) => (
      <>
        <span class="break-all">{email}</span>
        {name === undefined ? null : <span class="block font-normal text-quiet">{name}</span>}
        {suppressed === undefined ? null : (
          <span class="block font-normal text-bad">Nothing is sent to it: {suppressed}</span>
        )}
      </>
    ),
  },
  { head: 'List', cell: ({ lists }) => lists.join(', ') || '–' },
];

const REPORTS: Column<Person> = { head: 'Reports', end: true, cell: ({ reports }) => reports.length };
