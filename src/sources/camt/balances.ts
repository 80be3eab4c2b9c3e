import type { Position, Problem } from '../../core/problem.ts';
import type { StatedBalance } from '../../model/facts.ts';
import { Values } from '../_values.ts';
import { first, textAt, type XmlElement } from '../_xml.ts';
import { shown } from '../_codes.ts';

/** A booked balance with ISO's code for what it is. Available and forward balances are none that movements sum to. */
export interface CamtBalance extends StatedBalance {
  readonly code: 'OPBD' | 'PRCD' | 'ITBD' | 'CLBD';
}

const BOOKED: readonly string[] = ['OPBD', 'PRCD', 'ITBD', 'CLBD'] satisfies CamtBalance['code'][];

function isBooked(code: string): code is CamtBalance['code'] {
  return BOOKED.includes(code);
}

/** A `Bal` as a booked balance; undefined for another kind, or after a problem. */
export function interpretBalance(
  element: XmlElement,
  context: { readonly at: (offset: number) => Position; readonly currency: string },
  problems: Problem[],
): CamtBalance | undefined {
  const code = textAt(element, 'Tp', 'CdOrPrtry', 'Cd') || textAt(element, 'Tp', 'Cd');
  if (!isBooked(code)) return undefined;
  const values = new Values(context.at);
  const amount = first(element, 'Amt');
  const offset = amount?.offset ?? element.offset;
  const day = first(element, 'Dt', 'Dt') ?? first(element, 'Dt', 'DtTm') ?? first(element, 'Dt');
  const date = values.isoDay({ name: 'Dt', text: day?.text.trim() ?? '', offset: day?.offset ?? element.offset });
  const currency = values.currency({ text: amount?.attributes['Ccy'] ?? context.currency, offset });
  const text = amount?.text.trim() ?? '';
  const minor = currency === undefined ? undefined : values.amount({ name: 'Amt', text, offset }, currency, '.');
  const word = textAt(element, 'CdtDbtInd');
  if (word !== 'CRDT' && word !== 'DBIT' && minor !== 0n) {
    values.fail('sign-missing', element.offset, word === '' ? 'there is no CdtDbtInd' : `CdtDbtInd is ${shown(word)}`, {
      expected: 'CRDT or DBIT',
      mend: 'download the statement again',
    });
  }
  problems.push(...values.problems);
  if (date === undefined || currency === undefined || minor === undefined || values.problems.length > 0)
    return undefined;
  return { code, line: context.at(offset).line, date, currency, amount: word === 'DBIT' ? -minor : minor };
}

interface Sides {
  readonly opening: CamtBalance | undefined;
  readonly closing: CamtBalance | undefined;
}

/**
 * The balances that a statement begins and ends with. A statement on several pages has interim balances (ITBD) where a
 * page ends within it: the first is what a later page begins with, the last what an earlier page ends with. In an
 * intraday report (camt.052) an interim balance is of a moment that entries need not reach up to, so it closes nothing.
 */
export function sidesOf(balances: readonly CamtBalance[], intraday: boolean): Sides {
  const named = (code: CamtBalance['code']): readonly CamtBalance[] => balances.filter((one) => one.code === code);
  const interim = intraday ? [] : named('ITBD');
  const booked = named('OPBD')[0] ?? named('PRCD')[0];
  const closed = named('CLBD').at(-1);
  const opening = booked ?? (closed || interim.length > 1 ? interim[0] : undefined);
  return { opening, closing: closed ?? interim.findLast((one) => one !== opening) };
}
