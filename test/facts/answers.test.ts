import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Answers } from '../../src/facts/answers.ts';
import { systemEffects } from '../../src/core/effects.ts';
import type { Row } from '../../src/model/facts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-answers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SQL = 'SELECT * FROM rows';
const ROWS: readonly Row[] = [
  { date: '2026-01-05', amount: 9_007_199_254_740_993n, payee: 'n12', count: 3, known: true, transfer: null },
  { date: '', amount: -1n, payee: 't', count: 0, known: false, transfer: 'x' },
];
const only = (): string => join(folder, readdirSync(folder)[0] ?? '');

describe('an answer', () => {
  it('is found again as it was, amounts and text told apart', async () => {
    await new Answers(folder, systemEffects).kept(SQL, ROWS);
    const later = new Answers(folder, systemEffects);
    expect(await later.find(SQL)).toEqual(ROWS);
    expect(await later.find(`${SQL} `)).toBeUndefined();
  });

  it('may be empty', async () => {
    const answers = new Answers(folder, systemEffects);
    await answers.kept(SQL, []);
    expect(await answers.find(SQL)).toEqual([]);
  });

  it('is not kept when it is long', async () => {
    const many = Array.from({ length: 20_001 }, () => ({ n: 1n }));
    expect(await new Answers(folder, systemEffects).kept(SQL, many)).toBe(many);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['changed', (text: string) => text.replace('n-1', 'n-2')],
    ['cut short', (text: string) => text.slice(0, -5)],
    ['emptied', () => ''],
  ])('is asked anew when its file is %s', async (_, damage) => {
    const answers = new Answers(folder, systemEffects);
    await answers.kept(SQL, ROWS);
    writeFileSync(only(), damage(readFileSync(only(), 'utf8')));
    expect(await answers.find(SQL)).toBeUndefined();
    await answers.kept(SQL, ROWS);
    expect(await answers.find(SQL)).toEqual(ROWS);
  });
});
