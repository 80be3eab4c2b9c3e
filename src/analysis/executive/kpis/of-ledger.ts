import { firstDay, lastDay, type Month } from '../../../core/date.ts';
import type { Figure, Unit } from '../../../model/figure.ts';
import { sqlText } from '../../../model/sql.ts';
import { folded } from '../../audit/required-accounts.ts';
import { count, figureId, money } from '../../ids.ts';
import { between, OF_THE_PERIOD, oneOf } from '../../sql.ts';
import { amountOf, numberOf, type Selection } from '../../sums.ts';
import { monthsOnFile, yearBefore } from '../window.ts';
import type { KpiPlace, Measure } from './kpi.ts';

const PERCENT: Unit = { kind: 'percent' };

/** What was posted in some months to the entity's accounts that `takes` takes; no moves between own accounts. */
function selection({ ground, of }: KpiPlace, months: readonly Month[], takes: (account: string) => boolean): Selection {
  const [first = ground.full] = months;
  const sums = ground.ledger
    .of(of.entity.id)
    .filter(({ account, category }) => takes(account) && category !== 'transfer' && category !== 'opening');
  const accounts = [...new Set(sums.map(({ account }) => account))];
  return {
    sums: sums.filter(({ month }) => months.includes(month)),
    where: [
      `entity = ${sqlText(of.entity.id)}`,
      between(firstDay(first), lastDay(months.at(-1) ?? first)),
      oneOf('account', accounts),
      OF_THE_PERIOD,
    ],
  };
}

const isIncome = (account: string): boolean => account.startsWith('Income:');
const isExpense = (account: string): boolean => account.startsWith('Expenses:');

function sum(place: KpiPlace, name: string, words: string, of: Selection, sign: 1 | -1): Figure {
  const { currency } = place.of;
  return amountOf(
    place.ground,
    { id: figureId(place.id, name), label: `${place.label}: ${words}`, currency },
    of,
    sign,
  );
}

const revenueIn = (place: KpiPlace, months: readonly Month[], name = 'revenue'): Figure =>
  sum(place, name, 'revenue', selection(place, months, isIncome), -1);

/** Undefined where too few months are on file for a share of a year to mean anything. */
const overTheYear =
  (measure: (place: KpiPlace, months: readonly Month[]) => Figure | undefined): Measure =>
  (place) => {
    const months = monthsOnFile(place.ground, place.of);
    return months.length === 0 ? undefined : measure(place, months);
  };

export const operatingMargin = overTheYear((place, months) => {
  const { book } = place.ground;
  const revenue = revenueIn(place, months);
  const expenses = sum(place, 'expenses', 'operating expenses', selection(place, months, isExpense), 1);
  const id = figureId(place.id, 'net');
  const net = book.formula(id, `${place.label}: net`, revenue.unit, 'difference', [revenue, expenses], {
    text: 'revenue − operating expenses',
  });
  return book.formula(place.id, place.label, PERCENT, 'percent', [net, revenue], { text: 'net ÷ revenue' });
});

/** Against the twelve months before: all twenty-four must be on file. */
export const growth = overTheYear((place, months) => {
  const before = yearBefore(place.ground, place.of);
  if (before.length === 0) return undefined;
  const { book } = place.ground;
  const revenue = revenueIn(place, months);
  const earlier = revenueIn(place, before, 'before');
  const id = figureId(place.id, 'rise');
  const rise = book.formula(id, `${place.label}: rise`, revenue.unit, 'difference', [revenue, earlier], {
    text: 'revenue − revenue of the twelve months before',
  });
  return book.formula(place.id, place.label, PERCENT, 'percent', [rise, earlier], {
    text: 'rise ÷ revenue of the twelve months before',
  });
});

/** The share of revenue that one kind of cost takes, by words in the names of accounts. */
export const costShare = (words: RegExp): Measure =>
  overTheYear((place, months) => {
    const cost = costIn(place, months, words);
    if (!cost) return undefined;
    const text = 'cost ÷ revenue';
    return place.ground.book.formula(place.id, place.label, PERCENT, 'percent', [cost, revenueIn(place, months)], {
      text,
    });
  });

/** One kind of cost for each sale. */
export const costOfASale = (words: RegExp): Measure =>
  overTheYear((place, months) => {
    const cost = costIn(place, months, words);
    if (!cost) return undefined;
    return each(place, cost, salesIn(place, months), 'cost ÷ sales');
  });

export const averageSale = overTheYear((place, months) => {
  const sales = selection(place, months, streamAccounts(place));
  return each(place, sum(place, 'value', 'revenue of sales', sales, -1), salesIn(place, months), 'revenue ÷ sales');
});

export const salesAMonth = overTheYear((place, months) => {
  const { book } = place.ground;
  const of = place.of.entity.revenue.find(({ unit }) => unit !== undefined)?.unit ?? 'sale';
  const each = months.map((month) => {
    const named = { id: figureId(place.id, month), label: `${place.label}, ${month}`, of };
    return numberOf(place.ground, named, selection(place, [month], streamAccounts(place)), 'credits');
  });
  return book.formula(place.id, place.label, count(of), 'mean', each, { text: 'mean of the full months', digits: 1 });
});

/** The largest stream's share of what all declared streams brought. */
export const largestStream = overTheYear((place, months) => {
  const streams = place.of.entity.revenue;
  if (streams.length < 2) return undefined;
  const revenue = streams.map(({ id, account }) =>
    sum(
      place,
      figureId('stream', id),
      id,
      selection(place, months, (one) => one === account),
      -1,
    ),
  );
  if (revenue.some(({ value }) => value === undefined)) return undefined;
  const { book } = place.ground;
  const unit = money(place.of.currency);
  const all = book.formula(figureId(place.id, 'all'), `${place.label}: all streams`, unit, 'sum', revenue, {
    text: 'sum of the streams',
  });
  const largest = book.formula(figureId(place.id, 'largest'), `${place.label}: the largest`, unit, 'maximum', revenue, {
    text: 'the largest of the streams',
  });
  return book.formula(place.id, place.label, PERCENT, 'percent', [largest, all], {
    text: 'largest stream ÷ all streams',
  });
});

const streamAccounts =
  ({ of }: KpiPlace) =>
  (account: string): boolean =>
    of.entity.revenue.some((stream) => stream.account === account);

/** Money in on the accounts of the streams: each posting is a sale. */
function salesIn(place: KpiPlace, months: readonly Month[]): Figure {
  const named = { id: figureId(place.id, 'sales'), label: `${place.label}: sales`, of: 'sale' };
  return numberOf(place.ground, named, selection(place, months, streamAccounts(place)), 'credits');
}

function costIn(place: KpiPlace, months: readonly Month[], words: RegExp): Figure | undefined {
  const found = selection(place, months, (account) => isExpense(account) && words.test(folded(account)));
  return found.sums.length === 0 ? undefined : sum(place, 'cost', 'cost', found, 1);
}

function each({ ground, of, id, label }: KpiPlace, amount: Figure, number: Figure, text: string): Figure {
  return ground.book.formula(id, label, money(of.currency), 'quotient', [amount, number], { text });
}
