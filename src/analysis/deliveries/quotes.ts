import { daysBetween, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { money } from '../ids.ts';
import { keysOf } from './names.ts';
import { dayIn, isIn, numberIn, wordsIn, yearTo, type SheetRecord } from './records.ts';
import { daysIn, daysSql, deliveryId, moneyIn, numberOf, sumOf, type Work } from './receipts.ts';

/** A quote that its customer has not decided on. */
export interface OpenQuote {
  /** Part of its figures' ids, and of the findings about it. */
  readonly key: string;
  readonly name: string;
  readonly customer: string;
  readonly subject: string;
  readonly sent: IsoDate | undefined;
  readonly validUntil: IsoDate | undefined;
  /** It is not valid any more, though nobody has closed it. */
  readonly isOver: boolean;
  readonly followedUp: IsoDate | undefined;
  /** The customer has answered, though nothing is decided. */
  readonly answered: boolean;
  readonly value: Figure;
  /** Days since it was sent. */
  readonly age: Figure;
  /** Days since it was sent or the customer was last spoken to. */
  readonly silence: Figure;
}

/** What became of the quotes decided in the year that ends with the day: won ÷ (won + lost + expired). */
export interface WinRate {
  readonly won: Figure;
  readonly decided: Figure;
  readonly rate: Figure;
  readonly wonValue: Figure;
  readonly decidedValue: Figure;
  readonly byValue: Figure;
}

export interface Quotes {
  /** Records of the sheet. */
  readonly records: Figure;
  readonly open: Figure;
  readonly openValue: Figure;
  /** The oldest first. */
  readonly list: readonly OpenQuote[];
  readonly winRate: WinRate;
  /** Open or decided quotes whose amount is not said, or is in another currency: no sum has them. */
  readonly unpriced: readonly string[];
  /** Decided quotes without a day: no rate has them. */
  readonly undated: readonly string[];
}

/** The pipeline of quotes as of the day, and the win rate of the year before it. */
export function quotesOf(work: Work, records: readonly SheetRecord[]): Quotes {
  const { asOf } = work.ground;
  const keys = keysOf(records.map(nameOf));
  const keyOf = new Map(records.map((record, at) => [record, keys[at] ?? '']));
  const open = records.filter((record) => isOpen(record, asOf));
  const decided = records.filter((record) => isDecided(record, asOf));
  const inYear = decided.filter((record) => isWithin(dayOfDecision(record), yearTo(asOf)));
  return {
    records: all(work, records),
    open: numberOf(
      work,
      { id: deliveryId(work, 'quotes', 'open'), label: named(work, 'open quotes'), of: 'quote' },
      'quotes',
      open,
    ),
    openValue: openValueOf(work, open),
    list: open
      .toSorted((a, b) => ((dayIn(a, 'sent') ?? '') < (dayIn(b, 'sent') ?? '') ? -1 : 1))
      .map((record) => openQuote(work, record, keyOf.get(record) ?? '')),
    winRate: winRateOf(work, inYear),
    unpriced: [...open, ...inYear].filter((record) => !isPriced(work, record)).map(nameOf),
    undated: decided.filter((record) => dayOfDecision(record) === undefined).map(nameOf),
  };
}

const named = ({ of }: Work, what: string): string => `${of.entity.name}, ${what}`;

function all(work: Work, records: readonly SheetRecord[]): Figure {
  const id = deliveryId(work, 'quotes', 'records');
  return numberOf(work, { id, label: named(work, 'quotes on file'), of: 'quote' }, 'quotes', records, true);
}

/** The sum of those that have a value here; where there are quotes and none has one, it is not known. */
function openValueOf(work: Work, open: readonly SheetRecord[]): Figure {
  const priced = open.filter((record) => isPriced(work, record));
  const [id, label] = [deliveryId(work, 'quotes', 'open-value'), named(work, 'value of the open quotes')];
  if (priced.length > 0 || open.length === 0) return sumOf(work, { id, label }, 'quotes', priced, 'amount');
  const why = `no open quote has a value in ${work.of.currency}`;
  return work.ground.book.unknown(id, label, money(work.of.currency), why);
}

function nameOf(record: SheetRecord): string {
  const words = [wordsIn(record, 'customer'), wordsIn(record, 'subject')].filter(Boolean).join(', ');
  return wordsIn(record, 'reference') || words || 'a quote without a name';
}

function isPriced({ of }: Work, record: SheetRecord): boolean {
  return numberIn(record, 'amount') !== undefined && isIn(record, of.currency);
}

const DECISIONS = ['won', 'lost', 'expired'];

/** Sent by the day, and not decided then: an answer that came later is not known yet. */
function isOpen(record: SheetRecord, asOf: IsoDate): boolean {
  if ((dayIn(record, 'sent') ?? '') > asOf) return false;
  return !DECISIONS.includes(wordsIn(record, 'status')) || (dayIn(record, 'answered') ?? '') > asOf;
}

function isDecided(record: SheetRecord, asOf: IsoDate): boolean {
  return DECISIONS.includes(wordsIn(record, 'status')) && !isOpen(record, asOf);
}

/** The answer's day; of a quote that ran out the last day that it held; else the day that it was sent. */
function dayOfDecision(record: SheetRecord): IsoDate | undefined {
  const ranOut = wordsIn(record, 'status') === 'expired' ? dayIn(record, 'valid_until') : undefined;
  return dayIn(record, 'answered') ?? ranOut ?? dayIn(record, 'sent');
}

function isWithin(day: IsoDate | undefined, { from, to }: { readonly from: IsoDate; readonly to: IsoDate }): boolean {
  return day !== undefined && day >= from && day <= to;
}

function openQuote(work: Work, record: SheetRecord, key: string): OpenQuote {
  const { asOf } = work.ground;
  const id = (part: string): string => deliveryId(work, 'quote', key, part);
  const label = (what: string): string => named(work, `quote ${nameOf(record)}: ${what}`);
  const sent = dayIn(record, 'sent');
  const touched = dayIn(record, 'followed_up');
  const followedUp = touched !== undefined && touched <= asOf ? touched : undefined;
  const last = followedUp !== undefined && followedUp > (sent ?? '') ? 'followed_up' : 'sent';
  const since = (part: string, what: string, column: 'sent' | 'followed_up'): Figure => {
    const from = dayIn(record, column);
    const days = from === undefined ? undefined : daysBetween(from, asOf);
    const amount = daysSql(column, sqlDate(asOf));
    return daysIn(work, { id: id(part), label: label(what) }, 'quotes', record, { amount, days });
  };
  return {
    key,
    name: nameOf(record),
    customer: wordsIn(record, 'customer'),
    subject: wordsIn(record, 'subject'),
    sent,
    validUntil: dayIn(record, 'valid_until'),
    isOver: (dayIn(record, 'valid_until') ?? '~') < asOf,
    followedUp,
    answered: (dayIn(record, 'answered') ?? '~') <= asOf,
    value: moneyIn(work, { id: id('value'), label: label('value') }, 'quotes', record, 'amount'),
    age: since('age', 'days since it was sent', 'sent'),
    silence: since('silence', 'days since the last contact', last),
  };
}

function winRateOf(work: Work, decided: readonly SheetRecord[]): WinRate {
  const won = decided.filter((record) => wordsIn(record, 'status') === 'won');
  const count = (part: string, what: string, of: readonly SheetRecord[]): Figure =>
    numberOf(
      work,
      { id: deliveryId(work, 'quotes', part), label: named(work, `${what}, twelve months`), of: 'quote' },
      'quotes',
      of,
    );
  const sum = (part: string, what: string, of: readonly SheetRecord[]): Figure =>
    sumOf(
      work,
      { id: deliveryId(work, 'quotes', part), label: named(work, `${what}, twelve months`) },
      'quotes',
      of.filter((record) => isPriced(work, record)),
      'amount',
    );
  const rate = (id: string, part: Figure, of: Figure, text: string): Figure => {
    const label = named(work, `win rate by ${text}`);
    const unit = { kind: 'percent' } as const;
    if (of.value?.mantissa === 0n)
      return work.ground.book.unknown(id, label, unit, `no quote with a ${text} was decided in the twelve months`);
    return work.ground.book.formula(id, label, unit, 'percent', [part, of], { text: `won ÷ decided, by ${text}` });
  };
  const numbers = { won: count('won', 'quotes won', won), decided: count('decided', 'quotes decided', decided) };
  const values = {
    wonValue: sum('won-value', 'value of quotes won', won),
    decidedValue: sum('decided-value', 'value of quotes decided', decided),
  };
  return {
    ...numbers,
    ...values,
    rate: rate(deliveryId(work, 'win-rate'), numbers.won, numbers.decided, 'number'),
    byValue: rate(deliveryId(work, 'win-rate', 'by-value'), values.wonValue, values.decidedValue, 'value'),
  };
}
