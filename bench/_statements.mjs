// A synthetic year-book of one busy bank account: seeded, so that every run reads the same bytes.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MERCHANTS = 300;
const STORES = 8;
const DAYS = 3650;
const START = Date.UTC(2016, 4, 1);

/**
 * A linear congruential generator (Numerical Recipes, §7.1): enough for shuffling amounts.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const SYLLABLES = ['ba', 'ro', 'di', 'ken', 'mu', 'sal', 'to', 'vi', 'lan', 'per'];

/**
 * A name for each merchant that holds no other's: three syllables and a stop.
 * @param {number} merchant
 */
function nameOf(merchant) {
  const digits = String(merchant).padStart(3, '0');
  return [...digits]
    .map((digit) => SYLLABLES[Number(digit)])
    .join('')
    .toUpperCase();
}

/**
 * The n-th row of `rows`: its day, payee, minor units and reference.
 * @param {number} rows
 */
function* movements(rows) {
  const random = generator(42);
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(START + Math.floor((row * DAYS) / rows) * 86_400_000).toISOString().slice(0, 10);
    const merchant = Math.floor(random() * MERCHANTS);
    const income = merchant % 5 === 0;
    // One payee in ten bears a number of its own, as card and ACH descriptions do.
    const payee =
      random() < 0.1
        ? `ACH ${income ? 'CREDIT' : 'DEBIT'} ${nameOf(merchant)} LLC ${Math.floor(random() * 1e7)}`
        : `${nameOf(merchant)} STORE #${Math.floor(random() * STORES)} SAN DIEGO CA`;
    const size = 1 + Math.floor(random() * (income ? 60_000 : 14_000));
    yield { day, merchant, payee, minor: income ? size : -size, reference: `TX${100_000_000 + row}` };
  }
}

/**
 * Minor units as a decimal with two digits.
 * @param {number} minor
 */
function decimal(minor) {
  const size = Math.abs(minor);
  return `${minor < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/** Merchants from here on are for the three broad rules after those that name a merchant. */
const RULED = 120;

/**
 * Which account the rules book a merchant to; the same in the portfolio's rules and in the journal for hledger.
 * @param {number} merchant
 */
function accountOf(merchant) {
  const income = merchant % 5 === 0;
  if (merchant >= RULED) return income ? 'Income:Uncategorised' : 'Expenses:Uncategorised';
  return income ? `Income:Stream ${merchant % 10}` : `Expenses:Kind ${merchant % 40}`;
}

/**
 * Writes lines in pieces, so that no file is held whole.
 * @param {string} path
 * @param {Iterable<string>} lines
 */
function write(path, lines) {
  const file = openSync(path, 'w');
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 1 << 20) continue;
    writeSync(file, piece);
    piece = '';
  }
  writeSync(file, piece);
  closeSync(file);
}

/** @param {number} rows */
function* csvLines(rows) {
  yield 'Date,Description,Amount,Reference\n';
  for (const { day, payee, minor, reference } of movements(rows))
    yield `${day},${payee},${decimal(minor)},${reference}\n`;
}

/** @param {number} rows */
function* journalLines(rows) {
  yield 'commodity USD1000.00\n\n';
  for (const { day, merchant, payee, minor } of movements(rows)) {
    yield `${day} ${payee.replace('#', 'no ')}\n  ${accountOf(merchant)}  USD${decimal(-minor)}\n  Assets:Checking  USD${decimal(minor)}\n\n`;
  }
}

/** A portfolio of one entity whose rules name 120 merchants, grouped by account. */
function portfolio() {
  const groups = new Map();
  for (let merchant = 0; merchant < RULED; merchant += 1) {
    groups.set(accountOf(merchant), [...(groups.get(accountOf(merchant)) ?? []), nameOf(merchant)]);
  }
  const rules = [...groups].map(
    ([account, names]) => `      - match: { payee: [${names.join(', ')}] }\n        account: ${account}`,
  );
  return `name: Bench
base_currency: USD
time_zone: America/Los_Angeles
as_of: 2026-04-30
entities:
  - id: harbor
    name: Harbor
    kind: other
    sources:
      - file: bank.csv
        account: Assets:Checking
        opening: { date: 2016-05-01, balance: 100000.00 }
    categories:
${rules.join('\n')}
`;
}

/**
 * Makes the portfolio folder and the journal in `folder`; answers their paths.
 * @param {string} folder
 * @param {number} rows
 */
export function makeStatements(folder, rows) {
  const home = join(folder, 'portfolio');
  mkdirSync(home, { recursive: true });
  const csv = join(home, 'bank.csv');
  const journal = join(folder, 'bank.journal');
  write(csv, csvLines(rows));
  write(journal, journalLines(rows));
  writeFileSync(join(home, 'portfolio.yaml'), portfolio());
  return { home, csv, journal };
}
