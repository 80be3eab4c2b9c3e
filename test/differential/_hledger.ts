import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answer } from './_answer.ts';
import { costText, headRow, postingRow } from './_answer.ts';
import type { RandomJournal } from './_journal.ts';
import type { Pico } from './_meaning.ts';
import { balanceRow, pico, UNIT } from './_meaning.ts';

export const hasHledger = spawnSync('hledger', ['--version']).status === 0;

interface Quantity {
  /** As text where it is more than a double holds, also as `1.5e21`. */
  readonly decimalMantissa: number | string;
  readonly decimalPlaces: number;
}

interface JsonAmount {
  readonly acommodity: string;
  readonly aquantity: Quantity;
  readonly aprice: null | { readonly tag: 'UnitPrice' | 'TotalPrice'; readonly contents: JsonAmount };
}

type JsonTags = readonly (readonly [string, string])[];

interface JsonPosting {
  readonly paccount: string;
  readonly pamount: readonly JsonAmount[];
  readonly pcomment: string;
  readonly pdate: string | null;
  readonly pstatus: 'Unmarked' | 'Pending' | 'Cleared';
  readonly ptags: JsonTags;
  readonly ptype: 'RegularPosting' | 'VirtualPosting' | 'BalancedVirtualPosting';
}

interface JsonTransaction {
  readonly tcode: string;
  readonly tcomment: string;
  readonly tdate: string;
  readonly tdate2: string | null;
  readonly tdescription: string;
  readonly tpostings: readonly JsonPosting[];
  readonly tsourcepos: readonly { readonly sourceName: string; readonly sourceLine: number }[];
  readonly tstatus: JsonPosting['pstatus'];
  readonly ttags: JsonTags;
}

/** `[account, its short name, its depth, amounts]` of each account, then the total. */
type JsonBalances = readonly [readonly (readonly [string, string, number, readonly JsonAmount[]])[], unknown];

const STATUS = { Unmarked: '', Pending: '!', Cleared: '*' } as const;
const KIND = { RegularPosting: 'real', VirtualPosting: 'virtual', BalancedVirtualPosting: 'balanced' } as const;

function valueOf({ aquantity: { decimalMantissa, decimalPlaces } }: JsonAmount): Pico {
  const [digits = '', zeros = '0'] = String(decimalMantissa).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  return pico(BigInt(whole + fraction) * 10n ** BigInt(Number(zeros) - fraction.length), decimalPlaces);
}

function costOf(amount: JsonAmount): { cost?: string } {
  const { aprice } = amount;
  if (!aprice) return {};
  const price = valueOf(aprice.contents);
  const total = aprice.tag === 'TotalPrice' ? price : (valueOf(amount) * price) / UNIT;
  return { cost: costText(aprice.contents.acommodity, total) };
}

function postingText({ paccount, pamount, pcomment, pdate, pstatus, ptags, ptype }: JsonPosting, day: string): string {
  return postingRow({
    kind: KIND[ptype],
    account: paccount,
    status: STATUS[pstatus],
    day: pdate ?? day,
    amounts: pamount.map((amount) => ({ symbol: amount.acommodity, value: valueOf(amount), ...costOf(amount) })),
    comment: pcomment.split('\n'),
    tags: ptags,
  });
}

function rows(transaction: JsonTransaction): string[] {
  const { tdate, tdate2, tstatus, tcode, tdescription, tcomment, ttags, tpostings } = transaction;
  const head = headRow({
    day: tdate,
    day2: tdate2 ?? tdate,
    status: STATUS[tstatus],
    code: tcode,
    description: tdescription,
    comment: tcomment.split('\n'),
    tags: ttags,
  });
  return [head, ...tpostings.map((posting) => postingText(posting, tdate))];
}

/** hledger's own words where it refuses, else the JSON that it prints. */
function hledger<T>(files: readonly string[], ...command: readonly string[]): T {
  const args = [...files.flatMap((file) => ['-f', file]), ...command, '-O', 'json'];
  const { status, stdout, stderr } = spawnSync('hledger', args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(stderr);
  // JSON.parse would round what a double does not hold.
  return JSON.parse(stdout.replaceAll(/("decimalMantissa": )(-?[\d.e]{16,}|-?\d\S*e\d+)/g, '$1"$2"')) as T;
}

export function writeJournal(folder: string, { files }: RandomJournal): void {
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/**
 * Before the accounts of each journal stands its number, so that one run of hledger can tell many apart: the first alias
 * is the last to be applied. `apply account` would come before the journal's own aliases.
 */
function numbered({ files, ...rest }: RandomJournal, number: number): RandomJournal {
  const alias = String.raw`alias /^(.*)$/=${number}:\1`;
  const again = (text: string): string => text.replaceAll(/^end aliases$/gm, `end aliases\n${alias}`);
  return {
    ...rest,
    files: files.map(({ name, text }, index) => ({ name, text: (index === 0 ? `${alias}\n` : '') + again(text) })),
  };
}

/** By commodity: hledger keeps apart what was bought at different costs. */
function sums(amounts: readonly JsonAmount[]): [symbol: string, value: Pico][] {
  const all = new Map<string, Pico>();
  for (const amount of amounts) all.set(amount.acommodity, (all.get(amount.acommodity) ?? 0n) + valueOf(amount));
  return [...all].filter(([, value]) => value !== 0n);
}

function balances(folders: readonly string[], ...options: readonly string[]): string[][] {
  const files = folders.map((folder) => join(folder, 'main.journal'));
  const [accounts] = hledger<JsonBalances>(files, 'balance', '--flat', '--no-total', '--empty', ...options);
  const all: string[][] = folders.map(() => []);
  for (const [name, , , amounts] of accounts) {
    const [number = '', account = ''] = name.split(/:(.*)/s);
    all[Number(number)]?.push(...sums(amounts).map(([symbol, value]) => balanceRow(account, symbol, value)));
  }
  return all.map((one) => one.toSorted());
}

/** What hledger reads in each journal, in three runs of it. `folder` is for the files. Throws what hledger refuses. */
export function askHledger(folder: string, journals: readonly RandomJournal[]): Answer[] {
  const plain = journals.map((_, index) => join(folder, 'plain', String(index)));
  const apart = journals.map((_, index) => join(folder, 'numbered', String(index)));
  for (const [index, journal] of journals.entries()) {
    writeJournal(plain[index] ?? '', journal);
    writeJournal(apart[index] ?? '', numbered(journal, index));
  }
  const registers = journals.map(() => new Map<string, readonly string[]>());
  const files = plain.map((one) => join(one, 'main.journal'));
  for (const transaction of hledger<JsonTransaction[]>(files, 'print', '--explicit')) {
    const [{ sourceName, sourceLine } = { sourceName: '', sourceLine: 0 }] = transaction.tsourcepos;
    const [number = '', name = ''] = sourceName.slice(join(folder, 'plain', '/').length).split(/\/(.*)/s);
    registers[Number(number)]?.set(`${name}:${sourceLine}`, rows(transaction));
  }
  const [held, atCost] = [balances(apart), balances(apart, '--cost')];
  return registers.map((register, index) => ({ register, balances: held[index] ?? [], atCost: atCost[index] ?? [] }));
}
