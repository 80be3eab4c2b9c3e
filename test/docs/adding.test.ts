import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { gate } from '../../src/app/gate.ts';
import { openRun, type Run } from '../../src/app/run.ts';
import { checks } from '../../src/checks/index.ts';
import { runCheck, type Check } from '../../src/checks/_check.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { transports } from '../../src/delivery/index.ts';
import type { Message } from '../../src/model/dispatch.ts';
import type { CheckOutcome } from '../../src/model/finding.ts';
import { formats } from '../../src/render/index.ts';
import { reports } from '../../src/reports/index.ts';
import { readers } from '../../src/sources/index.ts';
import { folderOf, type Files } from '../portfolio/_folder.ts';
import { blocks, home, pageOf } from './_pages.ts';
import { cashBelowPayroll } from './adding/cash-below-payroll.ts';
import { cash } from './adding/cash.ts';
import { createMaildir } from './adding/maildir.ts';
import { till } from './adding/till.ts';

/** A file of test/docs/adding/ as it reads at its place in src/: only its imports differ. */
function atItsPlace(text: string, place: string): string {
  const root = '../../../';
  return text.replaceAll(/(?<=from ')(\.{1,2}\/[^']+)/g, (path) => {
    const target = path.startsWith(root) ? path.slice(root.length) : `test/docs/adding/${path}`;
    const from = relative(dirname(place), target);
    return from.startsWith('.') ? from : `./${from}`;
  });
}

describe('The examples of adding.md', () => {
  const shown = blocks(pageOf('adding.md')).filter(
    ({ words }) => words[1]?.startsWith('src/') && !words[1].endsWith('index.ts'),
  );

  it('are all of the files beside this test', () => {
    const names = shown.map(({ words }) => words[1]?.split('/').at(-1));
    expect(names.toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual(
      readdirSync(join(home, 'test/docs/adding')).toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  it.each(shown.map(({ words, text }) => [words[1] ?? '', text] as const))(
    '%s is the file that is tested here',
    (place, text) => {
      const file = readFileSync(join(home, 'test/docs/adding', place.split('/').at(-1) ?? ''), 'utf8');
      expect(text).toBe(atItsPlace(file, place));
      expect(existsSync(join(home, place))).toBe(false);
    },
  );

  it('have names that are not taken', () => {
    expect(readers.map(({ kind }) => kind)).not.toContain(till.kind);
    expect(checks.map(({ id }) => id)).not.toContain(cashBelowPayroll.id);
    expect(reports.map(({ type }) => type)).not.toContain(cash.type);
    expect(transports.map(({ name }) => name)).not.toContain('maildir');
  });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('A source: the tape of a till', () => {
  const tape = `# Till 3, Corner Shop
2026-04-01 Z0412 CARD      412.50
2026-04-01 Z0412 CASH      168.00

2026-04-02 Z0413 REFUND    -12.00
2026-02-30 Z0414 CARD      310.00
2026-04-03 Z0415 CARD      ---
2026-04-04 Z0416 CARD      1.005
2026-04-05 Z0417
`;

  it('recognises its own files, and no other reader claims them', () => {
    expect(till.recognises(bytes(tape), 'till.txt')).toBe(1);
    expect(till.recognises(bytes('Date,Amount\n2026-04-01,412.50\n'), 'bank.csv')).toBe(0);
    for (const reader of readers) expect(reader.recognises(bytes(tape), 'till.txt')).toBe(0);
  });

  it('gives each line of a closing as a row, or as a problem with its line', () => {
    const { rows, problems } = till.read(bytes(tape), 'till.txt', { currency: 'USD' });
    expect(rows.map(({ line, date, amount, payee, reference }) => [line, date, amount, payee, reference])).toEqual([
      [2, '2026-04-01', 41250n, 'Till, card', 'Z0412'],
      [3, '2026-04-01', 16800n, 'Till, cash', 'Z0412'],
      [5, '2026-04-02', -1200n, 'Till, refund', 'Z0413'],
    ]);
    expect(problems.map(({ code, at }) => [code, at.line])).toEqual([
      ['date-invalid', 6],
      ['amount-invalid', 7],
      ['amount-precision', 8],
      ['fields-too-few', 9],
    ]);
  });

  it('says so when nobody says the currency', () => {
    const { rows, problems } = till.read(bytes(tape), 'till.txt', {});
    expect(problems[0]?.code).toBe('currency-missing');
    expect(rows[0]?.currency).toBe('XXX');
  });
});

const LEAST = `name: Corner Shop
base_currency: USD
time_zone: America/Chicago
as_of: 2026-04-30
entities:
  - id: shop
    name: Corner Shop
    kind: other
    sources:
      - { file: bank.csv, account: Assets:Shop Checking }
    categories:
      - { match: { payee: WAGES }, account: Expenses:Payroll }
      - { match: { payee: SALES }, account: Income:Sales }
`;

/** Three months of a shop that takes 3,000 a month and pays 2,400 in wages, from a balance at the beginning. */
function statement(opening: number | undefined): string {
  let balance = opening;
  const rows = ['02', '03', '04'].flatMap((month) =>
    [`2026-${month}-05,SALES,3000.00`, `2026-${month}-28,WAGES,-2400.00`].map((row) => {
      if (balance === undefined) return `${row},`;
      balance += row.includes('SALES') ? 3000 : -2400;
      return `${row},${balance}.00`;
    }),
  );
  return ['Date,Description,Amount,Balance', ...rows, ''].join('\n');
}

async function runOf(files: Files): Promise<Run> {
  const run = await openRun({ from: folderOf(files), effects: { ...systemEffects, env: {} } });
  onTestFinished(() => run.close());
  return run;
}

async function outcomeOf(opening: number | undefined): Promise<CheckOutcome> {
  const { analysis, book } = await runOf({ 'portfolio.yaml': LEAST, 'bank.csv': statement(opening) });
  // The list of the room holds checks of every kind; this is one of them.
  const one: Check = cashBelowPayroll;
  return runCheck(one, analysis.facts, book);
}

describe('A check: cash below a month’s payroll', () => {
  it('finds an entity whose cash does not pay its wages', async () => {
    const { state, findings } = await outcomeOf(100);
    expect(state).toBe('found');
    expect(findings).toMatchObject([
      { entity: 'shop', severity: 'high', evidence: ['shop.cash.unrestricted', 'shop.payroll.last'] },
    ]);
  });

  it('finds nothing where it does', async () => {
    expect(await outcomeOf(5000)).toMatchObject({ state: 'passed', findings: [] });
  });

  it('has not seen it where the balance is not known', async () => {
    expect(await outcomeOf(undefined)).toMatchObject({ state: 'not-seen', findings: [] });
  });
});

describe('A report: cash by entity', () => {
  it('states figures of the book, which agree with their receipts, in every format', async () => {
    const run = await runOf({ 'portfolio.yaml': LEAST, 'bank.csv': statement(5000) });
    const report = cash.compose(run);
    await gate([report], run.facts);
    expect(report.figures['shop.cash']?.value).toEqual({ mantissa: 680000n, scale: 2 });
    for (const { render } of formats) expect(await render(report)).toContain('Corner Shop');
  });

  it('says what is missing where nothing is known', async () => {
    const run = await runOf({ 'portfolio.yaml': LEAST, 'bank.csv': statement(undefined) });
    const report = cash.compose(run);
    await gate([report], run.facts);
    const text = (await Promise.all(formats.map(({ render }) => render(report)))).join('\n');
    expect(text).toContain('What is in the bank is not known.');
    expect(text).toContain('opening balance of Assets:Shop Checking');
  });
});

describe('A transport: a maildir', () => {
  const message: Message = {
    id: '20260430T150000Z-cash-1f3a90c2',
    attempt: 1,
    envelope: { from: 'reports@example.com', to: ['anna@example.com'] },
    subject: 'Cash',
    bytes: bytes('Subject: Cash\r\n\r\n$6,800\r\n'),
  };

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'maildir-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  it('puts the exact bytes into new, and leaves nothing in tmp', async () => {
    const at = folder();
    const outcome = await createMaildir({ folder: at }).send(message);
    expect(outcome).toEqual({ outcome: 'accepted', receipt: join(at, 'new', message.id) });
    expect(new Uint8Array(readFileSync(join(at, 'new', message.id)))).toEqual(message.bytes);
    expect(readdirSync(join(at, 'tmp'))).toEqual([]);
  });

  it('delivers a message once: the same again is sent, another of its id is refused', async () => {
    const maildir = createMaildir({ folder: folder() });
    const first = await maildir.send(message);
    expect(await maildir.send({ ...message, attempt: 2 })).toEqual(first);
    expect(await maildir.send({ ...message, bytes: bytes('other') })).toMatchObject({
      failure: { class: 'permanent', code: 'maildir-taken' },
    });
  });

  it('finds a message whose answer was lost', async () => {
    const maildir = createMaildir({ folder: folder() });
    expect(await maildir.lookup?.(message)).toBe('not-accepted');
    const first = await maildir.send(message);
    expect(await maildir.lookup?.(message)).toEqual(first);
    expect(await maildir.lookup?.({ ...message, bytes: bytes('other') })).toBe('not-accepted');
  });

  it('takes no id that would leave the folder, and no folder that is a file', async () => {
    const at = folder();
    expect(await createMaildir({ folder: at }).send({ ...message, id: '../x' })).toMatchObject({
      failure: { class: 'permanent', code: 'maildir-name' },
    });
    expect(await createMaildir({ folder: join(home, 'package.json') }).send(message)).toMatchObject({
      failure: { class: 'retryable', code: 'maildir-write' },
    });
  });
});
