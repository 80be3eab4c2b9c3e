import type { FactMap, LeaseEnd, Rental, RentalProperty } from '../../analysis/index.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';
import { orNone, place } from './place.ts';

const WINDOWS = { 0: 'Ended', 60: 'Within 60 days', 90: 'Within 90 days', 180: 'Within 180 days' } as const;
const RENEWALS: Readonly<Record<string, string>> = {
  offered: 'Offered',
  signed: 'Signed',
  declined: 'Declined',
  'month-to-month': 'By the month',
};

/** Leases in force, the first to end first. */
export function leaseCalendar({ rental }: FactMap): Block {
  const title = 'Lease calendar';
  return whenSeen(rental, 'lease-calendar', title, (seen) => {
    const rows = seen.properties.flatMap((property) =>
      (property.calendar ?? []).map((end) => leaseRow(seen, property, end)),
    );
    if (rows.length === 0)
      return { kind: 'prose', id: 'lease-calendar', title, sentences: [say`Not known: no lease in force is on file.`] };
    return {
      kind: 'table',
      id: 'lease-calendar',
      title,
      columns: [...left('Unit', 'Tenant', 'Began', 'Ends'), ...right('Days left'), ...left('When', 'Renewal')],
      rows,
      note: say`A lease with “Ended” has run out while its tenant is still in the unit.`,
    };
  });
}

function leaseRow(seen: Rental, property: RentalProperty, end: LeaseEnd): TableRow {
  const { tenancy, starts, ends, days, within, renewal, settled } = end;
  const began: CellValue =
    starts === undefined ? { kind: 'unknown', why: 'the sheet does not say' } : { kind: 'date', date: starts };
  const next = settled && ends !== undefined ? 'Another lease follows' : '–';
  return {
    cells: [
      place(seen, property, tenancy.unit),
      orNone(tenancy.tenant, 'not named'),
      began,
      ends === undefined ? label('Until notice') : { kind: 'date', date: ends },
      days ? figure(days) : label('–'),
      label(within === undefined ? 'Later' : WINDOWS[within]),
      label(RENEWALS[renewal] ?? next),
    ],
  };
}
