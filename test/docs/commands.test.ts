import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { sha256 } from '../../src/core/hash.ts';
import { copyOf, quarterdeck, temporary } from '../cli/_quarterdeck.ts';
import { blocks, guide, prose, type Block, type Page } from './_pages.ts';

interface Shown {
  readonly page: string;
  readonly words: readonly string[];
}

/** Words of a line of a shell: quotes taken off, a comment left out. */
function wordsOf(line: string): string[] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment < 0 ? words : words.slice(0, comment)).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

/** Every `quarterdeck …` that a page shows: in blocks of a shell, and in code within a sentence. */
function commandsOf(page: Page): Shown[] {
  const shells = blocks(page).filter(({ words }) => ['sh', 'console'].includes(words[0] ?? ''));
  const lines = shells.flatMap(({ text }) => text.split('\n').map((line) => line.replace(/^\$ /, '')));
  const inline = [...prose(page).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return [...lines, ...inline]
    .map((line) => line.split(/ [|>] /)[0] ?? '')
    .filter((line) => line.startsWith('quarterdeck '))
    .map((line) => ({ page: page.path, words: wordsOf(line).slice(1) }));
}

/** The command's own word: the first that is neither an option nor the folder of -C. */
function commandIn(words: readonly string[]): string {
  return words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-C') ?? '';
}

const commands = guide().flatMap(commandsOf);
const helps = new Map<string, Promise<string>>();

function helpOf(command: string): Promise<string> {
  const help = helps.get(command) ?? quarterdeck([command, '--help']).then(({ out }) => out);
  helps.set(command, help);
  return help;
}

/** The words that an option takes, where its help lists them. */
function choicesOf(help: string, option: string): string[] {
  const flat = help.replaceAll(/\s+/g, ' ');
  const [, listed = ''] = new RegExp(`${option} <[^>]+>[^(]*\\(choices: ([^)]*)\\)`).exec(flat) ?? [];
  return [...listed.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
}

describe('Commands shown in the guide', () => {
  it('are there', () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  const distinct = new Map(commands.map((shown) => [shown.words.join(' '), shown] as const));
  it.each([...distinct])('quarterdeck %s', async (_line, { words }) => {
    const command = commandIn(words);
    const help = await helpOf(command);
    expect(help).toContain(`Usage: quarterdeck ${command}`);
    for (const [index, word] of words.entries()) {
      if (!word.startsWith('-') || word === '-C') continue;
      expect(help).toMatch(new RegExp(`^ +(?:-\\w, )?${word}[ ,]`, 'm'));
      const choices = choicesOf(help, word);
      const given = words[index + 1]?.split('|') ?? [];
      if (choices.length > 0) expect(choices).toEqual(expect.arrayContaining(given));
    }
  });

  it('name no option that no command has', async () => {
    const named = guide().flatMap((page) =>
      [...prose(page).matchAll(/`(--[a-z][a-z-]*)/g)].map(([, option = '']) => option),
    );
    const all = await Promise.all([...new Set(commands.map(({ words }) => commandIn(words)))].map(helpOf));
    // Of other programs: the type checker's.
    const others = ['--noEmit'];
    const options = [...new Set(named)].filter((option) => !others.includes(option));
    expect(options.filter((option) => !all.join('\n').includes(`${option} `))).toEqual([]);
  });
});

/*
 * A ```console block is run as it stands, in a folder of its own, and must print what it shows; `…` stands for what
 * is left out. A block ```csv bank.csv before it is a file in that folder; `-C san-diego` is a copy of the example.
 */
interface Session {
  readonly block: Block;
  readonly files: readonly Block[];
}

const sessions = guide().flatMap((page): Session[] => {
  const all = blocks(page);
  const files = all.filter(({ words }) => /\.\w+$/.test(words[1] ?? ''));
  return all.filter(({ words }) => words[0] === 'console').map((block) => ({ block, files }));
});

function folderWith(files: readonly Block[]): string {
  const folder = temporary();
  for (const { words, text } of files) {
    const path = join(folder, words[1] ?? '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** A pattern of what is shown: a line that is `…` matches any lines, and one within a line any words. */
function patternOf(shown: readonly string[]): RegExp {
  const escaped = (line: string): string => line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
  const lines = shown.map((line) => (line.trim() === '…' ? '(?:.*\\n)*?' : `${escaped(line)}\\n`));
  return new RegExp(`^${lines.join('')}$`);
}

let example: string | undefined;

/** What a command prints. `sha256sum` is not on every machine; what it prints is. */
async function outputOf(program: string, words: readonly string[], folder: string): Promise<string> {
  if (program === 'sha256sum') {
    return words.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}`).join('\n');
  }
  expect(program).toBe('quarterdeck');
  const at = words.indexOf('-C') + 1;
  const placed = words.map((word, index) => (at > 0 && index === at ? (example ??= copyOf('san-diego')) : word));
  const { out, err } = await quarterdeck(placed, { cwd: folder });
  return `${err}${out.trimEnd()}`;
}

describe('Sessions shown in the guide', () => {
  it.each(sessions.map((session) => [`${session.block.page}:${session.block.line}`, session] as const))(
    '%s prints what it shows',
    async (_place, { block, files }) => {
      const [line = '', ...shown] = block.text.trimEnd().split('\n');
      const [program = '', ...words] = wordsOf(line.replace(/^\$ /, ''));
      const printed = await outputOf(program, words, folderWith(files));
      expect(`${printed}\n`).toMatch(patternOf(shown));
    },
  );
});
