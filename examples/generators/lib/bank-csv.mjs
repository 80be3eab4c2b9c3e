import { accounting, american, americanShort, dayFirst, field, grouped, plain, quoted, record } from './text.mjs';

/** @typedef {import('./statement.mjs').Row} Row */

/**
 * An American bank's checking export: six lines of summary above the header, thousands separators, CRLF.
 * @param {readonly Row[]} rows @param {number} opening
 */
export function summaryBank(rows, opening) {
  const first = rows[0]?.date ?? '';
  const last = rows.at(-1)?.date ?? '';
  const total = (/** @type {(row: Row) => boolean} */ keep) => rows.filter(keep).reduce((sum, row) => sum + row.amount, 0);
  const line = (/** @type {string} */ label, /** @type {number} */ cents) => `${label},,"${grouped(cents)}"`;
  const lines = [
    'Description,,Summary Amt.',
    line(`Beginning balance as of ${american(first)}`, opening),
    line('Total credits', total((row) => row.amount > 0)),
    line('Total debits', total((row) => row.amount < 0)),
    line(`Ending balance as of ${american(last)}`, rows.at(-1)?.balance ?? opening),
    '',
    'Date,Description,Amount,Running Bal.',
    ...rows.map((row) => `${american(row.date)},${field(row.payee)},"${grouped(row.amount)}","${grouped(row.balance)}"`),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** A credit union's export: semicolons, separate debit and credit columns, notes that hold line breaks. @param {readonly Row[]} rows */
export function debitCreditBank(rows) {
  const lines = rows.map((row) =>
    record(
      [
        row.date,
        row.payee,
        row.memo,
        row.amount < 0 ? plain(-row.amount) : '',
        row.amount < 0 ? '' : plain(row.amount),
        plain(row.balance),
      ],
      ';',
    ),
  );
  return `${['Posting Date;Details;Note;Debit;Credit;Balance', ...lines].join('\n')}\n`;
}

/** A large bank's business checking: newest row first, a trailing empty column. @param {readonly Row[]} rows */
export function detailsBank(rows) {
  const lines = rows.map((row) =>
    record([row.amount < 0 ? 'DEBIT' : 'CREDIT', american(row.date), row.payee, plain(row.amount), row.type, plain(row.balance), '']),
  );
  return `${['Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #', ...lines.toReversed()].join('\r\n')}\r\n`;
}

/** The same bank's credit card: purchases are negative, payments positive. @param {readonly Row[]} rows */
export function cardBank(rows) {
  const lines = rows.map((row) =>
    record([american(row.date), american(row.date), row.payee, row.extra['category'] ?? '', row.type, plain(row.amount), row.memo]),
  );
  return `${['Transaction Date,Post Date,Description,Category,Type,Amount,Memo', ...lines].join('\r\n')}\r\n`;
}

/** Tab separated, money out in parentheses, days and months without leading zeros. @param {readonly Row[]} rows */
export function tabBank(rows) {
  const lines = rows.map((row) => record([americanShort(row.date), row.payee, accounting(row.amount), accounting(row.balance)], '\t'));
  return `${['Date\tDescription\tAmount\tBalance', ...lines].join('\n')}\n`;
}

/** A German savings bank: everything quoted, semicolons, decimal comma, dd.mm.yyyy, newest first. @param {readonly Row[]} rows */
export function germanBank(rows) {
  const header = ['Auftragskonto', 'Buchungstag', 'Valutadatum', 'Buchungstext', 'Verwendungszweck', 'Beguenstigter/Zahlungspflichtiger', 'Betrag', 'Waehrung', 'Info'];
  const lines = rows.map((row) => {
    const date = dayFirst(row.date);
    const amount = grouped(row.amount, '', ',');
    return ['DE00EXAMPLE0000001', date, date, row.type, row.memo, row.payee, amount, 'EUR', 'Umsatz gebucht'].map(quoted).join(';');
  });
  return `${[header.map(quoted).join(';'), ...lines.toReversed()].join('\r\n')}\r\n`;
}

/** A Belgian bank in French: preamble, dd/mm/yyyy, a space that does not break between thousands. @param {readonly Row[]} rows */
export function frenchBank(rows) {
  const amount = (/** @type {number} */ cents) => grouped(cents, '\u00a0', ',');
  const lines = rows.map((row) =>
    record(
      [
        dayFirst(row.date, '/'),
        row.payee,
        row.memo,
        row.amount < 0 ? amount(-row.amount) : '',
        row.amount < 0 ? '' : amount(row.amount),
        'EUR',
        amount(row.balance),
      ],
      ';',
    ),
  );
  const preamble = ['Compte professionnel;BE00 EXAMPLE 0002', 'Titulaire;Boulangerie du Canal SRL', ''];
  return `${[...preamble, 'Date;Libellé;Communication;Débit;Crédit;Devise;Solde', ...lines].join('\r\n')}\r\n`;
}

/** A plain export without a header: date, payee, text, amount with a decimal comma. @param {readonly Row[]} rows */
export function bareBank(rows) {
  return `${rows.map((row) => record([row.date, row.payee, row.memo, grouped(row.amount, '.', ',')], ';')).join('\n')}\n`;
}
