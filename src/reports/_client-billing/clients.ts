import type { Client, EntityClients, Terms } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { onDate, say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, words } from '../_cells.ts';

const MODELS: Readonly<Record<string, string>> = {
  hourly: 'by the hour',
  fixed: 'fixed price',
  retainer: 'retainer',
  value: 'by value',
};

/** Terms of each client, and what they lack. */
export function termsTable({ of: { entity }, clients, records }: EntityClients): Block[] {
  if (!records.has('agreements')) return [];
  return [
    {
      kind: 'table',
      id: `terms-${entity.id}`,
      title: `Terms of clients, ${entity.name}`,
      columns: [...left('Client', 'Agreement', 'Billing model'), ...right('Rate', 'Floor'), ...left('Missing')],
      rows: clients.map(({ name, terms, missing, active }) => ({
        cells: [
          quoted(name),
          agreementCell(terms),
          terms.model === ''
            ? { kind: 'unknown', why: 'the sheet names none' }
            : label(MODELS[terms.model] ?? terms.model),
          priceCell(terms),
          terms.floor ? figure(terms.floor) : label('none'),
          label(active ? missing.join(', ') || 'nothing' : 'no work in twelve months'),
        ],
      })),
      note: say`The newest terms in force count. A fixed or value price needs no rate of an hour, and a retainer only what it brings a month.`,
    },
  ];
}

/** Hours that a price or a retainer pays for are never billed one by one. */
function notHourly({ model }: Terms): CellValue {
  return label(model === 'retainer' ? 'by retainer' : 'by price');
}

function agreementCell({ agreement, ended }: Terms): CellValue {
  if (agreement === '') return label('none');
  return ended ? words(say`ended on ${onDate(ended)}`) : quoted(agreement);
}

function priceCell({ rate, retainer, model }: Terms): CellValue {
  if (rate) return figure(rate);
  if (retainer) return words(say`${retainer} a month`);
  return model === 'fixed' || model === 'value' ? label('by price') : { kind: 'unknown', why: 'no rate is agreed' };
}

/** Hours of twelve months by whether they may be billed, and what is not billed yet. */
export function hoursTable({ of: { entity }, clients, totals, records }: EntityClients): Block[] {
  if (!records.has('time_entries')) return [];
  const { value, unbilledHours, unbilled, unpriced } = totals;
  const without =
    unpriced.value && !isZero(unpriced.value)
      ? say` ${unpriced} are of clients without an agreed rate, and in no amount.`
      : say``;
  return [
    {
      kind: 'table',
      id: `hours-${entity.id}`,
      title: `Hours of twelve months, ${entity.name}`,
      columns: [
        ...left('Client'),
        ...right('Billable', 'Not billable', 'Not said', 'Value at agreed rate', 'Unbilled', 'Unbilled value'),
      ],
      rows: [
        ...clients.map(hoursRow),
        {
          cells: [
            label('All clients'),
            label(''),
            label(''),
            label(''),
            figure(value),
            figure(unbilledHours),
            figure(unbilled),
          ],
          total: true,
        },
      ],
      note: say`Unbilled is billable time older than a month that the sheet says is on no invoice or, where it does not say, that was worked after the client’s last invoice.${without}`,
    },
  ];
}

function hoursRow({ name, terms, hours, unbilled }: Client): TableRow {
  return {
    cells: [
      quoted(name),
      figure(hours?.billable),
      figure(hours?.notBillable),
      figure(hours?.unsaid),
      figure(hours?.value, 'no rate is agreed'),
      unbilled ? figure(unbilled.hours) : notHourly(terms),
      unbilled ? figure(unbilled.value, 'no rate is agreed') : notHourly(terms),
    ],
  };
}

/** What was billed and collected, and what an hour brought. */
export function billingTable({ of: { entity }, clients, totals, records }: EntityClients): Block[] {
  if (!records.has('invoices')) return [];
  const why = 'it needs hours and a rate';
  return [
    {
      kind: 'table',
      id: `billing-${entity.id}`,
      title: `Billing of twelve months, ${entity.name}`,
      columns: [
        ...left('Client'),
        ...right('Billed', 'Collected', 'Outstanding', 'Hours', 'Realisation', 'Effective rate'),
      ],
      rows: [
        ...clients.map(({ name, billing, hours }): TableRow => ({
          cells: [
            quoted(name),
            figure(billing?.billed),
            figure(billing?.collected),
            figure(billing?.ages.open),
            figure(hours?.all),
            figure(billing?.realisation, why),
            figure(billing?.effectiveRate, why),
          ],
        })),
        {
          cells: [
            label('All clients'),
            figure(totals.billed),
            label(''),
            label(''),
            figure(totals.hours),
            figure(totals.realisation),
            figure(totals.effectiveRate),
          ],
          total: true,
        },
      ],
      note: say`Billed is without tax; collected and outstanding are with it. Credit notes are taken off, drafts and void invoices are not counted. Realisation is billed by the billable hours at the agreed rate, the effective rate is billed by all hours.`,
    },
  ];
}
