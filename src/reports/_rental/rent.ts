import type { FactMap, Rental, RentalProperty, TenancyRent } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';
import { orNone, place } from './place.ts';

/** Rent due against rent received, lease by lease. */
export function rentTable({ rental }: FactMap): Block {
  return whenSeen(rental, 'rent', 'Rent due and received', (seen) => {
    const rows = seen.properties.flatMap((property) =>
      (property.rent?.tenancies ?? []).map((one) => rentRow(seen, property, one)),
    );
    if (rows.length === 0)
      return { kind: 'prose', id: 'rent', title: 'Rent due and received', sentences: seen.properties.map(whyNot) };
    return {
      kind: 'table',
      id: 'rent',
      title: 'Rent due and received',
      columns: [...left('Unit', 'Tenant', 'Counted from'), ...right('Due', 'Received', 'Overdue')],
      rows,
      note: [
        ...say`Rent counts as due when its days of grace are over; what came is on the accounts of the revenue streams.`,
        ...seen.properties.flatMap(unmatched),
      ],
    };
  });
}

const whyNot = ({ headlines }: RentalProperty): Sentence =>
  say`Not known: ${quote(headlines.delinquent.unknown ?? headlines.delinquent.label)}.`;

function unmatched({ rent }: RentalProperty): Sentence {
  return rent?.unmatched
    ? say` ${rent.unmatched} came from payees who name no tenant on file, and is no tenant’s here.`
    : say``;
}

function rentRow(seen: Rental, property: RentalProperty, one: TenancyRent): TableRow {
  const { tenancy, since, due, received, delinquent } = one;
  return {
    cells: [
      place(seen, property, tenancy.unit),
      orNone(tenancy.tenant, 'not named'),
      since === undefined ? label('') : { kind: 'date', date: since },
      figure(due),
      figure(received),
      figure(delinquent),
    ],
  };
}

/** What is overdue by age; only where something is. */
export function overdueTable({ rental }: FactMap): Block[] {
  const { value } = rental;
  if (!value) return [];
  const late = value.properties.flatMap((property) =>
    (property.rent?.tenancies ?? []).filter(({ unpaid }) => unpaid.length > 0).map((one) => ({ property, one })),
  );
  if (late.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'overdue',
      title: 'Rent overdue by age',
      columns: [...left('Unit', 'Tenant'), ...right('To 30 days', '31–60', '61–90', 'Over 90', 'Overdue')],
      rows: late.map(({ property, one }) => ({
        cells: [
          place(value, property, one.tenancy.unit),
          orNone(one.tenancy.tenant, 'not named'),
          aged(one.ages.get('0-30')),
          aged(one.ages.get('31-60')),
          aged(one.ages.get('61-90')),
          aged(one.ages.get('over-90')),
          figure(one.delinquent),
        ],
      })),
      note: say`Days since the rent was due. Payments go to the oldest rent first, so what is open lies on the latest ones.`,
    },
  ];
}

const aged = (of: Figure | undefined): CellValue => (of ? figure(of) : label('–'));

/** Deposits that tenants gave against what the books hold for them. */
export function depositsTable({ rental }: FactMap): Block {
  return whenSeen(rental, 'deposits', 'Deposits held', (seen) => {
    const rows = seen.properties.flatMap((property): TableRow[] => {
      const { deposits, of } = property;
      if (!deposits) return [];
      const sum = (name: string, figure_: Figure, total = false): TableRow => ({
        cells: [label(of.entity.name), label(name), figure(figure_)],
        ...(total ? { total } : {}),
      });
      const accounts = deposits.accounts.length === 0 ? 'no liability account' : deposits.accounts.join(', ');
      return [
        ...deposits.tenants.map(({ tenancy, deposit }) => ({
          cells: [place(seen, property, tenancy.unit), orNone(tenancy.tenant, 'not named'), figure(deposit)],
        })),
        sum(`Held: ${accounts}`, deposits.held),
        sum('Not held', deposits.shortfall, true),
      ];
    });
    if (rows.length === 0)
      return {
        kind: 'prose',
        id: 'deposits',
        title: 'Deposits held',
        sentences: [say`Not known: no lease on file says its deposit.`],
      };
    return {
      kind: 'table',
      id: 'deposits',
      title: 'Deposits held',
      columns: [...left('Unit', 'Tenant or account'), ...right('Amount')],
      rows,
      note: say`Not held is what the leases in force say less the balance of the liability accounts; below zero, more is held than they say.`,
    };
  });
}
