import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';
import { count, distinctSlug, figureId, money } from '../ids.ts';
import { postingsQuery } from '../sql.ts';
import { plainWords } from './names.ts';
import { costOf, passedOn, type BilledLine, type Charge } from './pass-through.ts';
import { chargeConditions, yearBegins, type ClientSheets } from './sheets.ts';
import { atPlaces } from './slice.ts';
import type { ClientItem } from './types.ts';

interface Whose {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/** Charges that are the client's to bear, by the name that invoices give them, and what was billed on. */
export function itemsOf(book: Book, sheets: ClientSheets, whose: Whose): ClientItem[] {
  const own = sheets.charges.flatMap((charge) => {
    const cost = costOf(charge, sheets.costs);
    return cost?.key === whose.key ? [{ charge, item: cost.item }] : [];
  });
  const byItem = new Map<string, { item: string; charges: Charge[] }>();
  for (const { charge, item } of own) {
    const key = plainWords(item).join(' ');
    const group = byItem.get(key) ?? { item, charges: [] };
    group.charges.push(charge);
    byItem.set(key, group);
  }
  return [...byItem].map(([key, { item, charges }]) => itemOf(book, sheets, { ...whose, item, itemKey: key }, charges));
}

type Item = Whose & { readonly item: string; readonly itemKey: string };

function itemOf(book: Book, sheets: ClientSheets, whose: Item, charges: readonly Charge[]): ClientItem {
  const id = figureId(whose.id, 'cost', distinctSlug(whose.itemKey));
  const label = `${whose.name}, ${whose.item}`;
  const lines = sheets.lines.filter(({ key, date }) => key === whose.key && date >= yearBegins(book.asOf));
  const known = linesAreKnown(sheets, whose.key);
  const { lines: used, left } = passedOn(whose.item, charges, lines, book.asOf);
  const charged = (suffix: string, words: string, of: readonly Charge[]): Figure =>
    chargedFigure(book, sheets, { id: figureId(id, suffix), label: `${label}, ${words}` }, of);
  return {
    item: whose.item,
    id,
    charged: charged('charged', 'charged in twelve months', charges),
    number: book.rows(figureId(id, 'number'), `${label}, charges`, count('charge'), BigInt(charges.length), {
      query: chargesQuery(book, sheets, charges),
      measure: 'rows',
      sign: 1,
    }),
    billed: known
      ? billedFigure(book, sheets, { id: figureId(id, 'billed'), label: `${label}, billed on` }, used)
      : undefined,
    left: known ? charged('left', 'not passed on', left) : undefined,
  };
}

/** Without lines nobody can tell what an invoice was for: of a client none of whose invoices has any, it is not known. */
function linesAreKnown({ invoices, lines, records }: ClientSheets, key: string): boolean {
  if (!invoices || records.invoice_lines === 0n) return false;
  return lines.some((line) => line.key === key) || !invoices.sent.rows.some((invoice) => invoice.key === key);
}

/** Each charge by its place and payee: one line of books can hold postings of which only some are the client's. */
function chargesQuery(book: Book, { of }: ClientSheets, charges: readonly Charge[]): string {
  const each = charges.map(
    ({ file, line, payee }) => `(file = ${sqlText(file)} AND line = ${line} AND payee = ${sqlText(payee)})`,
  );
  return postingsQuery([...chargeConditions(of, book.asOf), each.length > 0 ? `(${each.join(' OR ')})` : '1 = 0']);
}

interface NamedFigure {
  readonly id: string;
  readonly label: string;
}

function chargedFigure(
  book: Book,
  sheets: ClientSheets,
  { id, label }: NamedFigure,
  charges: readonly Charge[],
): Figure {
  const sum = charges.reduce((total, { amount }) => total + amount, 0n);
  const query = chargesQuery(book, sheets, charges);
  return book.rows(id, label, money(sheets.of.currency), sum, { query, measure: 'amount', sign: 1 });
}

function billedFigure(
  book: Book,
  { of }: ClientSheets,
  { id, label }: NamedFigure,
  lines: readonly BilledLine[],
): Figure {
  const sum = lines.reduce((total, { amount }) => total + amount, 0n);
  const query = `SELECT description AS payee, amount, file, line, source
FROM invoice_lines\nWHERE entity = ${sqlText(of.entity.id)} AND ${atPlaces(lines)}\nORDER BY file, line`;
  return book.rows(id, label, money(of.currency), sum, { query, measure: 'amount', sign: 1 });
}
