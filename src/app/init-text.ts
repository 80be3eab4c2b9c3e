import { basename, extname } from 'node:path';
import { Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { slug } from '../analysis/ids.ts';
import { decimalText } from '../core/decimal.ts';
import { moneyDecimal } from '../core/money.ts';
import type { ReadResult, StatementRow } from '../model/facts.ts';
import { schemaLine } from '../portfolio/schema.ts';
import type { CsvLayout } from '../sources/csv/layout.ts';

export interface ProposedSource {
  /** Relative to the folder, forward slashes. */
  readonly file: string;
  readonly kind: string;
  readonly read: ReadResult;
  readonly layout?: CsvLayout;
}

export interface ProposedEntity {
  /** The folder's name. */
  readonly name: string;
  readonly sources: readonly ProposedSource[];
}

interface Proposed {
  readonly entities: readonly ProposedEntity[];
  /** The last day that any export reaches. */
  readonly last: string | undefined;
}

interface Names {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** How many payees are proposed for rules, the most frequent first; the owner will not read more at a time. */
const PAYEES = 12;

/** The proposal as the text of a portfolio.yaml: column maps written out, frequent payees as rules to fill in. */
export function portfolioText({ entities, last }: Proposed, { name, currency, timeZone }: Names): string {
  const ids = new Set<string>();
  const document = new Document({
    name,
    base_currency: currency,
    time_zone: timeZone,
    ...(last === undefined ? {} : { as_of: last }),
    entities: entities.map((entity) => entityOf(entity, ids)),
    recipients: [],
    senders: [],
  });
  document.commentBefore = [
    schemaLine('.quarterdeck/portfolio.schema.json').slice('#'.length),
    '',
    ` Proposed by quarterdeck init out of ${entities.reduce((sum, { sources }) => sum + sources.length, 0)} files. Every line is yours to change; then: quarterdeck check`,
  ].join('\n');
  const asOf = document.get('as_of', true);
  if (isScalar(asOf)) asOf.comment = ' the last day of these exports; without as_of the reports speak for today';
  const list = document.get('entities');
  const nodes = list && typeof list === 'object' && 'items' in list ? (list.items as unknown[]) : [];
  nodes.forEach((node, index) => {
    const entity = entities[index];
    if (isMap(node) && entity) annotate(node, entity);
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function entityOf({ name, sources }: ProposedEntity, ids: Set<string>): Record<string, unknown> {
  return {
    id: unique(slug(name) || 'entity', ids),
    name,
    kind: 'other',
    sources: sources.map((source) => sourceOf(name, source)),
    categories: [],
  };
}

function annotate(entity: YAMLMap, { sources }: ProposedEntity): void {
  const rows = sources.flatMap(({ read }) => read.rows);
  const frequent = payees(rows);
  if (frequent.length === 0) return;
  const rules = frequent.map(
    ([stem, { count, example }]) =>
      `   - { match: { payee: ${JSON.stringify(stem)} }, account: ${accountFor(example)} } # ${count} rows, such as ${amountOf(example)}`,
  );
  entity.comment = [
    ' Payees seen most, for rules under `categories`; the first rule that matches decides:',
    ...rules,
  ].join('\n');
}

function sourceOf(entity: string, { file, kind, read, layout }: ProposedSource): Record<string, unknown> {
  const account = accountName(entity, file, read, layout);
  const base = { file, kind, account };
  if (!layout) return base;
  const headings = Object.entries(layout.columns).map(([field, indexes]) => {
    const names = indexes.map((index) => layout.header[index]?.trim() || String(index + 1));
    return [field, names.length === 1 ? names[0] : names] as const;
  });
  return {
    ...base,
    preset: layout.preset,
    columns: Object.fromEntries(headings),
    delimiter: layout.delimiter,
    // What was only assumed is not written down: it would silence the warning that says so.
    ...(layout.decimalHow === 'assumed' ? {} : { decimal: layout.decimal }),
    ...(layout.dateOrderHow === 'assumed' ? {} : { date_order: layout.dateOrder }),
    encoding: layout.encoding,
  };
}

function accountName(entity: string, file: string, read: ReadResult, layout: CsvLayout | undefined): string {
  // Stripe's balance history and its payouts are of one account.
  const provider = layout && layout.preset !== 'bank' ? layout.preset.replace('-payouts', '') : undefined;
  const words =
    provider ??
    basename(file, extname(file))
      .replaceAll(/[_\-:;.]+|\b\d{4}\b.*$/g, ' ')
      .trim();
  const card = read.rows.length > 0 && /card|visa|amex|mastercard/i.test(file);
  const title = [entity, words || 'Bank']
    .join(' ')
    .replaceAll(/[:;\s]+/g, ' ')
    .trim();
  return `${card ? 'Liabilities' : 'Assets'}:${title}`;
}

function accountFor(row: StatementRow): string {
  return row.amount < 0n ? 'Expenses:Uncategorised' : 'Income:Uncategorised';
}

function amountOf(row: StatementRow): string {
  return `${decimalText(moneyDecimal({ minor: row.amount, currency: row.currency }))} ${row.currency}`;
}

/** Payees by their words, numbers left out (`SHELL #4411` and `SHELL #0912` are one), the most frequent first. */
function payees(rows: readonly StatementRow[]): [string, { count: number; example: StatementRow }][] {
  const seen = new Map<string, { count: number; example: StatementRow }>();
  for (const row of rows) {
    const stem = row.payee.split(/[#*\d]/)[0]?.trim() ?? '';
    if (stem.length < 3) continue;
    const before = seen.get(stem);
    seen.set(stem, { count: (before?.count ?? 0) + 1, example: before?.example ?? row });
  }
  return [...seen]
    .filter(([, { count }]) => count > 1)
    .toSorted((a, b) => b[1].count - a[1].count)
    .slice(0, PAYEES);
}

function unique(id: string, taken: Set<string>): string {
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id}-${n}`;
  taken.add(free);
  return free;
}
