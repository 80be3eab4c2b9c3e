import type { Book } from '../../model/book.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import { count, figureId, money, scopeOf } from '../ids.ts';
import { oneOf } from '../sql.ts';
import { owedOf, pastDue } from './ageing.ts';
import { yearBegins, type ClientSheets } from './sheets.ts';
import { narrow, sumOf } from './slice.ts';
import { hoursOf, since } from './time.ts';
import type { Client, ClientTotals } from './types.ts';

interface Over {
  readonly book: Book;
  readonly sheets: ClientSheets;
  /** The beginning of ids, and of labels. */
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly clients: readonly Client[];
}

const NO_TIME = 'no time sheet is on file';
const NO_INVOICES = 'no invoices are on file';

/** The figures of an entity over all of its clients. */
export function totalsOf(book: Book, sheets: ClientSheets, clients: readonly Client[]): ClientTotals {
  const { entity, currency } = sheets.of;
  const over: Over = { book, sheets, id: figureId(scopeOf(entity), 'clients'), name: entity.name, currency, clients };
  const hours = allHours(over);
  const billed = allBilled(over);
  return {
    count: counted(over, 'count', 'clients', clients),
    withoutTerms:
      sheets.records.agreements > 0n
        ? counted(
            over,
            'without-terms',
            'clients without agreement, rate or billing model',
            clients.filter(({ active, missing }) => active && missing.length > 0),
          )
        : unknown(over, 'without-terms', 'clients without terms', count('client'), 'no agreements are on file'),
    hours,
    billed,
    ...realised(over),
    effectiveRate: book.formula(
      figureId(over.id, 'effective-rate'),
      `${over.name}, effective rate of clients`,
      money(currency),
      'quotient',
      [billed, hours],
      { text: 'billed ÷ hours' },
    ),
    overdue: allOverdue(over),
    ...allUnbilled(over),
  };
}

function unknown({ book, id, name }: Over, part: string, words: string, unit: Unit, why: string): Figure {
  return book.unknown(figureId(id, part), `${name}, ${words}`, unit, why);
}

/** One row for each client: the first of any sheet that names it. */
function counted(
  { book, sheets, id, name }: Over,
  part: string,
  words: string,
  clients: readonly Pick<Client, 'name'>[],
): Figure {
  const own = `WHERE entity = ${sqlText(sheets.of.entity.id)}`;
  const each = ['agreements', 'time_entries', 'invoices', 'client_costs'].map(
    (sheet) => `SELECT client, file, line, source FROM ${sheet} ${own}`,
  );
  const query = `SELECT client AS payee, CAST(1 AS BIGINT) AS amount, file, line, source
FROM (SELECT client, file, line, source, ROW_NUMBER() OVER (PARTITION BY client ORDER BY file, line) AS place
  FROM (${each.join('\n    UNION ALL ')}) named
  WHERE ${oneOf(
    'client',
    clients.map((client) => client.name),
  )}) placed
WHERE place = 1
ORDER BY file, line`;
  const label = `${name}, ${words}`;
  return book.rows(figureId(id, part), label, count('client'), BigInt(clients.length), {
    query,
    measure: 'rows',
    sign: 1,
  });
}

/** Names of rows that are no client's, such as '' for the owner's own hours. */
function namesNobody(rows: readonly { readonly key: string; readonly client: string }[]): string {
  const nobody = new Set(rows.filter(({ key }) => key === '').map(({ client }) => client));
  return `NOT ${oneOf("COALESCE(client, '')", [...nobody, ''])}`;
}

function allHours(over: Over): Figure {
  const { book, sheets, id, name } = over;
  if (sheets.records.time_entries === 0n) return unknown(over, 'hours', 'hours', { kind: 'hours' }, NO_TIME);
  const year = since(sheets.worked, yearBegins(book.asOf));
  const own = narrow(year, ({ key }) => key !== '', namesNobody(sheets.worked.rows));
  return hoursOf(book, { id: figureId(id, 'hours'), label: `${name}, hours for clients in twelve months` }, own);
}

function allBilled(over: Over): Figure {
  const { book, sheets, id, name, currency } = over;
  const words = 'billed to clients in twelve months';
  if (!sheets.invoices) return unknown(over, 'billed', words, money(currency), NO_INVOICES);
  const { sent } = sheets.invoices;
  const from = yearBegins(book.asOf);
  const own = narrow(
    narrow(sent, ({ date }) => date >= from, `date >= ${sqlDate(from)}`),
    ({ key }) => key !== '',
    namesNobody(sent.rows),
  );
  const named = { id: figureId(id, 'billed'), label: `${name}, ${words}` };
  return sumOf(book, named, money(currency), own, ['net', ({ net }) => net]);
}

function allOverdue(over: Over): Figure {
  const { book, sheets, id, name, currency } = over;
  if (!sheets.invoices) return unknown(over, 'overdue', 'invoices past due', money(currency), NO_INVOICES);
  const label = `${name}, invoices past due`;
  return owedOf(book, {
    id: figureId(id, 'overdue'),
    label,
    currency,
    sent: pastDue(sheets.invoices.sent, book.asOf, 1),
  });
}

/** Billed ÷ value at the agreed rates, over the clients that have both billable hours and a rate. */
function realised(over: Over): Pick<ClientTotals, 'value' | 'realisation'> {
  const { book, id, name, currency, clients } = over;
  const valued = clients.flatMap(({ hours, billing }) => {
    const value = hours?.value;
    return value?.value && value.value.mantissa !== 0n && billing ? [{ value, billed: billing.billed }] : [];
  });
  const sum = (part: string, words: string, parts: readonly Figure[]): Figure =>
    parts.length === 0
      ? unknown(over, part, words, money(currency), 'no client has invoices and billable hours at an agreed rate')
      : book.formula(figureId(id, part), `${name}, ${words}`, money(currency), 'sum', parts, {
          text: 'sum over clients',
        });
  const value = sum(
    'value',
    'billable hours at the agreed rates',
    valued.map((one) => one.value),
  );
  const billed = sum(
    'realisation.billed',
    'billed to clients with an agreed rate',
    valued.map((one) => one.billed),
  );
  const realisation = book.formula(
    figureId(id, 'realisation'),
    `${name}, realisation`,
    { kind: 'percent' },
    'percent',
    [billed, value],
    { text: 'billed ÷ billable hours at the agreed rates, of clients with a rate' },
  );
  return { value, realisation };
}

function allUnbilled(over: Over): Pick<ClientTotals, 'unbilled' | 'unbilledHours' | 'unpriced'> {
  const { book, id, name, currency, clients } = over;
  const open = clients.flatMap(({ unbilled }) => (unbilled ? [unbilled] : []));
  const why =
    open.length === 0 ? 'no time of clients who pay by the hour is on file' : 'no rate is agreed with any client';
  const sum = (part: string, words: string, unit: Unit, parts: readonly Figure[], none: string): Figure =>
    parts.length === 0
      ? unknown(over, part, words, unit, none)
      : book.formula(figureId(id, part), `${name}, ${words}`, unit, 'sum', parts, {
          text: 'sum over clients',
          ...(unit.kind === 'hours' ? { digits: 6 } : {}),
        });
  const priced = open.flatMap(({ value }) => (value ? [value] : []));
  const hours: Unit = { kind: 'hours' };
  return {
    unbilled: sum('unbilled', 'unbilled for more than 30 days', money(currency), priced, why),
    unbilledHours: sum(
      'unbilled.hours',
      'hours unbilled for more than 30 days',
      hours,
      open.map((one) => one.hours),
      why,
    ),
    unpriced: sum(
      'unbilled.unpriced',
      'unbilled hours without an agreed rate',
      hours,
      open.filter(({ value }) => !value).map((one) => one.hours),
      'every client who pays by the hour has a rate',
    ),
  };
}
