import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import {
  ageing,
  daysOutstanding,
  daysPastDue,
  invoicedLately,
  owedOf,
  pastDue,
  type Ageing,
  type Owed,
} from './clients/ageing.ts';
import { invoiceGaps, noInvoices, sellingOnAccount } from './clients/gaps.ts';
import { readInvoices, type EntityInvoices, type Invoice } from './clients/invoices.ts';
import { atPlaces } from './clients/slice.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, money, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';

/** What customers owe, of an entity or of the group. */
export interface Owing extends Ageing {
  readonly over60: Figure;
  /** Invoiced in the last 90 days, with tax. */
  readonly invoiced: Figure;
  /** Days sales outstanding. */
  readonly dso: Figure;
}

export interface EntityReceivables extends Owing {
  readonly of: EntityCoverage;
  /** The invoice that has been due the longest, and how many days it is past due. */
  readonly oldest: { readonly invoice: Invoice; readonly owed: Figure; readonly days: Figure } | undefined;
}

export interface Receivables {
  readonly entities: readonly EntityReceivables[];
  /** Only where every entity with invoices has the portfolio's currency. */
  readonly group: Owing | undefined;
}

/** Receivables are old once they are so many days past due. */
const OLD_DAYS = 60;

/** FIN-06: what customers owe by days past due, and how long sales take to become cash. */
export async function receivables(ground: Ground): Promise<Reading<Receivables>> {
  const onFile = await readInvoices(ground);
  const selling = await sellingOnAccount(ground);
  const without = selling.filter(({ entity }) => !onFile.some(({ of }) => of.entity.id === entity.id));
  if (onFile.length === 0) return notSeen(nobodysInvoices(without));
  const entities = onFile.map((invoices) => ofEntity(ground, invoices));
  const gaps = [...without.map(noInvoices), ...onFile.flatMap(invoiceGaps)];
  return seen({ entities, group: ofGroup(ground, entities) }, gaps);
}

function nobodysInvoices(without: readonly EntityCoverage[]): CoverageGap {
  const names = without.map(({ entity }) => entity.name).join(', ');
  return {
    id: 'group.invoices',
    entity: 'group',
    source: names === '' ? 'invoices export' : `invoices export of ${names}`,
    wouldTell: 'who owes what and for how long, and the days that sales take to become cash',
    suffers: ['FIN-06', 'FIN-10'],
  };
}

/** The figures of an entity; the client billing audit names the same ones. */
export function ofEntity(ground: Ground, { of, sent }: EntityInvoices): EntityReceivables {
  const { book } = ground;
  const { entity, currency } = of;
  const owed: Owed = {
    id: figureId(scopeOf(entity), 'receivables'),
    label: `${entity.name} receivables`,
    currency,
    sent,
  };
  const ages = ageing(book, owed);
  const invoiced = invoicedLately(book, owed);
  const over60 = owedOf(book, {
    ...owed,
    id: figureId(owed.id, 'over-60'),
    label: `${owed.label}, more than 60 days past due`,
    sent: pastDue(sent, book.asOf, OLD_DAYS + 1),
  });
  return {
    of,
    ...ages,
    over60,
    invoiced,
    dso: daysOutstanding(book, owed, ages.open, invoiced),
    oldest: oldestOf(ground, owed),
  };
}

function oldestOf({ book }: Ground, owed: Owed): EntityReceivables['oldest'] {
  const [invoice] = pastDue(owed.sent, book.asOf, OLD_DAYS + 1).rows.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (!invoice) return undefined;
  const { sent } = owed;
  const only = { ...sent, rows: [invoice], where: [...sent.where, atPlaces([invoice])] };
  const one = { ...owed, id: figureId(owed.id, 'oldest'), label: `Invoice ${invoice.number}, owed`, sent: only };
  return { invoice, owed: owedOf(book, one), days: daysPastDue(book, one) };
}

const PARTS = ['current', 'to30', 'to60', 'to90', 'over90', 'open', 'over60', 'invoiced'] as const;

/** The group's, where all entities count in the portfolio's currency; else each stands for itself. */
function ofGroup({ book, declared }: Ground, entities: readonly EntityReceivables[]): Owing | undefined {
  const base = declared.portfolio.base_currency;
  if (entities.some(({ of }) => of.currency !== base)) return undefined;
  const label = 'Receivables of the group';
  const total = (part: (typeof PARTS)[number]): Figure => {
    const id = figureId('group', 'receivables', part.replace(/(\d+)/, '-$1'));
    const parts = entities.map((entity) => entity[part]);
    return book.formula(id, `${label}, ${WORDS[part]}`, money(base), 'sum', parts, { text: 'sum over the entities' });
  };
  const sums = Object.fromEntries(PARTS.map((part) => [part, total(part)])) as Record<(typeof PARTS)[number], Figure>;
  return {
    ...sums,
    dso: daysOutstanding(book, { id: figureId('group', 'receivables'), label }, sums.open, sums.invoiced),
  };
}

const WORDS: Readonly<Record<(typeof PARTS)[number], string>> = {
  current: 'not due yet',
  to30: '1 to 30 days past due',
  to60: '31 to 60 days past due',
  to90: '61 to 90 days past due',
  over90: 'more than 90 days past due',
  open: 'owed by customers',
  over60: 'more than 60 days past due',
  invoiced: 'invoiced in 90 days',
};
