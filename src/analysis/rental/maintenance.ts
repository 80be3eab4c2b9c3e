import { daysBetween, firstDay, lastDay, type IsoDate } from '../../core/date.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { count, distinctSlug, monthsBack } from '../ids.ts';
import { cellsFigure, gapOf, idOf, keysOf, labelOf, numberFigure, plainName, type Scene } from './scene.ts';
import type { TicketRow } from './sheets.ts';

export interface OpenTicket {
  readonly row: TicketRow;
  /** What names it over time: its number, else unit and words. */
  readonly name: string;
  /** Undefined where the sheet does not say when it was opened. */
  readonly days: Figure | undefined;
  readonly daysOpen: number | undefined;
}

export interface UnitRepairs {
  readonly unit: string;
  readonly tickets: Figure;
  readonly cost: Figure;
}

export interface Maintenance {
  readonly rows: Figure;
  /** The oldest first. */
  readonly tickets: readonly OpenTicket[];
  readonly open: Figure;
  /** Twelve full months, by the day on which a ticket was closed, else opened. */
  readonly units: readonly UnitRepairs[];
  readonly cost: Figure;
  /** Closed in these months without a cost. */
  readonly uncosted: Figure;
}

/** Undefined without a log of maintenance. */
export function maintenanceOf(scene: Scene): Maintenance | undefined {
  const { asOf } = scene.ground;
  const { tickets } = scene.sheets;
  if (tickets.length === 0) return undefined;
  const named = (part: string, label: string) => ({
    id: idOf(scene, 'maintenance', part),
    label: labelOf(scene, label),
  });
  const number = (part: string, label: string, rows: readonly TicketRow[]): Figure =>
    numberFigure(scene, { ...named(part, label), of: 'ticket' }, 'maintenance', rows);
  const begun = tickets.filter(({ opened }) => opened === undefined || opened <= asOf);
  const open = begun.filter(({ closed }) => closed === undefined || closed > asOf);
  const done = inWindow(scene, begun);
  return {
    rows: number('rows', 'tickets on file', tickets),
    tickets: openTickets(scene, open),
    open: number('open', 'tickets open', open),
    units: repairs(scene, done),
    cost: costOf(scene, named('cost', 'repairs of 12 months'), done),
    uncosted: number(
      'uncosted',
      'tickets closed without a cost, 12 months',
      done.filter(({ cost, closed }) => cost === undefined && closed !== undefined),
    ),
  };
}

/** Tickets that were closed, or else opened, in the last twelve full months. */
function inWindow({ ground }: Scene, tickets: readonly TicketRow[]): TicketRow[] {
  const [first = ground.full] = monthsBack(ground.full, 12);
  const at = ({ closed, opened }: TicketRow): IsoDate =>
    closed !== undefined && closed <= ground.asOf ? closed : (opened ?? '');
  return tickets.filter((row) => at(row) >= firstDay(first) && at(row) <= lastDay(ground.full));
}

function openTickets(scene: Scene, open: readonly TicketRow[]): OpenTicket[] {
  const { asOf } = scene.ground;
  const names = open.map(({ ticket, unit, description }) => ticket || `${unit} ${description}`.trim());
  const keys = keysOf(names);
  const found = open.map((row, at): OpenTicket => {
    const name = names[at] ?? '';
    const daysOpen = row.opened === undefined ? undefined : daysBetween(row.opened, asOf);
    if (daysOpen === undefined) return { row, name, days: undefined, daysOpen };
    const days = cellsFigure(
      scene,
      {
        id: idOf(scene, 'maintenance.ticket', keys[at] ?? '', 'days'),
        label: labelOf(scene, `ticket ${name}: days open`),
        unit: count('day'),
      },
      { table: 'maintenance', column: `date_diff('day', opened, ${sqlDate(asOf)})` },
      [{ file: row.file, line: row.line, value: BigInt(daysOpen) }],
    );
    return { row, name, days, daysOpen };
  });
  return found.toSorted((a, b) => (b.daysOpen ?? -1) - (a.daysOpen ?? -1));
}

function repairs(scene: Scene, done: readonly TicketRow[]): UnitRepairs[] {
  const units = new Map<string, TicketRow[]>();
  for (const row of done) units.set(plainName(row.unit), [...(units.get(plainName(row.unit)) ?? []), row]);
  return [...units].map(([plain, rows]) => {
    const id = idOf(scene, 'maintenance.unit', distinctSlug(plain));
    const unit = rows[0]?.unit ?? plain;
    const label = labelOf(scene, `${unit || 'no unit'}: repairs of 12 months`);
    return {
      unit,
      tickets: numberFigure(scene, { id: `${id}.tickets`, label, of: 'ticket' }, 'maintenance', rows),
      cost: costOf(scene, { id: `${id}.cost`, label }, rows),
    };
  });
}

function costOf(
  scene: Scene,
  named: { readonly id: string; readonly label: string },
  rows: readonly TicketRow[],
): Figure {
  const cells = rows.flatMap(({ file, line, cost }) => (cost === undefined ? [] : [{ file, line, value: cost }]));
  // Tickets without any cost say nothing of what was paid; no tickets at all cost nothing.
  if (cells.length === 0 && rows.length > 0)
    return scene.ground.book.unknown(named.id, named.label, scene.unit, 'no ticket says what it cost');
  return cellsFigure(scene, named, { table: 'maintenance', column: 'cost' }, cells);
}

/** Tickets of which it is not known how long they have been open. */
export function ticketGaps(scene: Scene, maintenance: Maintenance | undefined): CoverageGap[] {
  const undated = (maintenance?.tickets ?? []).filter(({ days }) => !days).map(({ name }) => name);
  if (undated.length === 0) return [];
  return [
    gapOf(scene, 'maintenance.opened', {
      source: `day on which a ticket was opened: ${undated.join(', ')}`,
      wouldTell: 'how long it has been open',
      suffers: ['RENT-05'],
    }),
  ];
}
