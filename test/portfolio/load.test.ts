import { describe, expect, it } from 'vitest';

import { decimalText } from '../../src/core/decimal.ts';
import { UserError, type Position } from '../../src/core/problem.ts';
import type { Path } from '../../src/model/declared.ts';
import { loadPortfolio } from '../../src/portfolio/load.ts';
import { codesOf, declaredOf, folderOf, LEAST, linesOf } from './_folder.ts';

const WITH_STREAM = `${LEAST}    revenue:
      - id: charters
        name: Charters
        account: Income:Charters
        price: 1250.10
    people:
      - name: Anna
        roles: [{ role: captain, critical: true }]
`;

describe('a portfolio that is right', () => {
  it('keeps amounts exactly as written, to the last zero', async () => {
    const texts = ['1250.10', '0.1', '9007199254740993.07', '-3', '.5', '1250.', '+2.00', "'7.70'", '0010.00'];
    for (const text of texts) {
      const yaml = `${LEAST}plan: { horizon: 2026-12, cash_floor: ${text} }\n`;
      const { portfolio } = await declaredOf({ 'portfolio.yaml': yaml });
      const floor = portfolio.plan?.cash_floor;
      const plain = text
        .replaceAll("'", '')
        .replace('+', '')
        .replace(/^\./, '0.')
        .replace(/\.$/, '')
        .replace(/^0+(?=\d)/, '');
      expect(floor && decimalText(floor)).toBe(plain);
    }
  });

  it('takes booleans for true and false, and leaves words such as yes, on and 3028 as text', async () => {
    const yaml = WITH_STREAM.replace('name: JADA', 'name: 3028').replace('name: Anna', 'name: on');
    const [entity] = (await declaredOf({ 'portfolio.yaml': yaml })).portfolio.entities;
    expect(entity?.name).toBe('3028');
    expect(entity?.people[0]).toMatchObject({ name: 'on', roles: [{ critical: true }] });
  });

  it('knows where each value was declared; for a default, where its nearest parent was', async () => {
    const declared = await declaredOf({ 'portfolio.yaml': WITH_STREAM });
    const at = (path: Path): Position => declared.at(path);
    const file = 'portfolio.yaml';
    expect(at(['name'])).toEqual({ file, line: 1, column: 7 });
    expect(at(['entities', 0, 'revenue', 0, 'price'])).toEqual({ file, line: 12, column: 16 });
    expect(at(['entities', 0, 'revenue', 0, 'variable_costs'])).toEqual({ file, line: 9, column: 9 });
    expect(at(['entities', 0, 'revenue'])).toEqual({ file, line: 8, column: 5 });
    expect(at(['entities', 0, 'targets', 4, 'by'])).toEqual({ file, line: 5, column: 5 });
    expect(at(['fiscal_year_start'])).toEqual({ file, line: 1, column: 1 });
    expect(at([])).toEqual({ file, line: 1, column: 1 });
  });

  it('has a hash that changes with any byte of any of its files', async () => {
    const files = { 'portfolio.yaml': `include: more.yaml\n${LEAST}`, 'more.yaml': 'bcc: []\n' };
    const { hash } = await declaredOf(files);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await declaredOf(files)).hash).toBe(hash);
    expect((await declaredOf({ ...files, 'more.yaml': 'bcc: [] # none\n' })).hash).not.toBe(hash);
  });

  it('takes anchors and aliases, Windows line ends and a byte order mark', async () => {
    const yaml = `\uFEFF${LEAST}documents_: 1\n`.replace('documents_: 1\n', '').replaceAll('\n', '\r\n');
    const anchored = `${yaml}    fixed_costs: &fixed ["Expenses:Rent"]\r\nchart_of_accounts: *fixed\r\n`;
    const declared = await declaredOf({ 'portfolio.yaml': anchored });
    expect(declared.portfolio.chart_of_accounts).toEqual(['Expenses:Rent']);
    expect(declared.at(['name'])).toMatchObject({ line: 1, column: 7 });
    expect(declared.at(['time_zone'])).toMatchObject({ line: 3, column: 12 });
  });
});

describe('includes', () => {
  it('join lists in the order of the files, and keep the place of each value', async () => {
    const declared = await declaredOf({
      'portfolio.yaml': `include: [entities/*.yaml]\n${LEAST}plan:\n  horizon: 2026-12\n`,
      'entities/b.yaml': 'entities:\n  - { id: b, name: B, kind: other }\n',
      'entities/a.yaml':
        'include: deeper/c.yaml\nentities:\n  - { id: a, name: A, kind: other }\nplan:\n  budget: 5.00\n',
      'entities/deeper/c.yaml': 'entities:\n  - { id: c, name: C, kind: other }\n',
    });
    expect(declared.portfolio.entities.map(({ id }) => id)).toEqual(['jada', 'a', 'c', 'b']);
    expect(declared.portfolio.plan).toMatchObject({ horizon: '2026-12', budget: { mantissa: 500n, scale: 2 } });
    expect(declared.at(['entities', 2, 'id'])).toEqual({ file: 'entities/deeper/c.yaml', line: 2, column: 11 });
    expect(declared.at(['plan', 'budget'])).toEqual({ file: 'entities/a.yaml', line: 5, column: 11 });
  });

  it('report mistakes in the file where they stand, portfolio.yaml first', async () => {
    const lines = await linesOf({
      'portfolio.yaml': `include: b.yaml\n${LEAST}colour: red\n`,
      'b.yaml': 'include: a.yaml\nbcc: [nobody]\n',
      'a.yaml': 'lists:\n  - name: Owner\n    to: [anna@example.com]\n',
    });
    expect(lines.map((line) => line.split('  ', 2).join(' '))).toEqual([
      'portfolio.yaml:9:1 unknown-key',
      'a.yaml:2:11 bad-id',
      'b.yaml:2:7 bad-email',
    ]);
  });

  it('may be relative to their own file, upwards too, as long as they stay in the folder', async () => {
    const { portfolio } = await declaredOf({
      'portfolio.yaml': `include: parts/one.yaml\n${LEAST}`,
      'parts/one.yaml': 'include: ../other/two.yaml\n',
      'other/two.yaml': 'bcc: [audit@example.com]\n',
    });
    expect(portfolio.bcc).toEqual(['audit@example.com']);
  });

  it('that are missing do not make everything else seem missing', async () => {
    const head = 'name: Harbour\nbase_currency: USD\ntime_zone: UTC\n';
    expect(await codesOf({ 'portfolio.yaml': `include: entities.yaml\n${head}colour: red\n` })).toEqual([
      'include-missing',
      'unknown-key',
    ]);
  });
});

describe('mistakes', () => {
  it('are all reported at once: shape, meaning and files', async () => {
    const yaml = `${LEAST.replace('yacht-charter', 'yacht')}    targets:
      - { stream: charters, by: 2026-13, monthly: "1,000" }
    sources:
      - file: bank.csv
        acount: Assets:JADA Checking
`;
    expect(await codesOf({ 'portfolio.yaml': yaml })).toEqual([
      'unknown-value',
      'unknown-stream',
      'bad-month',
      'bad-decimal',
      'missing-key',
      'source-missing',
      'unknown-key',
    ]);
  });

  it('above a line that is no YAML are reported beside it', async () => {
    const yaml = `colour: red\n${LEAST}    documents: [\n    sites: x\n`;
    const codes = await codesOf({ 'portfolio.yaml': yaml });
    expect(codes).toContain('unknown-key');
    expect(codes).toContain('yaml-syntax');
    expect(codes).not.toContain('wrong-type');
  });

  it('are thrown by loadPortfolio as one UserError for exit code 2, and warnings are not thrown', async () => {
    const bad = folderOf({ 'portfolio.yaml': `${LEAST}one: 1\ntwo: 2\n` });
    const error: unknown = await loadPortfolio(bad).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: 'bad-portfolio', exit: 2, message: 'the portfolio has 2 mistakes' });
    expect(error).toHaveProperty('problems.length', 2);

    const good = folderOf({ 'portfolio.yaml': `${LEAST}    documents: [{ title: Lease, file: lease.pdf }]\n` });
    const { declared, problems } = await loadPortfolio(good);
    expect(declared.folder).toBe(good);
    expect(problems).toMatchObject([{ code: 'document-missing', severity: 'warning' }]);
  });

  it('in the names of reports need to be told which reports there are', async () => {
    const yaml = `${LEAST}lists: [{ name: owner, reports: [weather], to: [anna@example.com] }]\n`;
    expect(await codesOf({ 'portfolio.yaml': yaml })).toEqual([]);
    expect(await codesOf({ 'portfolio.yaml': yaml }, { reports: ['cfo'] })).toEqual(['unknown-report']);
  });

  it('never escape their line: control characters are shown, not obeyed', async () => {
    const [line = ''] = await linesOf({ 'portfolio.yaml': `${LEAST}bcc: ["\\e[2Jx\\nportfolio.yaml:1:1  fake"]\n` });
    expect(line).toContain('\\x1b[2Jx\\x0aportfolio.yaml');
    // eslint-disable-next-line no-control-regex -- that there is none is what this is about
    expect(line).not.toMatch(/[\u0000-\u001f]/);
  });
});
