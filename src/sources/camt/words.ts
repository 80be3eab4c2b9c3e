import { tidy } from '../_text.ts';
import { all, first, textAt, type XmlElement } from '../_xml.ts';

/** What banks write where there is no end-to-end reference. */
const NO_REFERENCE: ReadonlySet<string> = new Set(['', 'NOTPROVIDED', 'NONREF', 'NOT PROVIDED']);

/** A party: versions 1 to 7 have its name right below, later ones below `Pty` (a person) or `Agt` (a bank). */
function partyName(party: XmlElement | undefined): string {
  return tidy(
    textAt(party, 'Nm') ||
      textAt(party, 'Pty', 'Nm') ||
      textAt(party, 'Agt', 'FinInstnId', 'Nm') ||
      textAt(party, 'FinInstnId', 'Nm'),
  );
}

function accountOf(account: XmlElement | undefined): string {
  return (
    textAt(account, 'Id', 'IBAN') || textAt(account, 'Id', 'Othr', 'Id') || textAt(account, 'Id', 'PrtryAcct', 'Id')
  );
}

/** The account of a statement, as people know it. */
export function ownAccount(account: XmlElement): string {
  return tidy(accountOf(account));
}

interface Side {
  readonly name: string;
  readonly ultimate: string;
  readonly account: string;
}

function side(parties: XmlElement | undefined, who: 'Dbtr' | 'Cdtr'): Side {
  return {
    name: partyName(first(parties, who)),
    ultimate: partyName(first(parties, `Ultmt${who}`)),
    account: tidy(accountOf(first(parties, `${who}Acct`))),
  };
}

export interface Counterparty {
  readonly name: string;
  /** On whose behalf, where that is someone else. */
  readonly behalf: string;
}

/**
 * The other side of a movement: who paid a credit, who was paid by a debit. A reversal keeps the parties of the payment
 * that it takes back, so there it is the other way round; where banks do otherwise, the own account tells.
 */
export function counterparty(
  parties: XmlElement | undefined,
  credit: boolean,
  reversal: boolean,
  own: string,
): Counterparty {
  const [debtor, creditor] = [side(parties, 'Dbtr'), side(parties, 'Cdtr')];
  const wanted = credit === reversal ? creditor : debtor;
  const other = wanted === debtor ? creditor : debtor;
  const isOwn = own !== '' && wanted.account === own && other.account !== own;
  const known = wanted.name !== '' || wanted.ultimate !== '' || wanted.account !== '';
  const chosen = (isOwn || (!known && reversal)) && (other.name !== '' || other.account !== '') ? other : wanted;
  const name = chosen.name || chosen.ultimate || chosen.account;
  return { name, behalf: chosen.ultimate === name ? '' : chosen.ultimate };
}

/** What the payer wrote: free text as it stands, then structured references that the text does not hold. */
export function remittance(details: XmlElement | undefined): string[] {
  const information = first(details, 'RmtInf');
  const free = tidy(
    all(information, 'Ustrd')
      .map(({ text }) => text.trim())
      .join(' '),
  );
  const structured = all(information, 'Strd').flatMap((one) => [
    textAt(one, 'CdtrRefInf', 'Ref') || textAt(one, 'CdtrRefInf', 'CdtrRef'),
    ...all(one, 'RfrdDocInf').map((document) => textAt(document, 'Nb') || textAt(document, 'RfrdDocNb')),
    ...all(one, 'AddtlRmtInf').map(({ text }) => text),
  ]);
  return withoutRepeats([free, ...structured, textAt(details, 'AddtlTxInf')]);
}

/** References of one movement that a person would read. */
const MOST_WORDS = 200;

/** Each once, in order; what stands within an earlier one is left out. */
export function withoutRepeats(texts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const text of texts.slice(0, MOST_WORDS).map(tidy)) {
    if (text !== '' && !kept.some((before) => before.includes(text))) kept.push(text);
  }
  return kept;
}

/** The bank's own reference; of none, the payer's. */
export function referenceOf(details: XmlElement | undefined, entry: XmlElement): string {
  const candidates = [
    textAt(details, 'Refs', 'AcctSvcrRef'),
    details && textAt(entry, 'AcctSvcrRef') === '' ? textAt(details, 'Refs', 'TxId') : '',
    textAt(entry, 'AcctSvcrRef'),
    endToEnd(details),
    textAt(details, 'Refs', 'InstrId'),
    textAt(entry, 'NtryRef'),
  ];
  return tidy(candidates.find((text) => !NO_REFERENCE.has(text.toUpperCase())) ?? '');
}

export function endToEnd(details: XmlElement | undefined): string {
  const text = tidy(textAt(details, 'Refs', 'EndToEndId'));
  return NO_REFERENCE.has(text.toUpperCase()) ? '' : text;
}

/** `PMNT-RCDT-ESCT`, or the bank's own code where it gives none of ISO's. */
export function transactionCode(element: XmlElement | undefined): string {
  const code = first(element, 'BkTxCd');
  const domain = first(code, 'Domn');
  const iso = [textAt(domain, 'Cd'), textAt(domain, 'Fmly', 'Cd'), textAt(domain, 'Fmly', 'SubFmlyCd')];
  return tidy(iso.filter((part) => part !== '').join('-') || textAt(code, 'Prtry', 'Cd'));
}

/** What was ordered in another currency, and at what rate, as the bank writes it. */
export function exchange(details: XmlElement | undefined, currency: string): string {
  const amounts = first(details, 'AmtDtls');
  for (const name of ['InstdAmt', 'TxAmt', 'CntrValAmt', 'PrtryAmt']) {
    const amount = first(amounts, name, 'Amt');
    const other = amount?.attributes['Ccy'] ?? '';
    if (!amount || other === '' || other === currency) continue;
    const rates = ['InstdAmt', 'TxAmt', 'CntrValAmt'].map((holder) => textAt(amounts, holder, 'CcyXchg', 'XchgRate'));
    const rate = rates.find((text) => text !== '');
    return `${other} ${amount.text.trim()}${rate === undefined ? '' : ` at ${rate}`}`;
  }
  return '';
}
