import type { Entity } from '../../model/portfolio.ts';

/**
 * An account that a small business of some kind needs. It is there when an account of its type bears one of the words
 * (English, German, French, Spanish), or when the portfolio gives some account that part.
 */
export interface RequiredAccount {
  /** The name that is proposed where it is missing. */
  readonly account: string;
  readonly words: RegExp;
  /** What is lost without it. */
  readonly why: string;
  readonly part?: 'revenue' | 'bank' | 'draws' | 'deposits';
}

type Kind = Entity['kind'];

const of = (account: string, words: string, why: string, part?: RequiredAccount['part']): RequiredAccount => ({
  account,
  words: new RegExp(words),
  why,
  ...(part ? { part } : {}),
});

/** An account's name as the words are looked for in it: without accents, in lower case. */
export function folded(account: string): string {
  return account.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Every business: where money lies, what the owner takes, what it costs to be there. */
const EVERY: readonly RequiredAccount[] = [
  of('Assets:Checking', 'check|bank|giro|konto|compte|cuenta', 'money at hand', 'bank'),
  of('Equity:Opening Balances', 'opening|eroffnung|eroeffnung|ouverture|apertura', 'what the books began with'),
  of(
    'Equity:Owner:Draws',
    'draw|owner|privat|retrait|retiro|prelevement',
    'what the owner takes out is no expense',
    'draws',
  ),
  of('Expenses:Insurance', 'insur|versicher|assuranc|seguro', 'cover against a loss that would end the business'),
  of('Expenses:Taxes', 'tax|steuer|impot|tva|impuesto', 'what the state is paid'),
  of('Expenses:Bookkeeping', 'book|account|buch|steuerberat|compta|contab', 'who keeps the books'),
];

const DEPOSITS = of(
  'Liabilities:Customer Deposits',
  'deposit|anzahlung|kaution|acompte|caution|fianza',
  'money of customers who were not served yet',
  'deposits',
);
const RECEIVABLE = of('Assets:Accounts Receivable', 'receivable|forderung|creance|cobrar', 'what customers owe');
const PAYROLL = of(
  'Expenses:Payroll',
  'pay|salai?r|wage|lohn|gehalt|labor|crew|contract|honorar',
  'people who do the work',
);
const revenue = (account: string): RequiredAccount => of(account, '.', 'what it sells', 'revenue');

/** What businesses of a kind need beside that. */
const BY_KIND: Readonly<Record<Kind, readonly RequiredAccount[]>> = {
  'yacht-charter': [
    revenue('Income:Charters'),
    DEPOSITS,
    of('Assets:Vessel', 'vessel|yacht|boat|schiff', 'the yacht as an asset'),
    of('Assets:Accumulated Depreciation', 'depreciat|abschreib|amort', 'what the yacht has lost in value'),
    of('Expenses:Dockage', 'dock|marina|moor|liegeplatz', 'where the yacht lies'),
    of('Expenses:Fuel', 'fuel|diesel|treibstoff', 'fuel of the trips'),
    of('Expenses:Repairs', 'repair|mainten|haul|wartung', 'upkeep'),
    PAYROLL,
  ],
  events: [
    revenue('Income:Tickets'),
    DEPOSITS,
    of('Expenses:Artists', 'artist|perform|talent|gage', 'who performs'),
    of('Expenses:Venue', 'venue|stage|rent|miete|permit', 'where it happens'),
    of('Expenses:Marketing', 'market|advert|werbung|print', 'how people hear of it'),
  ],
  'junk-removal': [
    revenue('Income:Jobs'),
    of('Expenses:Dump Fees', 'dump|landfill|disposal|entsorg', 'where it goes'),
    of('Expenses:Fuel', 'fuel|diesel|gas', 'fuel of the truck'),
    of('Expenses:Truck', 'truck|vehicle|fahrzeug|lease', 'the truck'),
    PAYROLL,
  ],
  'web-agency': [
    revenue('Income:Retainers'),
    RECEIVABLE,
    of('Expenses:Software', 'software|saas|licen', 'tools'),
    of('Expenses:Hosting', 'host|cloud|server|domain', 'what runs for clients'),
    PAYROLL,
  ],
  'rental-property': [
    revenue('Income:Rent'),
    DEPOSITS,
    of('Assets:Property', 'property|house|building|immobil|wohnung|real estate', 'the house as an asset'),
    of(
      'Assets:Accumulated Depreciation',
      'depreciat|abschreib|amort',
      'what the house has lost in value (27.5 years, IRC 168)',
    ),
    of('Liabilities:Mortgage', 'mortgage|loan|darlehen|hypothek|pret', 'what is owed on it'),
    of('Expenses:Mortgage Interest', 'interest|zins|interet', 'interest apart from principal'),
    of('Expenses:Repairs', 'repair|mainten|reparat|instandhalt|hausgeld', 'upkeep'),
    of('Expenses:Property Tax', 'property tax|grundsteuer|foncier', 'tax on the property'),
  ],
  'yacht-delivery': [
    revenue('Income:Deliveries'),
    DEPOSITS,
    of('Expenses:Crew', 'crew|captain|skipper', 'who sails'),
    of('Expenses:Fuel', 'fuel|diesel', 'fuel of the passages'),
    of('Expenses:Travel', 'travel|flight|provision', 'getting there and back'),
  ],
  'client-billing': [revenue('Income:Client Billing'), RECEIVABLE],
  bakery: [
    revenue('Income:Sales'),
    of('Expenses:Ingredients', 'ingredient|flour|mehl|farine|butter|beurre|waren|ware', 'what is baked'),
    PAYROLL,
    of('Expenses:Rent', 'rent|miete|pacht|loyer', 'the shop'),
    of('Expenses:Energy', 'energ|strom|power|electric|gas', 'ovens'),
  ],
  saas: [
    revenue('Income:Subscriptions'),
    of('Liabilities:Deferred Revenue', 'deferred|contract liab|abgrenz|prepay', 'subscriptions paid ahead', 'deposits'),
    of('Expenses:Hosting', 'host|cloud|server', 'what it runs on'),
    of('Expenses:Payment Fees', 'fee|gebuhr|stripe', 'what card payments cost'),
    PAYROLL,
  ],
  other: [revenue('Income:Sales')],
};

export function requiredAccounts(kind: Kind): readonly RequiredAccount[] {
  return [...BY_KIND[kind], ...EVERY];
}
