import type { AccountType } from '../../model/journal.ts';
import type { Amounts, StatementRow } from '../../model/statement.ts';
import { isNil, plusEach, total } from './amounts.ts';
import type { DigestAccount } from './digest.ts';

/** What an account brings to a section. */
export interface Entry {
  readonly account: number;
  readonly amounts: readonly Amounts[];
  readonly postings: number;
}

export interface RowOptions {
  /** Levels of account names; deeper ones are part of the last level shown. */
  readonly depth?: number | undefined;
  /** Whole names in one list, each with its own amounts only. */
  readonly flat: boolean;
  /** Also accounts whose amounts are nil in every column. */
  readonly empty: boolean;
  /** Whether the one account above all of a section is left out: `Expenses` below "Expenses" says nothing. */
  readonly topless: boolean;
  /** Whether a total of the columns means something. */
  readonly totals: boolean;
}

interface Node {
  readonly name: string;
  /** By parts of the name, in accounting order. */
  readonly inner: Map<string, Node>;
  own: readonly Amounts[] | undefined;
  postings: number;
}

const SEPARATOR = ':';

function clipped(name: string, depth: number | undefined): string {
  return depth === undefined ? name : name.split(SEPARATOR).slice(0, depth).join(SEPARATOR);
}

/** As an income statement above a balance sheet has them. */
const TYPES: readonly (AccountType | undefined)[] = [
  'Income',
  'Expenses',
  'Assets',
  'Liabilities',
  'Equity',
  undefined,
];

/** By type; declared accounts first, as they are declared; then money at hand; then by name. */
function accountingOrder(accounts: readonly DigestAccount[]): (a: number, b: number) => number {
  const collator = new Intl.Collator('en', { numeric: true });
  const rank = (at: number): number => {
    const account = accounts[at];
    if (account?.declared) return 0;
    return account?.cash ? 1 : 2;
  };
  const typeOf = (at: number): number => TYPES.indexOf(accounts[at]?.type);
  return (a, b) => {
    if (typeOf(a) !== typeOf(b)) return typeOf(a) - typeOf(b);
    const [first, second] = [rank(a), rank(b)];
    if (first !== second) return first - second;
    if (first === 0) return a - b;
    return collator.compare(accounts[a]?.name ?? '', accounts[b]?.name ?? '');
  };
}

function treeOf(accounts: readonly DigestAccount[], entries: readonly Entry[], depth: number | undefined): Node {
  const order = accountingOrder(accounts);
  const root: Node = { name: '', inner: new Map(), own: undefined, postings: 0 };
  for (const { account, amounts, postings } of entries.toSorted((a, b) => order(a.account, b.account))) {
    let node = root;
    for (const part of clipped(accounts[account]?.name ?? '', depth).split(SEPARATOR)) {
      const name = node === root ? part : `${node.name}${SEPARATOR}${part}`;
      const inner = node.inner.get(part) ?? { name, inner: new Map(), own: undefined, postings: 0 };
      node.inner.set(part, inner);
      node = inner;
    }
    node.own = node.own ? plusEach(node.own, amounts) : amounts;
    node.postings += postings;
  }
  return root;
}

/** A node with the sums of all below it. */
interface Summed {
  readonly name: string;
  readonly amounts: readonly Amounts[];
  readonly postings: number;
  readonly inner: readonly Summed[];
  /** Whether it has amounts of its own. */
  readonly booked: boolean;
}

function summed(node: Node, columns: number, keep: (amounts: readonly Amounts[]) => boolean): Summed {
  const all = [...node.inner.values()].map((inner) => summed(inner, columns, keep));
  const own = node.own ?? Array.from({ length: columns }, (): Amounts => new Map());
  return {
    name: node.name,
    amounts: all.reduce((sum, { amounts }) => plusEach(sum, amounts), own),
    postings: all.reduce((sum, { postings }) => sum + postings, node.postings),
    inner: all.filter((inner) => inner.inner.length > 0 || keep(inner.amounts)),
    booked: node.own !== undefined && !isNil(node.own),
  };
}

/** An account with one account below and nothing of its own is one line with it: `Bank:Checking`. */
function joined(node: Summed): Summed {
  const [only, ...others] = node.inner;
  return only && others.length === 0 && !node.booked ? joined(only) : node;
}

/** Rows of a section: accounts as a tree, each with the sums of what is below it, or as a flat list. */
export function rowsOf(
  section: string,
  accounts: readonly DigestAccount[],
  entries: readonly Entry[],
  columns: number,
  options: RowOptions,
): readonly StatementRow[] {
  const keep = (amounts: readonly Amounts[]): boolean => options.empty || !isNil(amounts);
  const row = (
    label: string,
    indent: number,
    node: Pick<Summed, 'name' | 'amounts' | 'postings'>,
    parent: boolean,
  ): StatementRow => ({
    id: `${section}.${node.name}`,
    label,
    account: node.name,
    indent,
    parent,
    amounts: node.amounts,
    ...(options.totals ? { total: total(node.amounts) } : {}),
    postings: node.postings,
  });
  const root = treeOf(accounts, entries, options.depth);

  const flat = (node: Node): StatementRow[] => [
    ...(node.own && keep(node.own) ? [row(node.name, 0, { ...node, amounts: node.own }, false)] : []),
    ...[...node.inner.values()].flatMap(flat),
  ];
  const tree = (node: Summed, above: string, indent: number): StatementRow[] => {
    const shown = joined(node);
    const label = above === '' ? shown.name : shown.name.slice(above.length + SEPARATOR.length);
    return [
      row(label, indent, shown, shown.inner.length > 0),
      ...shown.inner.flatMap((inner) => tree(inner, shown.name, indent + 1)),
    ];
  };
  if (options.flat) return flat(root);
  const top = summed(root, columns, keep);
  const [only, ...others] = top.inner;
  if (options.topless && only && others.length === 0 && !only.booked && only.inner.length > 0)
    return only.inner.flatMap((inner) => tree(inner, only.name, 0));
  return top.inner.flatMap((inner) => tree(inner, '', 0));
}
