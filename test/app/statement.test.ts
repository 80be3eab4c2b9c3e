import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { included, JournalFiles, journalNames, withHome } from '../../src/app/journal-file.ts';
import { journalStatement } from '../../src/app/statement.ts';
import { cacheFolder, StatementCache, type DigestQuestion } from '../../src/app/statement-cache.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import { digestOf, line } from '../analysis/statement/_statement.ts';
import { bytesOf, requested, statementIn } from './_statement.ts';

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'quarterdeck-')));
});

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const sale = (amount: number): string => `2026-01-05 Sale\n    assets:bank    ${amount} USD\n    income:sales\n\n`;

describe('The files of a journal', () => {
  it('are those that its include lines name, by globs too, wherever they lie', async () => {
    write('books/main.journal', `include years/*.journal\ninclude ../other/more.journal\n${sale(1)}`);
    write('books/years/2025.journal', sale(20));
    write('books/years/2026.journal', sale(300));
    write('other/more.journal', sale(4000));
    const statement = await statementIn(folder, { files: ['books/main.journal'] });
    expect(line(statement, 'income.total')).toBe('Total income | 4321 USD');
    expect(statement.files.map(({ name }) => name)).toEqual([
      'books/main.journal',
      'books/years/2025.journal',
      'books/years/2026.journal',
      'other/more.journal',
    ]);
  });

  it('may be links that lead elsewhere; a glob never finds the file that it stands in', () => {
    write('a/main.journal', '');
    write('b/far.journal', '');
    symlinkSync(join(folder, 'b/far.journal'), join(folder, 'a/linked.journal'));
    expect(included('*.journal', 'a/main.journal', folder).map(({ name }) => name)).toEqual(['a/linked.journal']);
  });

  it('go by the home folder where they begin with ~', () => {
    expect(withHome('~/books.journal', '/home/mara')).toBe('/home/mara/books.journal');
    expect(withHome('~', '/home/mara')).toBe('/home/mara');
    expect(withHome('a/~/b', '/home/mara')).toBe('a/~/b');
  });

  it('are bounded: one that is too large, a folder and one that is not there are refused by name', () => {
    write('large.journal', '');
    truncateSync(join(folder, 'large.journal'), 600_000_000);
    mkdirSync(join(folder, 'books'));
    const files = new JournalFiles(folder);
    expect(() => files.include('large.journal', 'main.journal')).toThrow('large.journal has over');
    expect(() => files.root('books')).toThrow('books cannot be read: it is a folder');
    expect(() => files.root('none.journal')).toThrow('none.journal cannot be read: it is not there');
    expect(() => included('*'.repeat(9).split('').join('a'), 'main.journal', folder)).toThrow('wildcards');
  });

  it('are those of LEDGER_FILE where none is named', () => {
    expect(journalNames([], { env: { LEDGER_FILE: '~/all.journal' } })).toEqual(['~/all.journal']);
    expect(journalNames(['a'], { env: { LEDGER_FILE: 'b' } })).toEqual(['a']);
    expect(() => journalNames([], { env: {} })).toThrow('--file');
  });

  it('are put together where several are named, and one may be standard input', async () => {
    write('a.journal', sale(1));
    write('b.journal', sale(20));
    const statement = await statementIn(folder, { files: ['a.journal', '-', 'b.journal'], input: bytesOf(sale(300)) });
    expect(line(statement, 'income.total')).toBe('Total income | 321 USD');
  });
});

describe('A journal with errors', () => {
  it('gives its problems and no statement; forced, one of what could be read', async () => {
    write('main.journal', `${sale(1)}2026-01-06 Slip\n    assets:bank  5 USD\n    income:sales  -4 USD\n`);
    await expect(statementIn(folder, {})).rejects.toMatchObject({
      code: 'journal-errors',
      exit: 1,
      problems: [{ at: { file: 'main.journal', line: 5 } }],
    });
    const forced = await statementIn(folder, { force: true });
    expect(line(forced, 'income.total')).toBe('Total income | 1 USD');
    expect(forced.problems).toHaveLength(1);
  });

  it('of no kind that is known, and of a kind that is not, are named', async () => {
    write('main.journal', sale(1));
    await expect(statementIn(folder, { journalKind: 'ledgr' })).rejects.toMatchObject({ code: 'source-unknown' });
  });
});

describe('Receipts', () => {
  it('are the postings behind each account: file, line, day, words and amount', async () => {
    write('main.journal', `include 2025.journal\n\n${sale(1)}${sale(2)}`);
    write('2025.journal', '2025-12-31 * (7) Concert | in Lisbon\n    assets:bank  5 USD\n    income:concerts\n');
    const statement = await statementIn(folder, { receipts: 1 });
    const rows = statement.parts.flatMap((part) => (part.kind === 'section' ? part.rows : []));
    expect(
      rows.map(({ account, sources }) => [account, sources?.of, sources?.shown[0]?.at, sources?.shown[0]?.description]),
    ).toEqual([
      ['income:concerts', 1, { file: '2025.journal', line: 3, column: 1 }, 'Concert | in Lisbon'],
      ['income:sales', 2, { file: 'main.journal', line: 5, column: 1 }, 'Sale'],
    ]);
  });

  it('of a cash flow are those beside cash only', async () => {
    write('main.journal', `${sale(1)}2026-01-06 Card\n    liabilities:card  -5 USD\n    income:sales  5 USD\n`);
    const statement = await statementIn(folder, { kind: 'cashflow', receipts: 9 });
    const rows = statement.parts.flatMap((part) => (part.kind === 'section' ? part.rows : []));
    expect(rows.map(({ account, sources }) => [account, sources?.of])).toEqual([
      ['income:sales', 1],
      ['assets:bank', 1],
    ]);
  });
});

describe('The cache', () => {
  const question = (name = 'main.journal'): DigestQuestion => ({
    name,
    folder,
    kind: undefined,
    secondaryDates: false,
  });
  const digest = digestOf(
    '2026-01-05 Sale\n  Assets:Bank  9007199254740993 USD\n  Income:Sales  -9007199254740993 USD\n',
  );
  const entry = (text: string): Parameters<StatementCache['keep']>[1] => ({
    digest,
    files: [{ name: 'main.journal', path: join(folder, 'main.journal'), hash: sha256(text) }],
    inclusions: [
      { pattern: 'years/*.journal', from: 'main.journal', places: included('years/*.journal', 'main.journal', folder) },
    ],
  });
  const cache = (): StatementCache => new StatementCache(join(folder, 'cache'), 0);

  it('answers while all files are as they were, with exact amounts', async () => {
    write('main.journal', sale(1));
    await cache().keep(question(), entry(sale(1)), 1);
    expect(await cache().find(question())).toEqual(digest);
    expect(await cache().find({ ...question(), secondaryDates: true })).toBeUndefined();
    write('main.journal', sale(2));
    expect(await cache().find(question())).toBeUndefined();
  });

  it('answers no more when a glob finds another file', async () => {
    write('main.journal', sale(1));
    write('years/2025.journal', '');
    await cache().keep(question(), entry(sale(1)), 1);
    expect(await cache().find(question())).toBeDefined();
    write('years/2026.journal', '');
    expect(await cache().find(question())).toBeUndefined();
  });

  it('takes an entry with a single wrong byte for none', async () => {
    write('main.journal', sale(1));
    await cache().keep(question(), entry(sale(1)), 1);
    const [name = ''] = readdirSync(join(folder, 'cache'));
    const path = join(folder, 'cache', name);
    truncateSync(path, statSync(path).size - 1);
    expect(await cache().find(question())).toBeUndefined();
    writeFileSync(path, '');
    expect(await cache().find(question())).toBeUndefined();
  });

  it('keeps the entries used last, and nothing of a small journal', async () => {
    write('main.journal', sale(1));
    for (let at = 0; at < 45; at += 1) {
      await cache().keep(question(`${at}.journal`), entry(sale(1)), 1);
      for (const name of readdirSync(join(folder, 'cache'))) utimesSync(join(folder, 'cache', name), at, at);
    }
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(40);
    const other = new StatementCache(join(folder, 'other'));
    await other.keep(question(), entry(sale(1)), 1000);
    expect(() => readdirSync(join(folder, 'other'))).toThrow('ENOENT');
  });

  it('is no error where it may not be written', async () => {
    write('main.journal', sale(1));
    write('file', '');
    const blocked = new StatementCache(join(folder, 'file', 'cache'), 0);
    await expect(blocked.keep(question(), entry(sale(1)), 1)).resolves.toBeUndefined();
    expect(await blocked.find(question())).toBeUndefined();
  });

  it('lies in the user’s cache folder, never beside the journal', () => {
    expect(cacheFolder({ env: { XDG_CACHE_HOME: '/var/cache/mara' } })).toBe('/var/cache/mara/quarterdeck/journals');
    expect(cacheFolder({ env: { XDG_CACHE_HOME: 'relative', HOME: '/home/mara' } })).toBe(
      '/home/mara/.cache/quarterdeck/journals',
    );
  });

  it('keeps nothing of a journal with errors, for the file that is missing may come', async () => {
    write('main.journal', `include more.journal\n${sale(1).repeat(80_000)}`);
    const effects = { ...systemEffects, env: { XDG_CACHE_HOME: join(folder, 'home') } };
    await journalStatement(requested(folder, { cache: true, force: true, effects }));
    expect(() => readdirSync(join(folder, 'home'))).toThrow('ENOENT');
  });

  it('serves a large journal: the second statement is the first', async () => {
    write('main.journal', sale(1).repeat(80_000));
    const effects = { ...systemEffects, env: { XDG_CACHE_HOME: join(folder, 'home') } };
    const request = requested(folder, { kind: 'cashflow', cache: true, effects });
    const first = await journalStatement(request);
    expect(readdirSync(join(folder, 'home/quarterdeck/journals'))).toHaveLength(1);
    expect(await journalStatement(request)).toEqual(first);
    expect(line(first, 'change')).toBe('Net change in cash | 80000 USD');
  });
});
