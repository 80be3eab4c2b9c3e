import type { DeliveryQuotes, OpenQuote } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, words } from '../_cells.ts';
import { headOf, missing, none, named, type EntityDeliveries } from './entity.ts';

const TITLE = 'Quotes without a decision';

/** Open quotes, the oldest first, and what became of those of twelve months. */
export function quoteBlocks(one: EntityDeliveries): Block[] {
  if (!one.quotes) return [missing(one, 'quotes', TITLE, 'quotes')];
  return [openBlock(one, one.quotes), rateBlock(one, one.quotes)];
}

function openBlock(one: EntityDeliveries, { list, open, openValue }: DeliveryQuotes): Block {
  if (list.length === 0) return none(one, 'quotes', TITLE, 'No quote is open.');
  return {
    kind: 'table',
    ...headOf(one, 'quotes', TITLE),
    columns: [...left('Quote', 'Customer', 'For', 'Valid until', 'Followed up'), ...right('Age', 'Value')],
    rows: [
      ...list.map(rowOf),
      {
        cells: [label('All'), words(say`${open}`), label(''), label(''), label(''), label(''), figure(openValue)],
        total: true,
      },
    ],
  };
}

function rowOf({ name, customer, subject, validUntil, followedUp, isOver, answered, age, value }: OpenQuote): TableRow {
  const valid =
    validUntil === undefined ? say`–` : isOver ? say`${onDate(validUntil)}, over` : say`${onDate(validUntil)}`;
  const spoken = followedUp === undefined ? (answered ? say`answered` : say`–`) : say`${onDate(followedUp)}`;
  return {
    cells: [
      words(say`${quote(name)}`),
      named(customer),
      named(subject),
      words(valid),
      words(spoken),
      figure(age),
      figure(value),
    ],
  };
}

function rateBlock(one: EntityDeliveries, { winRate }: DeliveryQuotes): Block {
  const { won, decided, rate, wonValue, decidedValue, byValue } = winRate;
  return {
    kind: 'table',
    ...headOf(one, 'win-rate', 'Quotes won, twelve months'),
    columns: [...left(''), ...right('Won', 'Decided', 'Win rate')],
    rows: [
      { cells: [label('By number'), figure(won), figure(decided), figure(rate)] },
      { cells: [label('By value'), figure(wonValue), figure(decidedValue), figure(byValue)] },
    ],
    note: say`Decided: won, lost or expired in the twelve months up to the day of the report.`,
  };
}
