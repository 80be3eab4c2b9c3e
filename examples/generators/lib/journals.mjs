import { american, grouped, plain, record } from './text.mjs';

/** @typedef {import('./entries.mjs').Entry} Entry */

/** @param {readonly Entry[]} entries */
function accountsOf(entries) {
  return [...new Set(entries.flatMap(({ legs }) => legs.map(({ account }) => account)))].toSorted();
}

/**
 * An hledger journal as a German office keeps it: its own names for the five types, decimal commas, a file a year, and
 * the bank's balance asserted at the end of each month. `own` is the bank's account.
 * @param {readonly Entry[]} entries @param {string} own
 * @returns {ReadonlyMap<string, string>} the files by name; `main.journal` includes the others
 */
export function germanJournal(entries, own) {
  const years = [...new Set(entries.map(({ date }) => date.slice(0, 4)))];
  const head = [
    '; Bücher der Bäckerei Lindenhof, geführt mit hledger.',
    'commodity 1.000,00 EUR',
    'decimal-mark ,',
    '',
    ...accountsOf(entries).map((account) => `account ${germanName(account)}`),
    '',
    'include 20*.journal',
  ];
  const files = new Map([['main.journal', `${head.join('\n')}\n`]]);
  let balance = 0;
  for (const year of years) {
    const own_ = entries.filter(({ date }) => date.startsWith(year));
    const lines = own_.flatMap((entry, at) => {
      balance += entry.legs.filter(({ account }) => account === own).reduce((sum, { amount }) => sum + amount, 0);
      const lastOfMonth = own_[at + 1]?.date.slice(0, 7) !== entry.date.slice(0, 7);
      return [...germanEntry(entry, lastOfMonth ? { own, balance } : undefined), ''];
    });
    files.set(`${year}.journal`, lines.join('\n'));
  }
  return files;
}

const GERMAN = new Map([['Assets', 'Aktiva'], ['Liabilities', 'Passiva'], ['Equity', 'Eigenkapital'], ['Income', 'Erträge'], ['Expenses', 'Aufwand']]);

/** @param {string} account */
function germanName(account) {
  const [type = '', ...rest] = account.split(':');
  return [GERMAN.get(type) ?? type, ...rest].join(':');
}

/** @param {Entry} entry @param {{ own: string, balance: number } | undefined} assertion */
function germanEntry({ date, payee, memo, tags, legs }, assertion) {
  const comment = [memo, ...tags.map((tag) => `${tag}:`)].filter(Boolean).join(', ');
  const [day, month, year] = [date.slice(8), date.slice(5, 7), date.slice(0, 4)];
  return [
    `${year}-${month}-${day} * ${payee}${comment === '' ? '' : `  ; ${comment}`}`,
    ...legs.map(({ account, amount }) => {
      const claim = assertion?.own === account ? ` = ${grouped(assertion.balance, '.', ',')} EUR` : '';
      return `    ${germanName(account).padEnd(40)}  ${grouped(amount, '.', ',').padStart(12)} EUR${claim}`;
    }),
  ];
}

/**
 * A journal for ledger: dates with slashes, the currency left of the amount, the last amount left out.
 * @param {readonly Entry[]} entries
 */
export function ledgerJournal(entries) {
  const lines = entries.flatMap(({ date, payee, memo, reference, tags, legs }) => [
    `${date.replaceAll('-', '/')} * (${reference}) ${payee}`,
    ...(memo === '' ? [] : [`    ; ${memo}`]),
    ...tags.map((tag) => `    ; ${tag}: oui`),
    ...legs.map(({ account, amount }, at) => (at === legs.length - 1 ? `    ${account}` : `    ${account.padEnd(40)}  €${plain(amount)}`)),
    '',
  ]);
  return ['; Livres de la Boulangerie du Canal, tenus avec ledger.', 'commodity €', '    format €1000.00', '', ...lines].join('\n');
}

/**
 * The Journal report of QuickBooks Online: a block a transaction, with its totals below it.
 * @param {readonly Entry[]} entries @param {{ company: string, from: string, to: string }} about
 */
export function quickBooksJournal(entries, { company, from, to }) {
  const total = (/** @type {readonly { amount: number }[]} */ legs) => `$${grouped(legs.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0))}`;
  const blocks = entries.flatMap(({ date, payee, memo, reference, legs }) => [
    ...legs.map(({ account, amount }, at) =>
      record([
        '',
        at === 0 ? american(date) : '',
        at === 0 ? 'Journal Entry' : '',
        at === 0 ? reference : '',
        reference === '' ? '' : payee,
        memo,
        shortName(account),
        amount >= 0 ? grouped(amount) : '',
        amount < 0 ? grouped(-amount) : '',
      ]),
    ),
    record(['', '', '', '', '', '', '', total(legs), total(legs)]),
    '',
  ]);
  const all = total(entries.flatMap(({ legs }) => legs));
  return [
    company,
    'Journal',
    `"${from} - ${to}"`,
    '',
    ',Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit',
    ...blocks,
    record(['TOTAL', '', '', '', '', '', '', all, all]),
    '',
  ].join('\r\n');
}

/** QuickBooks names accounts without their type. @param {string} account */
function shortName(account) {
  return account === 'Equity:Opening Balances' ? 'Opening Balance Equity' : account.slice(account.indexOf(':') + 1);
}

/**
 * A beancount file: accounts are opened first; the flat's keeper writes accounts in German with capitals.
 * @param {readonly Entry[]} entries @param {string} firstDay
 */
export function beancountFile(entries, firstDay) {
  const opens = accountsOf(entries).map((account) => `${firstDay} open ${beancountName(account)} EUR`);
  const lines = entries.flatMap(({ date, payee, memo, legs }) => [
    `${date} * ${JSON.stringify(payee)} ${JSON.stringify(memo)}`,
    ...legs.map(({ account, amount }) => `  ${beancountName(account).padEnd(36)}  ${plain(amount).padStart(10)} EUR`),
    '',
  ]);
  return [
    '; Bücher der Wohnung Weststadt.',
    'option "title" "Wohnung Weststadt"',
    'option "operating_currency" "EUR"',
    '',
    ...opens,
    '',
    ...lines,
  ].join('\n');
}

/** Beancount's accounts have no spaces. @param {string} account */
function beancountName(account) {
  return account.replaceAll(' ', '-');
}
