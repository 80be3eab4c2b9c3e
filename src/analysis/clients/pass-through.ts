import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';
import { plainWords } from './names.ts';
import type { Place } from './slice.ts';

/** A row of the sheet of client costs: which charges are a client's to bear. */
export interface ClientCost extends Place {
  readonly entity: string;
  readonly client: string;
  readonly key: string;
  readonly payee: string;
  readonly memo: string;
  readonly item: string;
}

/** A charge that the entity paid; minor units. */
export interface Charge extends Place {
  readonly date: IsoDate;
  readonly payee: string;
  readonly memo: string;
  readonly amount: bigint;
}

/** A line of an invoice that was sent; minor units, without tax. */
export interface BilledLine extends Place {
  readonly date: IsoDate;
  readonly key: string;
  readonly description: string;
  readonly amount: bigint;
}

/** An invoice answers for a charge when it is sent within so many days after it. */
const PASS_ON_DAYS = 60;

/** Whether the row's words are in the charge; a row without words names none. */
function names({ payee, memo }: ClientCost, charge: Charge): boolean {
  const holds = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
  return payee + memo !== '' && holds(charge.payee, payee) && holds(charge.memo, memo);
}

/** The row that a charge falls to: of several that name it the one with the most words of the memo, then of the payee. */
export function costOf(charge: Charge, costs: readonly ClientCost[]): ClientCost | undefined {
  const own = costs.filter((cost) => names(cost, charge));
  return own.toSorted((a, b) => b.memo.length - a.memo.length || b.payee.length - a.payee.length)[0];
}

/** What one client bears under one name. */
export interface PassedOn {
  readonly charges: readonly Charge[];
  /** Lines that answer for some of them. */
  readonly lines: readonly BilledLine[];
  /** Charges that no line answers for, and that none will: their 60 days are over. */
  readonly left: readonly Charge[];
}

/**
 * Which charges were billed on. A line whose description names the item answers for the latest charge of the 60 days
 * before it that no other line answers for and, as far as its amount reaches, for those before that one.
 */
export function passedOn(
  item: string,
  charges: readonly Charge[],
  lines: readonly BilledLine[],
  asOf: IsoDate,
): PassedOn {
  const open = new Set(charges.toSorted((a, b) => (a.date > b.date ? -1 : a.date < b.date ? 1 : 0)));
  const used: BilledLine[] = [];
  const wanted = plainWords(item).join(' ');
  const naming = lines.filter(
    ({ description, amount }) => amount > 0n && plainWords(description).join(' ').includes(wanted),
  );
  for (const line of naming.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    const due = [...open].filter(({ date }) => date <= line.date && daysBetween(date, line.date) <= PASS_ON_DAYS);
    let reach = line.amount;
    due.forEach((charge, at) => {
      if (at > 0 && reach < charge.amount) return;
      reach -= charge.amount;
      open.delete(charge);
    });
    if (due.length > 0) used.push(line);
  }
  const over = addDays(asOf, -PASS_ON_DAYS);
  return { charges, lines: used, left: [...open].filter(({ date }) => date < over).toReversed() };
}
