import type { Problem } from '../../core/problem.ts';
import type { Row } from '../../model/facts.ts';
import { shown } from '../_codes.ts';
import { lineMoney, outstandingOf, statusOf, sumOf, type LineMoney } from './invoice-money.ts';
import { firstWords, numberIn, wordsIn, type Cells, type Gathered, type ReadRecord, type Tell } from './kind.ts';
import { rowOf } from './rows.ts';

/** The records of one invoice: one, or one for each of its lines. */
interface Invoice {
  readonly number: string;
  readonly first: ReadRecord;
  readonly records: ReadRecord[];
}

const LINE_FIELDS = ['line_amount', 'line_total', 'unit_amount'];

/** What tells of a line rather than of an invoice: a net amount stands in lists of invoices, too. */
const DETAILS = ['item', 'description', 'quantity', 'unit_amount', 'line_total'];

function hasLines(cells: Cells): boolean {
  const has = (fields: readonly string[]): boolean => fields.some((field) => cells[field] !== undefined);
  return has(LINE_FIELDS) && (has(DETAILS) || !has(['total']));
}

/** What is in every record of an invoice alike, where an export repeats it. */
const SHARED = ['client', 'total', 'issued', 'currency'] as const;

/** Makes invoices of records: what is none of ours is named and left out. */
export function gatherInvoices(records: readonly ReadRecord[], tell: Tell, unread: ReadonlySet<string>): Gathered {
  const gathering = new Gathering(tell, unread);
  const byLines = hasLines(records[0]?.cells ?? {});
  for (const record of records) gathering.take(record, byLines);
  return gathering.finish(byLines);
}

class Gathering {
  readonly #tell: Tell;
  readonly #unread: ReadonlySet<string>;
  readonly #problems: Problem[] = [];
  readonly #invoices = new Map<string, Invoice>();
  readonly #rows: Row[] = [];
  readonly #lines: Row[] = [];

  constructor(tell: Tell, unread: ReadonlySet<string>) {
    this.#tell = tell;
    this.#unread = unread;
  }

  take(record: ReadRecord, byLines: boolean): void {
    const { cells } = record;
    const number = firstWords(cells, 'number', 'id');
    if (wordsIn(cells, 'paper') === 'other') {
      this.#name('invoice-left-out', record, 'paper', `${number === '' ? 'it' : shown(number)} is no invoice of ours`, {
        expected: 'an invoice or a credit note',
        mend: 'nothing to mend: bills and payments are not counted',
      });
      return;
    }
    if (number === '') {
      this.#name('sheet-cell-missing', record, 'number', 'an invoice without number', {
        expected: 'number or id',
        mend: 'fill in the number',
      });
      return;
    }
    const before = this.#invoices.get(number.toLowerCase());
    if (!before) this.#invoices.set(number.toLowerCase(), { number, first: record, records: [record] });
    else if (byLines) before.records.push(record);
    else {
      const message = `${shown(number)} is on line ${before.first.record.line}, too`;
      this.#name('sheet-duplicate', record, 'number', message, {
        expected: 'each invoice once',
        mend: 'take out the one that does not hold; until then the first counts',
      });
    }
  }

  finish(byLines: boolean): Gathered {
    for (const invoice of this.#invoices.values()) {
      if (this.#agree(invoice)) this.#keep(invoice, byLines);
    }
    const tables = byLines ? { invoices: this.#rows, invoice_lines: this.#lines } : { invoices: this.#rows };
    return { tables, problems: this.#problems };
  }

  /** True when all lines of an invoice say the same of it; one that leaves a cell empty says nothing. */
  #agree({ number, first, records }: Invoice): boolean {
    for (const record of records) {
      const other = SHARED.find((field) => {
        const [a, b] = [first.cells[field] ?? '', record.cells[field] ?? ''];
        return a !== '' && b !== '' && a !== b;
      });
      if (!other) continue;
      const message = `${shown(number)} has another ${other} here than on line ${first.record.line}`;
      this.#name('invoice-lines-disagree', record, other, message, {
        expected: 'one invoice in all its lines',
        mend: `mend the lines; until then none of the ${records.length} counts`,
      });
      return false;
    }
    return true;
  }

  #keep(invoice: Invoice, byLines: boolean): void {
    const { number, first, records } = invoice;
    const money = byLines ? records.map((record) => this.#line(record)) : [];
    const lines = money.filter((one) => one !== undefined);
    const stated = numberIn(first.cells, 'total');
    const whole = lines.length === money.length && !this.#unread.has(number.toLowerCase());
    // A sum without one of its lines would be too small.
    const total = stated ?? (byLines && whole ? sumOf(lines.map(({ gross }) => gross)) : null);
    if (total === null) {
      this.#name('sheet-cell-missing', first, 'total', `what ${shown(number)} amounts to is not known`, {
        expected: 'a total, or an amount in each of its lines',
        mend: 'fill in the amounts',
      });
      return;
    }
    const tax = taxOf(first.cells, lines, byLines);
    const sign = wordsIn(first.cells, 'paper') === 'credit' && total > 0n ? -1n : 1n;
    this.#rows.push(invoiceRow(invoice, { total, tax, sign }));
    if (byLines) this.#keepLines(invoice, netLines(lines, total, tax), { total, tax, sign });
  }

  #line(record: ReadRecord): LineMoney | undefined {
    const line = lineMoney(record);
    if (line) return line;
    return this.#name('amount-precision', record, 'unit_amount', 'quantity times price is no whole number of cents', {
      expected: 'the amount of the line',
      mend: 'export the amounts of lines; they are never rounded',
    });
  }

  #keepLines({ number, first, records }: Invoice, nets: readonly (bigint | null)[], { total, tax, sign }: Sums): void {
    const sum = sumOf(nets);
    if (sum === null || sum !== total - (tax ?? 0n)) {
      this.#name('invoice-lines-sum', first, 'total', `the lines of ${shown(number)} are not its total without tax`, {
        expected: 'lines that add up to the invoice',
        mend: 'export it again; the invoice counts with its total',
      });
    }
    records.forEach((record, at) => {
      const net = nets[at] ?? null;
      const own = { number, description: descriptionOf(record.cells), amount: net === null ? null : net * sign };
      this.#lines.push(rowOf('invoice_lines', record, own));
    });
  }

  #name(
    code: Parameters<Tell>[0],
    { record }: ReadRecord,
    field: string,
    message: string,
    advice: Parameters<Tell>[3],
  ): undefined {
    this.#problems.push(this.#tell(code, { record, field }, message, advice));
    return undefined;
  }
}

interface Sums {
  readonly total: bigint;
  readonly tax: bigint | null;
  /** -1 for a credit note that the export writes without a minus. */
  readonly sign: bigint;
}

function taxOf(cells: Cells, lines: readonly LineMoney[], byLines: boolean): bigint | null {
  const stated = numberIn(cells, 'tax');
  return stated ?? (byLines ? sumOf(lines.map(({ tax }) => tax)) : numberIn(cells, 'line_tax'));
}

/** Lines without tax. An export whose lines bear their tax adds up to the total; then the tax is taken off each. */
function netLines(lines: readonly LineMoney[], total: bigint, tax: bigint | null): readonly (bigint | null)[] {
  const nets = lines.map(({ net }) => net);
  const inclusive = tax !== null && tax !== 0n && sumOf(nets) === total;
  return inclusive ? lines.map((line) => (line.net === null ? null : line.net - (line.tax ?? 0n))) : nets;
}

function invoiceRow({ number, first }: Invoice, { total, tax, sign }: Sums): Row {
  const { cells } = first;
  const signed = (value: bigint | null): bigint | null => (value === null ? null : value * sign);
  const outstanding = outstandingOf(cells, total, wordsIn(cells, 'status'));
  const status = statusOf(cells, total, outstanding);
  const own = {
    number,
    client: firstWords(cells, 'client', 'email', 'customer'),
    issued: cells['issued'] ?? null,
    due: cells['due'] ?? null,
    paid_on: status === 'paid' ? (cells['paid_on'] ?? null) : null,
    total: total * sign,
    tax: signed(tax),
    outstanding: signed(outstanding),
    status,
  };
  return rowOf('invoices', first, own);
}

function descriptionOf(cells: Cells): string {
  const words = [wordsIn(cells, 'item'), wordsIn(cells, 'description')].filter((one) => one !== '');
  return [...new Set(words)].join(': ');
}
