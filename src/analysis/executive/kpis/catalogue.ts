import type { Entity } from '../../../model/portfolio.ts';
import { figureOf, type Kpi } from './kpi.ts';
import { averageBooking, cancellationRate, leadTime, utilisation } from './of-bookings.ts';
import {
  averageSale,
  costOfASale,
  costShare,
  growth,
  largestStream,
  operatingMargin,
  salesAMonth,
} from './of-ledger.ts';
import { winRate } from './of-offers.ts';

const ROWS = 'bank or payment exports of three full months and more';
const TWO_YEARS = 'bank or payment exports of twenty-four full months';
const BOOKINGS = 'a bookings sheet with days, customers, prices and states';
const PIPELINE = 'a pipeline sheet with deals won and lost';
const HOURS = 'a time export, invoices and agreements';
const INVOICES = 'an invoices export';
const RENT = 'a rent roll, rents received and the loan’s statement';
const JOBS = 'a jobs sheet with miles and days, and what each job cost';

const kpi = (id: string, name: string, formula: string, source: string, measure?: Kpi['measure']): Kpi => ({
  id,
  name,
  formula,
  source,
  ...(measure ? { measure } : {}),
});

const MARGIN = kpi(
  'operating-margin',
  'Operating margin',
  '(revenue − operating expenses) ÷ revenue, twelve full months',
  ROWS,
  operatingMargin,
);
const GROWTH = kpi(
  'revenue-growth',
  'Revenue growth',
  'revenue of twelve full months ÷ that of the twelve before − 1',
  TWO_YEARS,
  growth,
);
const SALE = kpi('average-sale', 'Average sale', 'revenue ÷ sales, twelve full months', ROWS, averageSale);
const DSO = kpi(
  'dso',
  'Days sales outstanding',
  'owed by customers ÷ billed × days',
  INVOICES,
  figureOf('receivables', 'dso'),
);
const REVIEWS = kpi(
  'review-score',
  'Review score',
  'mean of the stars that customers gave, twelve months',
  'an export of reviews from the places where customers rate',
);
const STREAM = kpi(
  'largest-stream',
  'Share of the largest stream',
  'largest stream ÷ all streams, twelve full months',
  ROWS,
  largestStream,
);

const CLIENT_HOURS = [
  kpi('realisation', 'Realisation', 'billed ÷ worked at the agreed rates', HOURS, figureOf('clients', 'realisation')),
  kpi(
    'effective-rate',
    'Effective rate of an hour',
    'billed ÷ hours worked',
    HOURS,
    figureOf('clients', 'effective-rate'),
  ),
  kpi(
    'unbilled',
    'Work not billed',
    'hours worked and not invoiced, at their rates',
    HOURS,
    figureOf('clients', 'unbilled'),
  ),
] as const;
const OVERDUE = kpi(
  'overdue',
  'Overdue invoices',
  'invoices past their day and not paid',
  INVOICES,
  figureOf('clients', 'overdue'),
);

/** What practice steers each kind of business by, in the order in which it asks. */
export const KPIS: Readonly<Record<Entity['kind'], readonly Kpi[]>> = {
  'yacht-charter': [
    kpi('utilisation', 'Utilisation', 'days with a charter ÷ days, twelve full months', BOOKINGS, utilisation),
    kpi('average-booking', 'Average booking', 'price of bookings ÷ bookings', BOOKINGS, averageBooking),
    kpi('lead-time', 'Booking lead time', 'days from booking to service ÷ bookings', BOOKINGS, leadTime),
    kpi('cancellation-rate', 'Cancellation rate', 'bookings called off ÷ bookings', BOOKINGS, cancellationRate),
    MARGIN,
    kpi(
      'site-conversion',
      'Visitors who book',
      'bookings by the site ÷ visitors of the site',
      'web analytics of the site, with bookings as goals',
    ),
    REVIEWS,
  ],
  events: [
    STREAM,
    kpi('win-rate', 'Win rate', 'deals won ÷ deals settled, twelve full months', PIPELINE, winRate),
    GROWTH,
    MARGIN,
    kpi(
      'attendance',
      'Attendance of an event',
      'tickets scanned ÷ seats',
      'a ticketing export with events, seats and scans',
    ),
    kpi(
      'event-margin',
      'Margin of an event',
      '(takings − costs of the event) ÷ takings',
      'an event sheet that names the event of each cost and each sale',
    ),
  ],
  'junk-removal': [
    kpi('jobs-a-month', 'Jobs a month', 'mean of twelve full months', ROWS, salesAMonth),
    kpi('revenue-per-job', 'Revenue of a job', 'revenue ÷ jobs, twelve full months', ROWS, averageSale),
    kpi(
      'disposal-share',
      'Disposal',
      'landfill and dump fees ÷ revenue',
      ROWS,
      costShare(/dump|landfill|disposal|transfer station|entsorg|deponie/),
    ),
    kpi(
      'advertising-per-job',
      'Advertising of a job',
      'advertising ÷ jobs, twelve full months',
      ROWS,
      costOfASale(/market|advert|werbung|publicit/),
    ),
    kpi(
      'response-time',
      'Time to the first answer',
      'minutes from enquiry to first answer, median',
      'a log of enquiries with times (call tracking, form, inbox)',
    ),
    kpi(
      'cost-per-lead',
      'Cost of a lead, by channel',
      'spent on the channel ÷ enquiries that came by it',
      'a log of enquiries with the channel of each',
    ),
    REVIEWS,
  ],
  'web-agency': [
    ...CLIENT_HOURS,
    DSO,
    MARGIN,
    kpi(
      'client-satisfaction',
      'Client satisfaction',
      'promoters − detractors (net promoter score)',
      'a survey of clients after each project',
    ),
  ],
  'rental-property': [
    kpi('occupancy', 'Occupancy', 'units let ÷ units', RENT, figureOf('rental', 'occupancy')),
    kpi('noi', 'Net operating income', 'rents − operating expenses, before the loan', RENT, figureOf('rental', 'noi')),
    kpi('dscr', 'Debt service cover', 'net operating income ÷ payments of the loan', RENT, figureOf('rental', 'dscr')),
    kpi('cap-rate', 'Cap rate', 'net operating income ÷ value of the property', RENT, figureOf('rental', 'cap-rate')),
    kpi('delinquent', 'Rent overdue', 'rents due and not received', RENT, figureOf('rental', 'delinquent')),
  ],
  'yacht-delivery': [
    kpi(
      'win-rate',
      'Win rate',
      'quotes won ÷ quotes settled',
      'a quotes sheet with answers',
      figureOf('delivery', 'win-rate'),
    ),
    kpi('margin', 'Margin of jobs', '(price − costs) ÷ price', JOBS, figureOf('delivery', 'margin')),
    kpi(
      'margin-per-mile',
      'Margin of a mile',
      'margin ÷ nautical miles',
      JOBS,
      figureOf('delivery', 'margin-per-mile'),
    ),
    kpi('margin-per-day', 'Margin of a day', 'margin ÷ days under way', JOBS, figureOf('delivery', 'margin-per-day')),
    kpi(
      'on-time',
      'Arrivals on time',
      'jobs that arrived by the day promised ÷ jobs',
      'a jobs sheet with the day promised beside the day of arrival',
    ),
  ],
  'client-billing': [...CLIENT_HOURS, OVERDUE],
  bakery: [
    GROWTH,
    MARGIN,
    kpi(
      'ingredients-share',
      'Ingredients',
      'flour, butter and other goods ÷ revenue',
      ROWS,
      costShare(/ingredient|flour|mehl|farine|butter|beurre|ware|matiere/),
    ),
    kpi(
      'wages-share',
      'Wages',
      'wages and what goes with them ÷ revenue',
      ROWS,
      costShare(/payroll|wage|salair|lohn|lohne|gehalt|sozial|cotisation/),
    ),
    STREAM,
    kpi('average-ticket', 'Average ticket', 'takings ÷ tickets of the till', 'a till export with one row a ticket'),
    kpi(
      'unsold-share',
      'Unsold',
      'goods unsold at closing ÷ goods baked',
      'a production sheet with what was left over',
    ),
  ],
  saas: [
    kpi(
      'mrr',
      'Revenue of the last month',
      'revenue of the last full month, subscriptions paid',
      ROWS,
      ({ ground, scopes: [scope = ''] }) => ground.book.find(`${scope}.revenue.${ground.full}`),
    ),
    GROWTH,
    MARGIN,
    DSO,
    kpi(
      'churn',
      'Churn',
      'subscriptions ended ÷ subscriptions at the month’s beginning',
      'a subscriptions export with first and last days',
    ),
    kpi(
      'acquisition-cost',
      'Cost of a new customer',
      'marketing and sales ÷ new customers',
      'a subscriptions export with the first day of each customer',
    ),
  ],
  other: [MARGIN, GROWTH, SALE, DSO],
};
