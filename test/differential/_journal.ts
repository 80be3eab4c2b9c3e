import { dirname, join } from 'node:path/posix';
import type fc from 'fast-check';
import type { MarketPrice, State } from './_directives.ts';
import { accountsOf, commodityDirective, directive, resolved } from './_directives.ts';
import type { Draw } from './_draw.ts';
import { drawn } from './_draw.ts';
import type { Commodity, Transaction } from './_meaning.ts';
import { settle } from './_meaning.ts';
import { BARE, LOOKS } from './_parts.ts';
import type { Syntax } from './_transaction.ts';
import { transaction } from './_transaction.ts';
import { transactionLines } from './_write.ts';

/** A journal at random: its files, the main one first, and what they mean. */
export interface RandomJournal {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** In the order of the files. */
  readonly transactions: readonly Transaction[];
  readonly prices: readonly MarketPrice[];
}

type Item = readonly string[] | { readonly transaction: Transaction; readonly state: State };

/** What is known of all files while the journal grows. */
interface Growing {
  readonly draw: Draw;
  readonly syntax: Syntax;
  readonly commodities: readonly Commodity[];
  readonly accounts: readonly string[];
  /** Of the latest transaction: in ledger's syntax their days go up. */
  readonly transactions: Transaction[];
  readonly prices: MarketPrice[];
  readonly files: { readonly name: string; readonly items: readonly Item[] }[];
}

function commodity(draw: Draw, look: Pick<Commodity, 'symbol' | 'side' | 'spaced'>, syntax: Syntax): Commodity {
  const mark = syntax === 'ledger' ? '.' : draw.pick(['.', '.', ','] as const);
  const groups = syntax === 'ledger' ? ([','] as const) : (['', mark === '.' ? ',' : '.', ' '] as const);
  const declared = look.symbol === '' ? false : draw.once(2);
  // `commodity 1,000 A` is a thousand to ledger, and one with three decimals to hledger.
  const digits = draw.pick(syntax === 'ledger' && declared ? [2, 3, 4] : [2, 0, 3, 4]);
  return { ...look, mark, group: draw.pick(groups), digits, declared };
}

function item(growing: Growing, state: State): { readonly item: Item; readonly state: State } {
  const { draw, syntax, commodities, accounts } = growing;
  if (draw.once(3)) {
    const made = directive(draw, state, syntax, commodities);
    if (made.price) growing.prices.push(made.price);
    return { item: made.lines, state: made.state ?? state };
  }
  const around = { syntax, commodities, accounts, resolve: (written: string) => resolved(written, state) };
  const made = transaction(draw, around, state.year ?? 2024);
  growing.transactions.push(made);
  return { item: { transaction: made, state }, state };
}

/** A file of the journal, and those that it includes; `depth` of them may lie within each other. */
function file(growing: Growing, name: string, head: readonly string[], from: State, depth: number): void {
  const { draw, syntax } = growing;
  const mark = syntax === 'hledger' && draw.once(5) ? draw.pick(['.', ','] as const) : undefined;
  let state: State = { ...from, opened: 0, notation: { ...from.notation, ...(mark ? { mark } : {}) } };
  const items: Item[] = [head, ...(mark ? [[`decimal-mark ${mark}`]] : [])];
  const place = growing.files.push({ name, items });
  for (let left = draw.int(2, 9); left > 0; left -= 1) {
    if (depth > 0 && draw.once(6)) {
      items.push(include(growing, { name, folder: `${place}-${left}`, state, depth }));
    } else {
      const next = item(growing, state);
      items.push(next.item, ...(draw.once(3) ? [] : [['']]));
      state = next.state;
    }
  }
  for (let left = state.opened; left > 0; left -= 1) items.push(['end apply account']);
}

/** An include of one file, or of several by a glob; they lie in a folder of their own. */
function include(growing: Growing, { name, folder, state, depth }: Including): string[] {
  const { draw } = growing;
  const names = draw.once(2) ? ['a.journal', 'b.journal'] : ['one.journal'];
  for (const part of names) file(growing, join(dirname(name), folder, part), [], state, depth - 1);
  return [`include ${folder}/${names.length === 1 ? names[0] : draw.pick(['*.journal', '[ab].journal', '?.journal'])}`];
}

interface Including {
  /** The file that includes, and the folder beside it where the others go. */
  readonly name: string;
  readonly folder: string;
  readonly state: State;
  readonly depth: number;
}

function text({ draw, transactions, syntax }: Growing, name: string, items: readonly Item[]): string {
  const end = syntax === 'hledger' && draw.once(12) ? '\r\n' : '\n';
  const lines: string[] = [];
  for (const one of items) {
    if ('transaction' in one) {
      Object.assign(one.transaction, { file: name, line: lines.length + 1 });
      lines.push(...transactionLines(draw, one.transaction, one.state));
    } else lines.push(...one);
  }
  if (transactions.length === 0) lines.push('; no transaction');
  return lines.map((line) => line + end).join('');
}

const START: State = { aliases: [], prefix: [], opened: 0, notation: { plain: false } };

function journal(draw: Draw, syntax: Syntax): RandomJournal {
  const looks = LOOKS.slice(draw.int(0, LOOKS.length - 1)).slice(0, draw.int(1, 3));
  const commodities = [...looks, ...(syntax === 'hledger' && draw.once(4) ? [BARE] : [])].map((look) =>
    commodity(draw, look, syntax),
  );
  const growing: Growing = {
    draw,
    syntax,
    commodities,
    accounts: accountsOf(draw),
    transactions: [],
    prices: [],
    files: [],
  };
  const head = commodities.filter(({ declared }) => declared).flatMap((one) => commodityDirective(draw, one));
  file(growing, 'main.journal', head, { ...START, notation: { plain: syntax === 'ledger' } }, 2);
  const { transactions, prices, files } = growing;
  if (syntax === 'ledger') putInOrder(transactions);
  settle(transactions);
  return { files: files.map(({ name, items }) => ({ name, text: text(growing, name, items) })), transactions, prices };
}

/** ledger checks balances in the order of its files, hledger in that of the days: here both are the same. */
function putInOrder(transactions: readonly Transaction[]): void {
  const days = transactions.map(({ day }) => day).toSorted();
  for (const [index, one] of transactions.entries()) one.day = days[index] ?? one.day;
}

/** Valid journals with all that hledger's syntax has, or with what ledger shares with it. */
export const randomJournal = (syntax: Syntax): fc.Arbitrary<RandomJournal> => drawn((draw) => journal(draw, syntax));
