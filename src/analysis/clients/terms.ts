import type { IsoDate } from '../../core/date.ts';
import type { Book } from '../../model/book.ts';
import type { Row } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import { figureId, money } from '../ids.ts';
import { integer, text } from '../ledger.ts';
import { clientKey } from './names.ts';
import { atPlaces, type Place } from './slice.ts';

/** One row of the sheet of agreements. Amounts are minor units. */
export interface Agreement extends Place {
  readonly entity: string;
  readonly client: string;
  readonly key: string;
  readonly agreement: string;
  readonly signed: IsoDate;
  readonly ends: IsoDate;
  readonly model: string;
  readonly rate: bigint | undefined;
  readonly retainer: bigint | undefined;
  readonly floor: bigint | undefined;
  readonly currency: string;
}

const AMOUNTS = { rate: 'rate', retainer: 'retainer', floor: 'floor_rate' } as const;
const AMOUNT_WORDS = { rate: 'agreed rate', retainer: 'retainer of a month', floor: 'lowest rate' } as const;

/** What was agreed with a client: of each part the newest row that states it counts. */
export interface Terms {
  /** The agreement's file or title; '' when there is none. */
  readonly agreement: string;
  /** Where no agreement is in force any more: the day the last one ended. */
  readonly ended: IsoDate | undefined;
  /** 'hourly' | 'fixed' | 'retainer' | 'value' | ''. */
  readonly model: string;
  readonly rate: Figure | undefined;
  readonly retainer: Figure | undefined;
  readonly floor: Figure | undefined;
}

export function agreementOf(row: Row): Agreement {
  const amount = (name: string): bigint | undefined =>
    row[name] === null || row[name] === undefined ? undefined : integer(row[name]);
  return {
    file: text(row['file']),
    line: integer(row['line']),
    entity: text(row['entity']),
    client: text(row['client']),
    key: clientKey(text(row['client'])),
    agreement: text(row['agreement']).trim(),
    signed: text(row['signed']).slice(0, 10),
    ends: text(row['ends']).slice(0, 10),
    model: text(row['billing_model']),
    rate: amount(AMOUNTS.rate),
    retainer: amount(AMOUNTS.retainer),
    floor: amount(AMOUNTS.floor),
    currency: text(row['currency']),
  };
}

interface Whose {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly currency: string;
}

/**
 * Terms from the rows of one client. Those in force count, the newest first; where none is in force, the one that ended
 * last. What is signed after the report's day is a plan, and an amount in another currency is left out.
 */
export function termsOf(book: Book, whose: Whose, rows: readonly Agreement[]): Terms {
  const begun = rows.filter(({ signed }) => signed <= book.asOf).toSorted(newestFirst);
  const inForce = begun.filter(({ ends }) => ends === '' || ends >= book.asOf);
  const last = begun.toSorted((a, b) => (a.ends > b.ends ? -1 : a.ends < b.ends ? 1 : 0)).slice(0, 1);
  const counted = inForce.length > 0 ? inForce : last;
  const amount = (part: keyof typeof AMOUNTS): Figure | undefined => amountOf(book, whose, counted, part);
  return {
    agreement: counted.find(({ agreement }) => agreement !== '')?.agreement ?? '',
    ended: inForce.length > 0 ? undefined : last[0]?.ends,
    model: counted.find(({ model }) => model !== '')?.model ?? '',
    rate: amount('rate'),
    retainer: amount('retainer'),
    floor: amount('floor'),
  };
}

function newestFirst(a: Agreement, b: Agreement): number {
  if (a.signed !== b.signed) return a.signed > b.signed ? -1 : 1;
  return a.file === b.file ? Number(b.line - a.line) : a.file < b.file ? -1 : 1;
}

function amountOf(
  book: Book,
  { id, name, entity, currency }: Whose,
  rows: readonly Agreement[],
  part: keyof typeof AMOUNTS,
): Figure | undefined {
  const row = rows.find((one) => one[part] !== undefined && ['', currency].includes(one.currency));
  const amount = row?.[part];
  if (!row || amount === undefined) return undefined;
  const query = `SELECT client AS payee, ${AMOUNTS[part]} AS amount, file, line, source
FROM agreements\nWHERE entity = ${sqlText(entity)} AND ${atPlaces([row])}`;
  return book.rows(
    figureId(id, AMOUNTS[part].replace('_', '-')),
    `${name}, ${AMOUNT_WORDS[part]}`,
    money(currency),
    amount,
    {
      query,
      measure: 'amount',
      sign: 1,
    },
  );
}

/** Models whose hours are paid by the price or the retainer, not one by one. */
export function isHourly({ model }: Terms): boolean {
  return model === 'hourly' || model === '';
}

export type Missing = 'agreement' | 'rate' | 'billing model';

/** Which of agreement, rate and billing model a client lacks; `last` is the last day that work was done. */
export function missingOf(terms: Terms, last: IsoDate | undefined): Missing[] {
  const lapsed = terms.ended !== undefined && last !== undefined && last > terms.ended;
  // A fixed or value price needs no price of an hour; a retainer needs its own.
  const priced = terms.rate ?? (terms.model === 'retainer' ? terms.retainer : undefined);
  const needsRate = terms.model !== 'fixed' && terms.model !== 'value';
  return [
    ...(terms.agreement === '' || lapsed ? (['agreement'] as const) : []),
    ...(needsRate && !priced ? (['rate'] as const) : []),
    ...(terms.model === '' ? (['billing model'] as const) : []),
  ];
}
