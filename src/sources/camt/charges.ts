import { toMinor } from '../../core/money.ts';
import { parseDecimal } from '../../core/decimal.ts';
import { tidy } from '../_text.ts';
import { all, first, textAt, type XmlElement } from '../_xml.ts';

export interface Charge {
  /** Kept back within the amount: minor units of the entry's currency. */
  readonly fee: bigint;
  /** Charges that are told but are no part of the amount as far as the bank says. */
  readonly note: string;
}

const NONE: Charge = { fee: 0n, note: '' };

/**
 * The charges of a movement. Only those that the bank says are included in the amount (ChrgInclInd) are taken as a fee:
 * the amount before them and the fee together are what moved. Others are booked by themselves, or it is not said; they
 * are told in the memo.
 */
export function chargeOf(holder: XmlElement, currency: string): Charge {
  const records = all(holder, 'Chrgs').flatMap((one) => {
    const nested = all(one, 'Rcrd');
    return nested.length > 0 ? nested : first(one, 'Amt') ? [one] : [];
  });
  if (records.length === 0) return NONE;
  const included = records.map((record) => includedCharge(record, currency));
  const fee = included.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
  const others = records.filter((_, index) => included[index] === undefined);
  const note = others.flatMap((record) => {
    const amount = first(record, 'Amt');
    const text = amount?.text.trim() ?? '';
    return /^[-+]?0*(?:\.0*)?$/.test(text) ? [] : [`charges ${amount?.attributes['Ccy'] ?? currency} ${text}`];
  });
  return { fee, note: tidy(note.join(', ')) };
}

function includedCharge(record: XmlElement, currency: string): bigint | undefined {
  const amount = first(record, 'Amt');
  const word = textAt(record, 'ChrgInclInd').toLowerCase();
  if (!amount || (word !== 'true' && word !== '1') || textAt(record, 'CdtDbtInd') === 'CRDT') return undefined;
  if ((amount.attributes['Ccy'] ?? currency) !== currency) return undefined;
  const value = parseDecimal(amount.text.trim());
  return value && value.mantissa >= 0n ? toMinor(value, currency) : undefined;
}
