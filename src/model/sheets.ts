import type { TableColumnType } from './row.ts';

/*
 * What owners keep in sheets: rent rolls, quotes, hours, invoices … and what Markdown documents and pages of a site
 * say. Amounts are minor units of `currency`; days are whole; what a cell leaves open is NULL (numbers, days) or ''
 * (words), never zero. Answers of three kinds are 'yes' | 'no' | '' (not known).
 */

type Table = Readonly<Record<string, TableColumnType>>;

/** One table a kind of sheet; a row is a record of the sheet. */
export const SHEETS = {
  /** Units to let, as they stand today. */
  rent_roll: {
    line: 'BIGINT',
    unit: 'VARCHAR',
    tenant: 'VARCHAR',
    /** 'occupied' | 'vacant' | 'notice'. */
    status: 'VARCHAR',
    /** Since when it is so. */
    since: 'DATE',
    /** Of a month. */
    rent: 'BIGINT',
    market_rent: 'BIGINT',
    currency: 'VARCHAR',
  },
  leases: {
    line: 'BIGINT',
    unit: 'VARCHAR',
    tenant: 'VARCHAR',
    starts: 'DATE',
    /** NULL: until someone gives notice. */
    ends: 'DATE',
    rent: 'BIGINT',
    /** Day of the month on which rent is due, and how many days late it may be. */
    due_day: 'BIGINT',
    grace_days: 'BIGINT',
    deposit: 'BIGINT',
    /** '' | 'offered' | 'signed' | 'declined' | 'month-to-month'. */
    renewal: 'VARCHAR',
    market_rent: 'BIGINT',
    /** Who says what the market pays. */
    market_source: 'VARCHAR',
    currency: 'VARCHAR',
  },
  /** Tickets of repairs. */
  maintenance: {
    line: 'BIGINT',
    ticket: 'VARCHAR',
    unit: 'VARCHAR',
    description: 'VARCHAR',
    opened: 'DATE',
    /** NULL while it is open. */
    closed: 'DATE',
    priority: 'VARCHAR',
    vendor: 'VARCHAR',
    cost: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** Payments of a loan, as the lender states them. */
  loan_payments: {
    line: 'BIGINT',
    loan: 'VARCHAR',
    date: 'DATE',
    payment: 'BIGINT',
    interest: 'BIGINT',
    principal: 'BIGINT',
    escrow: 'BIGINT',
    /** What is owed after it. */
    balance: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** Offers to customers. */
  quotes: {
    line: 'BIGINT',
    reference: 'VARCHAR',
    customer: 'VARCHAR',
    /** What is offered: a route, a work. */
    subject: 'VARCHAR',
    sent: 'DATE',
    valid_until: 'DATE',
    /** Last time that the customer was spoken to since. */
    followed_up: 'DATE',
    answered: 'DATE',
    /** 'open' | 'won' | 'lost' | 'expired'. */
    status: 'VARCHAR',
    amount: 'BIGINT',
    currency: 'VARCHAR',
    nautical_miles: 'BIGINT',
  },
  /** Jobs such as the delivery of a yacht. */
  jobs: {
    line: 'BIGINT',
    reference: 'VARCHAR',
    customer: 'VARCHAR',
    vessel: 'VARCHAR',
    route: 'VARCHAR',
    captain: 'VARCHAR',
    departs: 'DATE',
    arrives: 'DATE',
    nautical_miles: 'BIGINT',
    price: 'BIGINT',
    /** What it was thought to cost. */
    estimate: 'BIGINT',
    /** Due before departure. */
    deposit: 'BIGINT',
    /** Day and amount of the deposit, where the sheet says that it came. */
    deposit_received: 'BIGINT',
    deposit_on: 'DATE',
    /** 'planned' | 'under-way' | 'done' | 'cancelled'. */
    status: 'VARCHAR',
    currency: 'VARCHAR',
  },
  /** What each job cost. */
  job_costs: {
    line: 'BIGINT',
    /** The job's reference. */
    job: 'VARCHAR',
    date: 'DATE',
    /** 'crew' | 'fuel' | 'travel' | 'provisions' | 'dockage' | … in the owner's words, lower case. */
    kind: 'VARCHAR',
    payee: 'VARCHAR',
    amount: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** Licences, medicals, covers: papers with an end, of a person or of a vessel. */
  credentials: {
    line: 'BIGINT',
    /** Person or vessel. */
    holder: 'VARCHAR',
    /** 'licence' | 'medical' | 'passport' | 'insurance' | 'registration' | '' with the sheet's own word in `title`. */
    kind: 'VARCHAR',
    title: 'VARCHAR',
    issued: 'DATE',
    expires: 'DATE',
  },
  /** Terms with each client. */
  agreements: {
    line: 'BIGINT',
    client: 'VARCHAR',
    /** File or title of the agreement; '' when there is none. */
    agreement: 'VARCHAR',
    signed: 'DATE',
    ends: 'DATE',
    /** 'hourly' | 'fixed' | 'retainer' | 'value' | ''. */
    billing_model: 'VARCHAR',
    /** An hour's price. */
    rate: 'BIGINT',
    /** What a retainer brings a month. */
    retainer: 'BIGINT',
    /** The lowest that an hour may bring in effect. */
    floor_rate: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** Hours worked. */
  time_entries: {
    line: 'BIGINT',
    client: 'VARCHAR',
    project: 'VARCHAR',
    task: 'VARCHAR',
    description: 'VARCHAR',
    person: 'VARCHAR',
    date: 'DATE',
    seconds: 'BIGINT',
    /** 'yes' | 'no' | ''. */
    billable: 'VARCHAR',
    /** 'yes' | 'no' | '': whether the sheet says that it was invoiced. */
    invoiced: 'VARCHAR',
    rate: 'BIGINT',
    amount: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** One row an invoice. A credit note is below zero. */
  invoices: {
    line: 'BIGINT',
    number: 'VARCHAR',
    client: 'VARCHAR',
    issued: 'DATE',
    due: 'DATE',
    /** The day it was paid in whole. */
    paid_on: 'DATE',
    /** With tax. */
    total: 'BIGINT',
    tax: 'BIGINT',
    /** Still owed; NULL where the export does not say. */
    outstanding: 'BIGINT',
    /** 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'. */
    status: 'VARCHAR',
    currency: 'VARCHAR',
  },
  /** Lines of invoices, where the export has them. */
  invoice_lines: {
    line: 'BIGINT',
    number: 'VARCHAR',
    description: 'VARCHAR',
    /** Without tax. */
    amount: 'BIGINT',
    currency: 'VARCHAR',
  },
  /** Charges that are a client's to bear: which payee's, or which words in the charge. */
  client_costs: {
    line: 'BIGINT',
    client: 'VARCHAR',
    /** Part of the payee, in any case. */
    payee: 'VARCHAR',
    /** Part of the charge's memo, in any case; '' for every charge of the payee. */
    memo: 'VARCHAR',
    /** What invoices call it: `Hosting`. */
    item: 'VARCHAR',
  },
  /** Sales in the making. */
  deals: {
    line: 'BIGINT',
    reference: 'VARCHAR',
    customer: 'VARCHAR',
    created: 'DATE',
    last_contact: 'DATE',
    expected: 'DATE',
    /** 'open' | 'won' | 'lost'. */
    status: 'VARCHAR',
    stage: 'VARCHAR',
    amount: 'BIGINT',
    currency: 'VARCHAR',
    person: 'VARCHAR',
  },
  /** Where an entity sells, and how far each channel is set up: answers are 'yes' | 'no' | ''. */
  channels: {
    line: 'BIGINT',
    channel: 'VARCHAR',
    /** 'direct' | 'ota' | 'search' | 'social' | 'email' | 'referral' | ''. */
    kind: 'VARCHAR',
    listed: 'VARCHAR',
    url: 'VARCHAR',
    priced: 'VARCHAR',
    calendar: 'VARCHAR',
    tracked: 'VARCHAR',
    /** What the channel keeps, per cent as an exact decimal; NULL when not known. */
    fee_percent: 'VARCHAR',
    note: 'VARCHAR',
  },
  /** What a look at web addresses gave, on a day. */
  site_answers: {
    line: 'BIGINT',
    url: 'VARCHAR',
    status: 'BIGINT',
    /** Where a redirect leads. */
    location: 'VARCHAR',
    checked: 'DATE',
  },
} as const satisfies Readonly<Record<string, Table>>;

/** Tables of Markdown documents about the state of a project. */
export const HANDOFFS = {
  /** One row a document. */
  handoffs: {
    line: 'BIGINT',
    title: 'VARCHAR',
    /** The day that the document says it is of; NULL when it does not. */
    dated: 'DATE',
    /** 'current' | 'superseded' | 'tabled'. */
    state: 'VARCHAR',
    superseded_by: 'VARCHAR',
  },
  handoff_items: {
    line: 'BIGINT',
    /** 'task' | 'decision' | 'risk' | 'blocker'. */
    kind: 'VARCHAR',
    /** 'open' | 'done' | 'pending' (a decision) | 'taken' (a decision) | 'tabled' | 'withdrawn'. */
    state: 'VARCHAR',
    text: 'VARCHAR',
    /** Headings above it, joined by ` › `. */
    section: 'VARCHAR',
    owner: 'VARCHAR',
    /** Who or what it waits for. */
    waits_for: 'VARCHAR',
    since: 'DATE',
    due: 'DATE',
    link: 'VARCHAR',
  },
} as const satisfies Readonly<Record<string, Table>>;

/** Tables of a folder of pages. */
export const PAGES = {
  /** One row a page. */
  pages: { line: 'BIGINT', url: 'VARCHAR', title: 'VARCHAR' },
  /** Where a page leads: links, forms, and what its scripts and frames name. */
  page_links: {
    line: 'BIGINT',
    /** Of the page. */
    url: 'VARCHAR',
    /** 'link' | 'form' | 'frame' | 'script' | 'image' | 'style'. */
    kind: 'VARCHAR',
    /** As written; '' when there is none. */
    target: 'VARCHAR',
    /** Absolute, without its fragment; '' where the target is no address of the web (`mailto:`, `tel:`, a script). */
    leads_to: 'VARCHAR',
    /** Of a link its words, of a form its button's; of a script within the page `submit`: it sends something. */
    text: 'VARCHAR',
    /** 'yes' where the words ask the visitor to book, buy, call or write; else 'no'. */
    call_to_action: 'VARCHAR',
    /** Of a form: 'get' | 'post'. */
    method: 'VARCHAR',
  },
} as const satisfies Readonly<Record<string, Table>>;
