import type { Position, Problem } from '../../core/problem.ts';
import type { StatementRow } from '../../model/facts.ts';
import { shown } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { Values } from '../_values.ts';
import { all, first, textAt, type XmlElement } from '../_xml.ts';
import { chargeOf, type Charge } from './charges.ts';
import { counterparty, endToEnd, exchange, referenceOf, remittance, transactionCode, withoutRepeats } from './words.ts';

export interface EntryContext {
  readonly at: (offset: number) => Position;
  /** The statement's own account. */
  readonly account: string;
  /** What the account, or the portfolio, is in; an amount's own currency goes before. */
  readonly currency: string;
}

interface Meaning {
  readonly rows: readonly StatementRow[];
  readonly problems: readonly Problem[];
}

/** What moved, and where it stands. */
interface Moved {
  readonly amount: bigint;
  readonly offset: number;
}

/** Everything of an entry that its details share. */
interface Entry {
  readonly element: XmlElement;
  /** The element without its details, of which there can be many. */
  readonly head: XmlElement;
  readonly context: EntryContext;
  readonly currency: string;
  readonly date: string;
  readonly reversal: boolean;
  /** True when each detail is a row of its own. */
  readonly shared: boolean;
}

/** One `Ntry`: rows, or the problems that set it aside. */
export function interpretEntry(element: XmlElement, context: EntryContext): Meaning {
  const values = new Values(context.at);
  const amount = first(element, 'Amt');
  const status = textAt(element, 'Sts', 'Cd') || textAt(element, 'Sts', 'Prtry') || textAt(element, 'Sts');
  if (status !== '' && status.toUpperCase() !== 'BOOK') {
    values.fail('not-settled', element.offset, `its status is ${shown(status)}, so it is not counted`, {
      expected: 'an entry that is booked (BOOK)',
      mend: 'nothing to mend: it counts with the statement that books it',
    });
    return { rows: [], problems: values.problems };
  }
  const currency = values.currency({
    text: amount?.attributes['Ccy'] ?? context.currency,
    offset: amount?.offset ?? element.offset,
  });
  const date = dateOf(element, values);
  const moved = currency === undefined ? undefined : signed(element, amount, currency, values);
  if (currency === undefined || date === undefined || moved === undefined)
    return { rows: [], problems: values.problems };
  const reversal = textAt(element, 'RvslInd').toLowerCase() === 'true' || textAt(element, 'RvslInd') === '1';
  const children = element.children.filter(({ name }) => name !== 'NtryDtls' && name !== 'TxDtls');
  const entry = { element, head: { ...element, children }, context, currency, date, reversal, shared: false };
  return { rows: rowsOf(entry, moved), problems: values.problems };
}

/** The booking date, by which a statement adds up; the value date only where there is no other. */
function dateOf(element: XmlElement, values: Values): string | undefined {
  const holder = first(element, 'BookgDt') ?? first(element, 'ValDt');
  const day = first(holder, 'Dt') ?? first(holder, 'DtTm');
  return values.isoDay({
    name: holder?.name ?? 'BookgDt',
    text: day?.text.trim() ?? '',
    offset: day?.offset ?? element.offset,
  });
}

/** The amount with its sign. CdtDbtInd says what the entry does to the account, for reversals, too. */
function signed(
  holder: XmlElement,
  amount: XmlElement | undefined,
  currency: string,
  values: Values,
): Moved | undefined {
  const offset = amount?.offset ?? holder.offset;
  const text = amount?.text.trim() ?? '';
  const minor = values.amount({ name: 'Amt', text, offset }, currency, '.');
  const indicator = first(holder, 'CdtDbtInd');
  const word = indicator?.text.trim() ?? '';
  if (word !== 'CRDT' && word !== 'DBIT') {
    return values.fail(
      'sign-missing',
      indicator?.offset ?? holder.offset,
      word === '' ? 'there is no CdtDbtInd' : `CdtDbtInd is ${shown(word)}`,
      {
        expected: 'CRDT or DBIT',
        mend: 'download the statement again',
      },
    );
  }
  return minor === undefined ? undefined : { amount: word === 'DBIT' ? -minor : minor, offset };
}

/** A row for each detail where the details' amounts sum to the entry, else one for the entry: nothing counts twice. */
function rowsOf(entry: Entry, moved: Moved): StatementRow[] {
  const { element } = entry;
  const holders = all(element, 'NtryDtls');
  const details = [...holders.flatMap((holder) => all(holder, 'TxDtls')), ...all(element, 'TxDtls')];
  const parts = details.length > 1 ? details.map((one) => detailAmount(entry, one, moved)) : [];
  const sum = parts.reduce<bigint | undefined>(
    (total, part) => (total === undefined || part === undefined ? undefined : total + part.amount),
    0n,
  );
  if (parts.length > 1 && sum === moved.amount) {
    return details.flatMap((one, index) => {
      const part = parts[index];
      return part ? [row({ ...entry, shared: true }, part, one, '')] : [];
    });
  }
  const batch = holders.map((holder) => textAt(holder, 'Btch', 'NbOfTxs')).find((text) => /^\d{1,15}$/.test(text));
  const count = details.length > 1 ? String(details.length) : (batch ?? '');
  const note = count === '' || count === '1' ? '' : `${count} transactions`;
  return [row(entry, moved, details.length === 1 ? details[0] : undefined, note)];
}

/** What a detail moved in the entry's currency; undefined where it does not say. */
function detailAmount(entry: Entry, details: XmlElement, whole: Moved): Moved | undefined {
  const values = new Values(entry.context.at);
  const amounts = [
    first(details, 'Amt'),
    first(details, 'AmtDtls', 'TxAmt', 'Amt'),
    first(details, 'AmtDtls', 'InstdAmt', 'Amt'),
  ];
  const amount = amounts.find((one) => one && (one.attributes['Ccy'] ?? entry.currency) === entry.currency);
  if (!amount) return undefined;
  const minor = values.amount({ name: 'Amt', text: amount.text.trim(), offset: amount.offset }, entry.currency, '.');
  const word = textAt(details, 'CdtDbtInd');
  const debit = word === '' ? whole.amount < 0n : word === 'DBIT';
  return minor === undefined ? undefined : { amount: debit ? -minor : minor, offset: amount.offset };
}

/** The charges of a movement, else those of its entry; an entry of several rows has none of its own on any of them. */
function chargesOf({ head, currency, shared }: Entry, details: XmlElement | undefined): Charge {
  const own = details && all(details, 'Chrgs').length > 0;
  if (!own && shared) return { fee: 0n, note: '' };
  return chargeOf(own ? details : head, currency);
}

function row(entry: Entry, { amount, offset }: Moved, details: XmlElement | undefined, note: string): StatementRow {
  const { head, context, currency, date, reversal } = entry;
  const { name, behalf } = counterparty(first(details, 'RltdPties'), amount >= 0n, reversal, context.account);
  const added = tidy(textAt(head, 'AddtlNtryInf'));
  const reference = referenceOf(details, head);
  const end = endToEnd(details);
  const charge = chargesOf(entry, details);
  const said = remittance(details);
  const memo = withoutRepeats([
    ...said,
    behalf === '' ? '' : `for ${behalf}`,
    // "SEPA CREDIT TRANSFER" tells nothing where the movement itself has a name and a text.
    said.length > 0 && name !== '' ? '' : added,
    note,
    exchange(details ?? head, currency) || exchange(head, currency),
    charge.note,
    end === reference ? '' : end,
  ]);
  const type = [transactionCode(details) || transactionCode(head), reversal ? 'reversal' : ''];
  return {
    line: context.at(offset).line,
    date,
    amount: amount + charge.fee,
    fee: charge.fee,
    currency,
    payee: name || added || memo[0] || '',
    memo: memo.join(' · '),
    reference,
    type: type.filter((part) => part !== '').join(' '),
  };
}
