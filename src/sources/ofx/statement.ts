import { OfxScanner } from './scanner.ts';

/** A leaf's text, and where it stands. */
export interface Leaf {
  readonly text: string;
  readonly offset: number;
}

/** An element that holds others, as far as this reader cares: its own leaves, and where it begins. */
export interface Aggregate {
  readonly name: string;
  readonly offset: number;
  readonly leaves: Map<string, Leaf>;
}

/** One STMTTRN, with what stands around it. */
export interface Movement {
  readonly offset: number;
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** Leaves of CURRENCY and PAYEE inside the movement. */
  readonly currency: ReadonlyMap<string, Leaf>;
  readonly payee: ReadonlyMap<string, Leaf>;
  /** Index into `accounts`. */
  readonly account: number;
  readonly pending: boolean;
}

export interface Account {
  readonly id: string;
  readonly currency: Leaf | undefined;
}

export interface Balance {
  readonly offset: number;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly account: number;
}

export interface Statements {
  readonly movements: readonly Movement[];
  readonly balances: readonly Balance[];
  readonly accounts: readonly Account[];
  /** False when the text ends inside its OFX element. */
  readonly complete: boolean;
}

const STATEMENTS: ReadonlySet<string> = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);
const MOVEMENTS: ReadonlySet<string> = new Set(['STMTTRN', 'STMTTRNP']);
const ACCOUNTS: ReadonlySet<string> = new Set(['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM']);
/** Aggregates that are kept apart, so that their leaves do not mix with those around them. */
const AGGREGATES: ReadonlySet<string> = new Set([
  ...STATEMENTS,
  ...MOVEMENTS,
  ...ACCOUNTS,
  'OFX',
  'SONRS',
  'STATUS',
  'BANKTRANLIST',
  'INVTRANLIST',
  'INVBANKTRAN',
  'LEDGERBAL',
  'AVAILBAL',
  'BAL',
  'CURRENCY',
  'ORIGCURRENCY',
  'PAYEE',
  'EXTDPAYEE',
  'BANKACCTTO',
  'CCACCTTO',
  'IMAGEDATA',
]);
/** What cannot hold itself: the next one to open ends the one before, where closing tags are left out. */
const FLAT: ReadonlySet<string> = new Set([...MOVEMENTS, ...STATEMENTS, ...ACCOUNTS, 'LEDGERBAL', 'AVAILBAL']);

class Collector {
  readonly movements: Movement[] = [];
  readonly balances: Balance[] = [];
  readonly accounts: { id: string; currency: Leaf | undefined }[] = [];
  readonly #stack: Aggregate[] = [];
  #part: { currency: Aggregate | undefined; payee: Aggregate | undefined } = { currency: undefined, payee: undefined };
  #leaf: { name: string; offset: number } | undefined;

  get depth(): number {
    return this.#stack.length;
  }

  open(name: string, offset: number): void {
    this.#leaf = undefined;
    if (!AGGREGATES.has(name)) {
      this.#leaf = { name, offset };
      return;
    }
    if (FLAT.has(name)) this.close(name);
    if (STATEMENTS.has(name)) this.accounts.push({ id: '', currency: undefined });
    if (MOVEMENTS.has(name)) this.#part = { currency: undefined, payee: undefined };
    // An element that says it is deeper than any real file is nonsense; it is passed over, its leaves stay.
    if (this.#stack.length < 64) this.#stack.push({ name, offset, leaves: new Map() });
  }

  text(value: string, offset: number): void {
    const leaf = this.#leaf;
    const top = this.#stack.at(-1);
    if (!leaf || !top) return;
    // The first of two leaves with one name counts; a later one would hide what was read.
    if (!top.leaves.has(leaf.name)) top.leaves.set(leaf.name, { text: value, offset });
    if (leaf.name === 'CURDEF' && STATEMENTS.has(top.name)) this.#account().currency = { text: value, offset };
    this.#leaf = undefined;
  }

  close(name: string): void {
    this.#leaf = undefined;
    const at = this.#stack.findLastIndex((aggregate) => aggregate.name === name);
    if (at < 0) return;
    for (let top = this.#stack.length; top > at; top -= 1) this.#end(this.#stack.pop());
  }

  /** Ends whatever is still open, as the end of the text does. */
  finish(): void {
    while (this.#stack.length > 0) this.#end(this.#stack.pop());
  }

  #account(): { id: string; currency: Leaf | undefined } {
    const last = this.accounts.at(-1) ?? { id: '', currency: undefined };
    if (this.accounts.length === 0) this.accounts.push(last);
    return last;
  }

  #end(aggregate: Aggregate | undefined): void {
    if (!aggregate) return;
    const { name, offset, leaves } = aggregate;
    if (name === 'CURRENCY') this.#part.currency = aggregate;
    if (name === 'PAYEE') this.#part.payee = aggregate;
    if (ACCOUNTS.has(name))
      this.#account().id ||= ['BANKID', 'BROKERID', 'ACCTID'].map((leaf) => leaves.get(leaf)?.text ?? '').join('/');
    if (name === 'LEDGERBAL') {
      this.#account();
      this.balances.push({ offset, leaves, account: this.accounts.length - 1 });
    }
    if (!MOVEMENTS.has(name)) return;
    this.#account();
    const empty = new Map<string, Leaf>();
    this.movements.push({
      offset,
      leaves,
      currency: this.#part.currency?.leaves ?? empty,
      payee: this.#part.payee?.leaves ?? empty,
      account: this.accounts.length - 1,
      pending: name === 'STMTTRNP',
    });
  }
}

/** Every movement and ledger balance of an OFX text, whatever tags are left unclosed. */
export function collect(text: string, from = 0): Statements {
  const collector = new Collector();
  const scanner = new OfxScanner(text, from);
  let closed = false;
  for (let token = scanner.next(); token; token = scanner.next()) {
    if (token.kind === 'open') collector.open(token.value, token.offset);
    else if (token.kind === 'text') collector.text(token.value, token.offset);
    else {
      closed ||= token.value === 'OFX';
      collector.close(token.value);
    }
  }
  const complete = closed && collector.depth === 0;
  collector.finish();
  return { movements: collector.movements, balances: collector.balances, accounts: collector.accounts, complete };
}
