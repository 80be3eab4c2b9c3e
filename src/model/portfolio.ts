import * as z from 'zod';
import { isTimeZone } from '../core/date.ts';
import { dashboard, schedule } from './dashboard-settings.ts';
import { delivery, list, recipient, records } from './delivery-settings.ts';
import {
  account,
  accountOrType,
  accountPattern,
  bound,
  country,
  currency,
  day,
  decimalText,
  email,
  formed,
  id,
  matching,
  month,
  path,
  text,
  url,
  whole,
  wholeNumber,
} from './scalars.ts';

/*
 * The portfolio as its owner writes it. Keys are snake_case in YAML and stay so here: one name in both places.
 */

const DOCUMENT_KINDS = ['insurance', 'licence', 'registration', 'permit', 'agreement', 'inspection', 'other'] as const;

const document = z.strictObject({
  title: text,
  kind: z.enum(DOCUMENT_KINDS).default('other').describe('What it proves: the checks ask for some of each business'),
  file: path.optional(),
  expires: day.optional(),
});

const holder = z.strictObject({
  name: text.describe('A person, or the id of an entity of this portfolio'),
  share: decimalText.describe('Per cent of the entity: 100'),
  since: day.optional(),
  until: day.optional().describe('The last day of the share'),
  document: path.optional().describe('The agreement on file'),
});

const person = z.strictObject({
  name: text,
  roles: z.array(z.strictObject({ role: text, critical: z.boolean().default(false), deputy: text.optional() })).min(1),
  email: email.optional(),
});

const asset = z.strictObject({
  name: text,
  kind: text,
  value: decimalText.optional(),
  valued: day.optional(),
  documents: z.array(document).default([]),
});

const variableCost = z.strictObject({
  name: text,
  amount: decimalText.optional().describe('Per unit, in the entity’s currency'),
  percent_of_price: decimalText.optional(),
});

const RECOGNITION = ['point-in-time', 'over-time'] as const;

const BOOKING_FIELDS = [
  'reference',
  'customer',
  'booked',
  'service_from',
  'service_to',
  'amount',
  'currency',
  'status',
] as const;

/** A sheet of what customers booked and when it is served. */
const bookings = z.strictObject({
  file: path,
  kind: id.optional().describe('The reader; detected from the bytes when left out'),
  columns: z
    .partialRecord(z.enum(BOOKING_FIELDS), text)
    .optional()
    .describe('Which column of the sheet holds which field, by its header, where the header does not say it'),
  deposit_percent: decimalText
    .optional()
    .describe('Per cent of the price that is paid ahead: tells deposits and balances that name no booking'),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  date_order: z.enum(['ymd', 'mdy', 'dmy']).optional(),
});

const revenueStream = z.strictObject({
  id,
  name: text,
  account: account.describe('Where its revenue is booked: Income:Charters'),
  unit: text.optional().describe('What is sold: charter, job, unit-month. Streams without a unit have no break-even.'),
  price: decimalText.optional(),
  variable_costs: z.array(variableCost).default([]),
  recognition: z
    .enum(RECOGNITION)
    .optional()
    .describe('When its revenue is earned: on the day of service, or evenly over its days'),
  deposits: account.optional().describe('Where money that is not earned yet is held: Liabilities:Customer Deposits'),
  bookings: bookings.optional(),
  kpi: text.optional(),
});

const target = z.strictObject({
  stream: id.optional().describe('A revenue stream; without it, the whole entity'),
  by: month,
  monthly: decimalText.describe('Revenue a month when the target is reached'),
});

const scheduled = z.strictObject({
  name: text,
  amount: decimalText.describe('Positive is money in, negative money out'),
  on: day,
  every: z.enum(['once', 'week', 'month', 'quarter', 'year']).default('once'),
  until: day.optional(),
  replaces: text.optional().describe('Payee of the recurring item that this replaces in the forecast'),
});

const CSV_FIELDS = [
  'date',
  'amount',
  'debit',
  'credit',
  'fee',
  'net',
  'currency',
  'payee',
  'memo',
  'reference',
  'type',
  'balance',
  'status',
] as const;

const columns = z
  .partialRecord(z.enum(CSV_FIELDS), z.union([text, z.array(text).min(1)]))
  .describe('Which column of the file holds which field: by header, or by number from 1 where there is no header');

const source = z.strictObject({
  file: path,
  kind: id.optional().describe('The reader, such as csv or ofx; detected from the bytes when left out'),
  account: account.describe('The ledger account whose statement this is: Assets:JADA Checking'),
  currency: currency.optional().describe('When the file does not say; else the entity’s'),
  preset: z.enum(['stripe', 'stripe-payouts', 'paypal', 'square', 'bank']).optional(),
  columns: columns.optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  date_order: z.enum(['ymd', 'mdy', 'dmy']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le', 'utf-16be']).optional(),
  header: z.boolean().optional(),
  skip_lines: wholeNumber.optional().describe('Lines above the header that are not data'),
  opening: z.strictObject({ date: day, balance: decimalText }).optional().describe('The balance before the first row'),
  fresh_within_days: wholeNumber.optional(),
});

const books = z.strictObject({
  file: path,
  kind: id.optional().describe('The reader, such as journal or beancount; detected from the bytes when left out'),
  currency: currency.optional().describe('When the file does not say; else the entity’s'),
  accounts: z
    .record(text, accountOrType)
    .optional()
    .describe(
      'Which account of theirs is which account here: by its name or code, or by the beginning of its name; a type keeps the rest of the name',
    ),
  counterparties: z
    .record(text, id)
    .optional()
    .describe('Accounts or payees of theirs that stand for an entity of this portfolio'),
  closed: z
    .array(z.strictObject({ through: day, on: day.optional(), postings: wholeNumber.optional() }))
    .optional()
    .describe('Periods that were closed: their last day, the day of the close, and how many postings there were then'),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le', 'utf-16be']).optional(),
  date_order: z.enum(['ymd', 'mdy', 'dmy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
});

/** A sheet of the business: rent roll, leases, quotes, jobs, hours, invoices, channels … */
const sheet = z.strictObject({
  file: path,
  kind: id.optional().describe('The reader, such as leases or invoices; detected from the bytes when left out'),
  columns: z
    .record(text, text)
    .optional()
    .describe('Which column of the sheet holds which field, by its header, where the header does not say it'),
  currency: currency.optional().describe('When the file does not say; else the entity’s'),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  date_order: z.enum(['ymd', 'mdy', 'dmy']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le', 'utf-16be']).optional(),
  fresh_within_days: wholeNumber.optional(),
});

/** Pages of a site as files: `folder` is what lies at `site`. */
const pages = z.strictObject({
  site: url,
  folder: path,
  start: text.default('/').describe('Where visitors arrive: /'),
});

const handoff = z.strictObject({
  file: path.describe('Markdown documents about the state of a project; globs are allowed'),
  repository: path.optional().describe('The repository that they are about'),
  fresh_within_days: wholeNumber.optional(),
});

const contractor = z.strictObject({
  name: text,
  payee: z.union([text, z.array(text).min(1)]).describe('Part of the payee, in any case'),
  form: path.optional().describe('The tax form on file: W-9'),
  corporation: z.boolean().default(false).describe('Corporations get no 1099-NEC'),
});

const matcher = z.strictObject({
  payee: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('Part of the payee, in any case; or /a regular expression/ of RE2, with an i behind it for any case'),
  memo: z.union([text, z.array(text).min(1)]).optional(),
  type: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('The provider’s word: charge, payout'),
  from_account: account.optional().describe('Only rows of this statement account'),
  direction: z.enum(['in', 'out']).optional(),
  min: decimalText.optional().describe('Smallest amount, without its sign'),
  max: decimalText.optional().describe('Largest amount, without its sign'),
});

const TAGS = ['one-off', 'personal', 'fixed'] as const;

const categoryRule = z.strictObject({
  match: matcher,
  account: account.optional().describe('Where the other half is booked'),
  transfer: z
    .boolean()
    .optional()
    .describe('A move between own accounts: paired with its other half, never revenue or cost'),
  counterparty: id
    .optional()
    .describe('The entity of this portfolio on the other side: a sale or a payment between two of them'),
  tags: z
    .record(matching('bad-tag', 'a tag of lower-case letters, digits, _ and -', /^[a-z][a-z0-9_-]*$/), text)
    .default({})
    .describe(`Names and values of your own; the reports know ${TAGS.join(', ')}`),
});

const initiative = z.strictObject({
  id,
  name: text,
  tier: z.enum(['zero-cost', 'low-cost', 'revenue-generating']),
  cost: decimalText,
  value: z
    .strictObject({ low: decimalText, mid: decimalText, high: decimalText })
    .describe('Worth over the next 12 months'),
  needs: z.array(id).default([]).describe('Initiatives that must be chosen first'),
  done: z.boolean().default(false),
  owner: text.optional(),
});

/** A rule of the owner: a predicate over a figure. */
const ownerRule = z.strictObject({
  id,
  rule: text.describe('In the owner’s words'),
  figure: matching('bad-figure', 'a figure id such as group.runway.months', /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/),
  at_least: bound.optional(),
  at_most: bound.optional(),
});

const entity = z.strictObject({
  id,
  name: text,
  kind: z.enum([
    'yacht-charter',
    'events',
    'junk-removal',
    'web-agency',
    'rental-property',
    'yacht-delivery',
    'client-billing',
    'bakery',
    'saas',
    'other',
  ]),
  currency: currency.optional().describe('When it is not the portfolio’s'),
  country: country.optional().describe('When it is not the portfolio’s'),
  ownership: z.array(holder).default([]),
  assets: z.array(asset).default([]),
  people: z.array(person).default([]),
  documents: z.array(document).default([]),
  revenue: z.array(revenueStream).default([]),
  fixed_costs: z
    .array(accountPattern)
    .default([])
    .describe('Expense accounts that do not move with sales; the rest is variable'),
  customer_deposits: z.array(account).default([]).describe('Liability accounts that hold money owed back to customers'),
  targets: z.array(target).default([]),
  scheduled: z.array(scheduled).default([]).describe('Bills and receipts known ahead'),
  sites: z.array(url).default([]),
  repositories: z.array(path).default([]),
  cloud_accounts: z
    .array(z.strictObject({ provider: z.enum(['aws']), account: text, regions: z.array(text).default([]) }))
    .default([]),
  pipeline: z.strictObject({ file: path.optional(), expected: z.boolean().default(true) }).optional(),
  channels: z.array(z.strictObject({ name: text, file: path.optional(), url: url.optional() })).default([]),
  initiatives: z.array(initiative).default([]),
  rules: z.array(ownerRule).default([]).describe('Financial rules of the owner for this entity'),
  books: z
    .array(books)
    .default([])
    .describe('Double-entry books that are kept; the statements are then compared with them'),
  chart_of_accounts: z.array(account).default([]).describe('Accounts of this entity, beside the portfolio’s'),
  sheets: z.array(sheet).default([]).describe('Sheets of the business: rent roll, quotes, hours, invoices, channels …'),
  handoffs: z.array(handoff).default([]),
  pages: z.array(pages).default([]).describe('Pages of the entity’s sites, as files'),
  receipts: z
    .array(path)
    .default([])
    .describe('Documents of expenses, named by date and amount: receipts/2026-03-14 fuel 96.10.pdf'),
  contractors: z.array(contractor).default([]),
  sources: z.array(source).default([]),
  categories: z
    .array(categoryRule)
    .default([])
    .describe('Tried in order, before the portfolio’s own; the first that matches decides'),
});

const exchangeRate = z.strictObject({
  from: currency,
  to: currency,
  on: day.describe('The day of the rate; for an average, a day of its month'),
  average: z
    .boolean()
    .default(false)
    .describe('The average of the month of `on`, for income; else the rate of the day'),
  rate: decimalText.describe('How much of `to` one unit of `from` buys'),
  source: text,
});

export const portfolioSchema = z.strictObject({
  name: text,
  base_currency: currency,
  time_zone: formed('bad-time-zone', 'a time zone such as America/Los_Angeles', isTimeZone),
  country: country.optional().describe('Whose tax rules hold: US'),
  owner: text.optional().describe('Whose statements the group’s are; else the holder of the most shares'),
  fiscal_year_start: whole(1, 12).default(1).describe('Month in which the fiscal year begins: 1 to 12'),
  stale_sources: z
    .enum(['refuse', 'banner'])
    .default('refuse')
    .describe('When a source is older than its fresh_within_days: send nothing, or say so on top of the report'),
  reports: z.array(path).default([]).describe('Reports of your own: Markdown files with SQL; globs are allowed'),
  as_of: day.optional().describe('Pins the day of the reports; else today in the portfolio’s time zone'),
  entities: z.array(entity).min(1),
  recipients: z.array(recipient).default([]),
  lists: z.array(list).default([]),
  senders: z.array(z.strictObject({ name: text.optional(), email, reply_to: email.optional() })).default([]),
  bcc: z.array(email).default([]).describe('Blind copies for the audit, on every message'),
  outbox: path.default('outbox'),
  delivery: delivery.prefault({}),
  records: records.prefault({}),
  dashboard: dashboard.prefault({}),
  schedule: schedule.default([]).describe('Reports that go out by themselves'),
  categories: z.array(categoryRule).default([]),
  chart_of_accounts: z.array(account).default([]),
  rates: z.array(exchangeRate).default([]),
  plan: z
    .strictObject({
      horizon: month,
      cash_floor: decimalText.optional().describe('The 13-week forecast warns below it'),
      budget: decimalText.optional().describe('What the capital plan may spend'),
    })
    .optional(),
  initiatives: z.array(initiative).default([]),
  rules: z.array(ownerRule).default([]),
  burn: z
    .strictObject({
      owner_draws: z.array(accountPattern).default(['Equity:Owner:*']),
      loan_principal: z.array(accountPattern).default(['Liabilities:*']),
      non_operating: z.array(accountPattern).default([]),
    })
    .optional()
    .describe('What is stated apart from burn'),
});

export type Portfolio = z.output<typeof portfolioSchema>;
export type Entity = Portfolio['entities'][number];
export type SourceSpec = Entity['sources'][number];
export type BooksSpec = Entity['books'][number];
export type SheetSpec = Entity['sheets'][number];
export type DocumentSpec = Entity['documents'][number];
export type BookingsSpec = NonNullable<RevenueStream['bookings']>;
export type BookingField = (typeof BOOKING_FIELDS)[number];
export type CategoryRule = Portfolio['categories'][number];
export type RevenueStream = Entity['revenue'][number];
export type Initiative = Portfolio['initiatives'][number];
export type OwnerRule = Portfolio['rules'][number];
export type Bound = NonNullable<OwnerRule['at_least']>;
export type CsvField = (typeof CSV_FIELDS)[number];

/** The owner's rules, the portfolio's and each entity's, with the path where each was declared. */
export function ownerRules(portfolio: Portfolio): { rule: OwnerRule; path: (string | number)[] }[] {
  const own = portfolio.rules.map((rule, index) => ({ rule, path: ['rules', index] }));
  const entities = portfolio.entities.flatMap((one, at) =>
    one.rules.map((rule, index) => ({ rule, path: ['entities', at, 'rules', index] })),
  );
  return [...own, ...entities];
}
