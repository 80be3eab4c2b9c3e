import type { Problem } from '../../core/problem.ts';
import type { ReadResult, Row } from '../../model/facts.ts';
import type { ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import { Cells } from './cells.ts';
import { Chart } from './chart.ts';
import { classify, type Classified } from './classify.ts';
import { entriesOf } from './entries.ts';
import type { Program } from './forms.ts';
import { openingDay, readOpening, statedOpening, type Opening, type StatedOpening } from './openings.ts';
import { readPosting, type Manner, type Posting, type Setting } from './posting.ts';
import { Sections } from './sections.ts';
import { openSheet, type Sheet } from './sheet.ts';
import { Totals } from './totals.ts';
import { group, groupingOf, refusal, residues, residueText, type Grouped } from './transactions.ts';

/** An export of a program and how it says what it says. */
export interface Books extends Manner {
  readonly program: Program;
  /** Whether every posting names its transaction. */
  readonly numbered: boolean;
}

/** Words of a status column for what is not in the books, or no longer. */
const NOT_BOOKED: ReadonlySet<string> = new Set(
  'deleted, voided, void, draft, cancelled, canceled, non-posting, no, unposted, not posted, rejected'.split(', '),
);

/** Reads an accounting export as books: table `entries`, and no statement rows. */
export function readBooks(bytes: Uint8Array, file: string, options: ReadOptions, books: Books): ReadResult {
  const opened = openSheet(bytes, file, options, books.program);
  const nothing = { kind: books.program, rows: [], balances: [] };
  if (!opened.sheet) return { ...nothing, layout: opened.layout, problems: opened.problems };
  const chart = new Chart(options.accounts, books);
  const gathered = new Gathering({ sheet: opened.sheet, chart, manner: books }).read();
  const how = groupingOf(gathered.postings, books.numbered);
  const grouped = group(gathered.postings, how);
  const openings = { list: gathered.openings, day: openingDay(opened.sheet.titles, gathered.postings) };
  const problems = [...gathered.problems, ...chart.problems, ...refusals(grouped, opened.sheet, books.better)];
  const entries = entriesOf(grouped.whole, openings, opened.sheet.currency, options.counterparties);
  const layout = { ...opened.layout, transactions: how, counted: `${grouped.whole.length} transactions` };
  return { ...nothing, layout, problems: [...opened.problems, ...inOrder(problems)], tables: tablesOf(entries) };
}

function tablesOf(entries: readonly Row[]): NonNullable<ReadResult['tables']> {
  return { entries };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

/** Where no transaction is whole and the file does not sum to zero, one problem says so, and not one each. */
function refusals({ whole, refused }: Grouped, sheet: Sheet, better: string): Problem[] {
  const sums = residues(refused.flat());
  if (whole.length > 0 || sums.size === 0 || refused.flat().some(({ sound }) => !sound)) {
    return refused.flatMap((one) => refusal(one, sheet.file, better));
  }
  const at = { file: sheet.file, line: sheet.header.line, column: 1 };
  const count = refused.flat().length;
  const halves = count === 1 ? 'the one posting has no other half' : `none of the ${count} postings has its other half`;
  const message = `${halves} in this file: debits less credits are ${residueText(sums)}`;
  return [
    problem('books-one-sided', at, message, { expected: 'the postings of all accounts', mend: `take ${better}` }),
  ];
}

interface Gathered {
  readonly postings: readonly Posting[];
  readonly openings: readonly Opening[];
  readonly problems: readonly Problem[];
}

/** Goes over the records once and gathers their postings and openings. */
class Gathering {
  readonly #setting: Setting;
  readonly #records: readonly Classified[];
  readonly #sections: Sections;
  readonly #totals: Totals;
  readonly #postings: Posting[] = [];
  readonly #openings: Opening[] = [];
  readonly #problems: Problem[] = [];
  /** An opening that waits for the first posting below it, which tells how its balance counts. */
  #waiting: StatedOpening | undefined;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#records = classify(setting.sheet);
    this.#sections = new Sections(this.#records);
    this.#totals = new Totals(setting.sheet.currency);
  }

  read(): Gathered {
    this.#records.forEach((record, index) => this.#take(record, index));
    this.#settle(undefined);
    const problems = [...this.#problems, ...this.#totals.problems];
    return { postings: this.#postings, openings: this.#openings, problems };
  }

  #take({ kind, record, name }: Classified, index: number): void {
    const cells = new Cells(this.#setting.sheet, record);
    if (kind === 'posting') this.#post(cells);
    if (kind === 'section') this.#begin(cells, name, index);
    if (kind === 'opening') this.#await(cells);
    if (kind === 'sum') this.#totals.checkSum(cells);
    if (kind === 'total') this.#total(cells, name, index);
    if (kind === 'remark') this.#remark(cells);
    this.#problems.push(...cells.problems);
  }

  #post(cells: Cells): void {
    const status = cells.cell('status');
    if (NOT_BOOKED.has(status.text.toLowerCase())) {
      const advice = {
        expected: 'a posting that is in the books',
        mend: 'nothing to mend if it was undone on purpose',
      };
      cells.fail(
        'not-settled',
        status.index,
        `its ${cells.heading(status.index)} is ${shown(status.text)}, so it is not counted`,
        advice,
      );
      return;
    }
    const posting = readPosting(cells, this.#setting, this.#sections.current);
    this.#postings.push(posting);
    this.#totals.add(posting.written, this.#sections.open, posting.sound);
    if (this.#waiting) this.#settle({ posting, balance: cells.money('balance', posting.currency) ?? undefined });
  }

  /** QuickBooks Desktop states what an account held beside its name. */
  #begin(cells: Cells, name: string, index: number): void {
    this.#settle(undefined);
    this.#sections.begin(name, index);
    if (cells.cell('balance').text !== '') this.#await(cells);
  }

  #total(cells: Cells, name: string, index: number): void {
    this.#settle(undefined);
    const section = name === '' ? undefined : this.#sections.end(name, index);
    if (name === '' || section) this.#totals.check(cells, section);
  }

  #await(cells: Cells): void {
    this.#settle(undefined);
    this.#waiting = statedOpening(cells, this.#sections.current, this.#setting.sheet.currency);
  }

  #settle(next: Parameters<typeof readOpening>[2]): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const opening = waiting && readOpening(waiting, this.#setting, next);
    if (opening) this.#openings.push(opening);
    if (waiting) this.#problems.push(...waiting.cells.problems);
  }

  #remark(cells: Cells): void {
    const words = cells.record.fields.filter((field) => field.trim() !== '').join(' ');
    const advice = { expected: 'a posting with an amount', mend: 'nothing to mend if it is a remark' };
    cells.fail('summary-line', 0, `${shown(words)} is no posting`, advice);
  }
}
