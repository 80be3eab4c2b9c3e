import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { PORTFOLIO_CODES } from '../../src/portfolio/codes.ts';
import { readPortfolio } from '../../src/portfolio/load.ts';
import { folderOf } from './_folder.ts';

const PORTFOLIO = `# A portfolio with a little of everything
name: Harbour Group
base_currency: USD
time_zone: America/Los_Angeles
as_of: 2026-04-30
include: more.yaml
entities:
  - id: jada
    name: "JADA"
    kind: yacht-charter
    ownership: [{ name: Anna, share: 60 }, { name: Ben, share: 40.00 }]
    people:
      - name: Anna
        roles: [{ role: captain, critical: true, deputy: Ben }]
    revenue:
      - id: charters
        name: Charters
        account: Income:Charters
        unit: charter
        price: 1250.10
        variable_costs: [{ name: Fuel, amount: 120.00 }]
    fixed_costs: &fixed ['Expenses:Slip:*']
    targets: [{ stream: charters, by: 2026-12, monthly: 9000.00 }]
    sources:
      - file: exports/*.csv
        account: Assets:JADA Checking
        columns: { date: Date, amount: 3, payee: [Payee, Name] }
    categories:
      - match: { payee: [fuel, /dock|pier/], min: 10 }
        account: Expenses:Fuel
      - match: { payee: savings }
        transfer: true
chart_of_accounts: ['Expenses:Slip']
initiatives:
  - { id: photos, name: Photographs, tier: low-cost, cost: 650.00, value: { low: 1, mid: 2, high: 3 } }
lists: [{ name: owner, reports: [cfo], to: [anna@example.com, { name: Ben, email: ben@example.com }] }]
rules:
  - { id: runway, rule: Six months, figure: group.runway.months, at_least: 6 }
`;

/** What slips of hand and mind put into YAML. */
const SCRAPS = [
  '', '\n', '  ', '\t', ':', ': ', '- ', '"', "'", '[', ']', '{', '}', ',', '#', '&fixed ', '*fixed', '!', '!!str ', '|\n', '>\n', '? ', '---\n',
  '...\n', '<<: *fixed\n', '%', '@', '`', '~', 'null', 'true', '-1', '1e9', '../', '/etc/passwd', '**/', '__proto__: 1\n', 'include: portfolio.yaml\n',
  '\0', '\u2028', '\uFEFF', '\uD800', '😀', 'é', 'x'.repeat(300),
]; // prettier-ignore

const edit = fc.record({
  at: fc.nat(PORTFOLIO.length),
  length: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, fc.nat(80)),
  scrap: fc.oneof(fc.constantFrom(...SCRAPS), fc.constantFrom(...PORTFOLIO.split('\n')), fc.string({ maxLength: 5 })),
});

function edited(edits: readonly { at: number; length: number; scrap: string }[]): string {
  return edits.reduce((text, { at, length, scrap }) => text.slice(0, at) + scrap + text.slice(at + length), PORTFOLIO);
}

const folderFiles = {
  'portfolio.yaml': PORTFOLIO,
  'more.yaml': 'bcc: [audit@example.com]\n',
  'exports/bank.csv': 'x\n',
};

it('no edit of a portfolio crashes or hangs the loader, and every problem has a place that is there', async () => {
  const folder = folderOf(folderFiles);
  expect((await readPortfolio(folder, { reports: ['cfo'] })).problems).toEqual([]);
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const text = edited(edits);
      writeFileSync(join(folder, 'portfolio.yaml'), text);
      const started = performance.now();
      const { declared, problems } = await readPortfolio(folder, { reports: ['cfo'] });
      expect(performance.now() - started).toBeLessThan(5000);
      expect(declared === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
      refused += declared ? 0 : 1;
      // What is on disk: a lone surrogate was written as the replacement character.
      const lines = Buffer.from(text)
        .toString()
        .replace(/^\uFEFF/, '')
        .split('\n');
      for (const { code, at, message } of problems) {
        expect(Object.keys(PORTFOLIO_CODES)).toContain(code);
        expect(message).not.toBe('');
        expect(['portfolio.yaml', 'more.yaml']).toContain(at.file);
        if (at.file !== 'portfolio.yaml') continue;
        expect(at.line).toBeGreaterThanOrEqual(1);
        expect(at.line).toBeLessThanOrEqual(lines.length);
        expect(at.column).toBeGreaterThanOrEqual(1);
        expect(at.column).toBeLessThanOrEqual((lines[at.line - 1] ?? '').length + 1);
      }
    }),
    { numRuns: 200 },
  );
  // The property would hold of a loader that takes everything.
  expect(refused).toBeGreaterThan(50);
});

it('no bytes at all crash or hang the loader', async () => {
  const folder = folderOf(folderFiles);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      writeFileSync(join(folder, 'portfolio.yaml'), bytes);
      const { declared, problems } = await readPortfolio(folder);
      expect(declared).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
