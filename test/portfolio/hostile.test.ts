import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { codesOf, folderOf, LEAST, linesOf } from './_folder.ts';

/** A shared machine under load is slow; a hang is not a matter of factors. */
const SOON = 10_000;

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const answer = await work();
  expect(performance.now() - started).toBeLessThan(SOON);
  return answer;
}

describe('YAML that is a trap', () => {
  const nested = (open: string, count: number, close = ''): string => open.repeat(count) + close.repeat(count);
  const lines = (count: number, line: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => line(n)).join('\n');
  const laughs = `a0: &a0 [lol, lol]\n${lines(60, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`)}\n`;

  const traps: Record<string, [yaml: string, code: string]> = {
    'a billion laughs': [laughs, 'too-many-values'],
    'laughs through keys': [laughs.replaceAll(/\[(.*)\]/g, '{ x: 1, y: [$1] }'), 'too-many-values'],
    'a chain of aliases, each one level deeper': [
      `a0: &a0 [x]\n${lines(5000, (n) => `a${n + 1}: &a${n + 1} [*a${n}]`)}`,
      'too-deep',
    ],
    'an alias inside itself': [`${LEAST}    documents: &x [*x]\n`, 'bad-alias'],
    '100,000 open brackets': [nested('[', 100_000), 'too-deep'],
    '5,000 brackets, closed': [nested('[', 5000, ']'), 'too-deep'],
    '500,000 open braces': [nested('{a: ', 500_000), 'too-deep'],
    '100,000 dashes in a line': [`${nested('- ', 100_000)}x`, 'too-deep'],
    '100,000 question marks in a line': [`${nested('? ', 100_000)}x`, 'too-deep'],
    '3,000 levels by indentation': [lines(3000, (n) => `${' '.repeat(n)}a:`).slice(0, 3_900_000), 'too-deep'],
    '60,000 keys': [lines(60_000, (n) => `k${n}: 1`), 'too-many-values'],
    '4,000 keys': [lines(4000, (n) => `k${n}: 1`), 'unknown-key'],
    '4,000 values given the same key': [lines(4000, () => 'name: x'), 'duplicate-key'],
    '8,000 aliases': [`a: &a x\nb:\n${lines(8000, () => '- *a')}`, 'unknown-key'],
    '8,000 commas': [`{${nested(',', 8000)}}`, 'yaml-syntax'],
    '8,000 anchors on one value': [`a: ${nested('&a ', 8000)}x`, 'yaml-syntax'],
    '2 MB of quotes': [nested('"', 2_000_000), 'too-many-values'],
    '3 MB in one word': [`name: ${nested('x', 3_000_000)}`, 'too-long'],
    '3 MB in one quoted word': [`name: "${nested('x', 3_000_000)}"`, 'too-long'],
    '2 MB of tags': [nested('!', 2_000_000), 'custom-tag'],
    '300,000 documents': [nested('---\n', 300_000), 'too-many-values'],
    'an older YAML with octal numbers': [`%YAML 1.1\n---\n${LEAST}`, 'yaml-syntax'],
    'a zero byte': [`${LEAST}bcc: \0\n`, 'wrong-type'],
  };

  it.each(Object.keys(traps))('%s', async (name) => {
    const [yaml, code] = traps[name] ?? ['', ''];
    const found = await soon(() => codesOf({ 'portfolio.yaml': yaml }));
    expect(found).toContain(code);
    expect(found.length).toBeLessThanOrEqual(201);
  });

  it.each([
    ['decimal', `plan: { horizon: 2026-12, budget: ${'9'.repeat(1_000_000)} }`, 'bad-decimal'],
    ['account', `chart_of_accounts: ["Assets:${'a '.repeat(500_000)}"]`, 'bad-account'],
    ['e-mail address', `bcc: ["${'a.'.repeat(500_000)}@"]`, 'bad-email'],
    ['key', `${'k'.repeat(1000)}: 1`, 'unknown-key'],
    ['id', `rules: [{ id: ${'a-'.repeat(500_000)}, rule: R, figure: a, at_least: 1 }]`, 'bad-id'],
    ['web address', `lists: []\n#\n`.replace('#', `entities_: "https://${'a.'.repeat(300_000)}"`), 'unknown-key'],
  ])('far too long: %s', async (_, line, code) => {
    const lines_ = await soon(() => linesOf({ 'portfolio.yaml': `${LEAST}${line}\n` }));
    expect(lines_.join('\n')).toContain(code);
    expect(lines_.join('\n').length).toBeLessThan(2000);
  });
});

describe('files that are a trap', () => {
  it('a portfolio.yaml of 100 MB is refused by its size, unread', async () => {
    const folder = folderOf({ 'portfolio.yaml': LEAST });
    truncateSync(join(folder, 'portfolio.yaml'), 100_000_000);
    const started = performance.now();
    const before = process.memoryUsage().arrayBuffers;
    expect(await linesOf(folder)).toEqual([
      'portfolio.yaml:1:1  file-too-large  "portfolio.yaml" is too large; expected at most 4 MB of YAML in all; keep data in CSV files, which sources name',
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('many files may not have together what one may not have', async () => {
    const part = `# ${'x'.repeat(1_500_000)}\n`;
    const files = {
      'portfolio.yaml': `include: parts/*.yaml\n${LEAST}`,
      'parts/a.yaml': `${part}bcc: []`,
      'parts/b.yaml': `${part}bcc: []`,
      'parts/c.yaml': `${part}bcc: []`,
    };
    expect(await soon(() => codesOf(files))).toEqual(['file-too-large']);
  });

  it('folders, and pipes that would never answer, are no portfolio files', async () => {
    const folder = folderOf({ 'portfolio.yaml': `include: [part, /dev/zero]\n${LEAST}` });
    mkdirSync(join(folder, 'part'));
    expect(await codesOf(folder)).toEqual(['file-unreadable', 'path-outside']);
    const device = folderOf({ 'x.yaml': '' });
    symlinkSync('/dev/zero', join(device, 'portfolio.yaml'));
    expect(await codesOf(device)).toEqual(['path-outside']);
  });

  it('a file that includes itself, by a path or by a glob', async () => {
    expect(await codesOf({ 'portfolio.yaml': `include: portfolio.yaml\n${LEAST}` })).toEqual(['include-cycle']);
    expect(await codesOf({ 'portfolio.yaml': `include: "*.yaml"\n${LEAST}`, 'more.yaml': 'bcc: []\n' })).toEqual([]);
    expect(
      await codesOf({ 'portfolio.yaml': `include: more.yaml\n${LEAST}`, 'more.yaml': 'include: "*.yaml"\n' }),
    ).toEqual(['include-cycle']);
  });

  it('200 files that include each other', async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`parts/${n}.yaml`, 'include: "*.yaml"\n']));
    const found = await soon(() => codesOf({ 'portfolio.yaml': `include: parts/0.yaml\n${LEAST}`, ...files }));
    expect(new Set(found)).toEqual(new Set(['include-cycle', 'include-twice', 'too-many-problems']));
  });
});

describe('links that leave the folder', () => {
  function linked(yaml: string): string {
    const outside = folderOf({ 'secret.csv': 'x\n', 'part.yaml': 'bcc: []\n', 'deep/secret.csv': 'x\n' });
    const folder = folderOf({ 'portfolio.yaml': yaml, 'exports/bank.csv': 'x\n' });
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'exports/link.csv'));
    symlinkSync(join(outside, 'part.yaml'), join(folder, 'part.yaml'));
    symlinkSync(outside, join(folder, 'elsewhere'));
    return folder;
  }
  const source = (file: string): string =>
    `${LEAST}    sources: [{ file: '${file}', account: Assets:JADA Checking }]\n`;

  it.each([
    ['a source', source('exports/link.csv')],
    ['a source below a linked folder', source('elsewhere/deep/secret.csv')],
    ['a file that is not there yet, below a linked folder', source('elsewhere/new.csv')],
    ['a glob of sources', source('exports/*.csv')],
    ['a glob below a linked folder', source('elsewhere/deep/*.csv')],
    ['an include', `include: part.yaml\n${LEAST}`],
    ['a glob of includes', `include: '[p]art.yaml'\n${LEAST}`],
    ['the outbox', `${LEAST}outbox: elsewhere\n`],
    ['a document', `${LEAST}    documents: [{ title: Lease, file: elsewhere/part.yaml }]\n`],
    ['a repository', `${LEAST}    repositories: [elsewhere/deep]\n`],
  ])('%s', async (_, yaml) => {
    expect(await codesOf(linked(yaml))).toEqual(['path-outside']);
  });

  it('are not followed by a glob that crosses folders', async () => {
    expect(await codesOf(linked(source('**/secret.csv')))).toEqual(['glob-matches-nothing']);
  });

  it('links inside the folder are fine, also when the folder itself is reached by a link', async () => {
    const folder = folderOf({ 'real/portfolio.yaml': source('link.csv'), 'real/bank.csv': 'x\n' });
    symlinkSync('bank.csv', join(folder, 'real/link.csv'));
    symlinkSync('real', join(folder, 'alias'));
    expect(await codesOf(join(folder, 'alias'))).toEqual([]);
  });
});

it('a glob gives up on a folder of too many files', async () => {
  const folder = folderOf({
    'portfolio.yaml': `${LEAST}    sources: [{ file: '**/*.csv', account: Assets:JADA Checking }]\n`,
  });
  // A circle of links must not be walked either.
  symlinkSync('.', join(folder, 'round'));
  mkdirSync(join(folder, '.quarterdeck'));
  writeFileSync(join(folder, '.quarterdeck/x.csv'), '');
  mkdirSync(join(folder, 'outbox'));
  writeFileSync(join(folder, 'outbox/x.csv'), '');
  expect(await soon(() => codesOf(folder))).toEqual(['glob-matches-nothing']);
});
