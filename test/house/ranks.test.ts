import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { IConfiguration } from 'dependency-cruiser';
import { describe, expect, it, onTestFinished } from 'vitest';

import { inspectHouse } from '../../scripts/house.mjs';

type Files = Record<string, string>;

/*
 * That the rules hold what they should. This house itself is inspected by `npm run check`, and by this-house.test.ts.
 */

/** Makes a small house of the files given, beside one runtime and one development package, and inspects it. */
async function violationsIn(files: Files): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const house: Files = {
    'package.json':
      '{ "type": "module", "dependencies": { "runs": "1.0.0" }, "devDependencies": { "builds": "1.0.0" } }',
    'node_modules/runs/index.js': '',
    'node_modules/builds/index.js': '',
    'node_modules/stray/index.js': '',
    ...files,
  };
  for (const [path, text] of Object.entries(house)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { violations } = await inspectHouse(root);
  return violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
}

/** A house in which one file imports another. */
function edge(from: string, to: string): Files {
  const up = '../'.repeat(from.split('/').length - 1);
  return { [to]: 'export const x = 1;', [from]: `import { x } from '${up}${to}'; export const y = x;` };
}

const forbidden = `
  rank-core          src/core/money.ts              src/model/figure.ts
  rank-model         src/model/figure.ts            src/facts/store.ts
  rank-portfolio     src/portfolio/read.ts          src/facts/store.ts
  rank-facts         src/facts/store.ts             src/sources/csv.ts
  rank-analysis      src/analysis/burn.ts           src/render/text.ts
  rank-render        src/render/email.tsx           src/delivery/smtp.ts
  rank-delivery      src/delivery/smtp.ts           src/access/tokens.ts
  rank-records       src/records/sqlite/store.ts    src/access/tokens.ts
  rank-access        src/access/tokens.ts           src/records/store.ts
  rank-sources       src/sources/csv.ts             src/checks/cto/no-waf.ts
  rank-checks        src/checks/cto/no-waf.ts       src/sources/csv.ts
  rank-own-reports   src/own-reports/read.ts        src/checks/cto/no-waf.ts
  rank-reports       src/reports/cfo.ts             src/app/send.ts
  rank-app           src/app/send.ts                src/http/routes.ts
  rank-http          src/http/routes.ts             src/cli/main.ts
  rank-cli           src/cli/main.ts                src/lambda/handler.ts
  rank-lambda        src/lambda/handler.ts          src/cli/main.ts
  rank-model         src/model/figure.ts            src/loose.ts
  room-unknown       src/attic/box.ts               src/core/money.ts
  stranger-checks    src/checks/cto/no-waf.ts       src/render/text.ts
  stranger-reports   src/reports/cfo.ts             src/delivery/smtp.ts
  stranger-http      src/http/routes.ts             src/records/dynamodb/store.ts
  unit-siblings      src/sources/csv.ts             src/sources/ofx.ts
  unit-siblings      src/sources/csv.ts             src/sources/csv-dialect.ts
  unit-siblings      src/sources/aws/s3.ts          src/sources/csv/reader.ts
  unit-siblings      src/sources/aws/index.ts       src/sources/csv.ts
  unit-siblings      src/sources/_shared.ts         src/sources/csv.ts
  unit-siblings      src/sources/csv.ts             src/sources/index.ts
  unit-siblings      src/reports/ceo.ts             src/reports/cfo.ts
  unit-siblings      src/delivery/ses.ts            src/delivery/smtp.ts
  check-siblings     src/checks/cto/no-waf.ts       src/checks/cto/no-tls.ts
  check-siblings     src/checks/cto/no-waf.ts       src/checks/cfo/burn.ts
  check-siblings     src/checks/cto/no-waf.ts       src/checks/cfo/_shared.ts
  check-siblings     src/checks/cto/_shared.ts      src/checks/cto/no-waf.ts
  check-siblings     src/checks/cto/no-waf.ts       src/checks/index.ts
  no-way-out         src/core/money.ts              test/core/money.ts
  no-way-out         src/cli/main.ts                scripts/build.ts
  no-way-out         src/http/routes.ts             web/src/app.tsx
  web-contract       web/src/app.tsx                src/core/money.ts
  web-contract       web/src/app.tsx                src/http/routes.ts
  web-way-out        web/src/app.tsx                test/web/stub.ts
  contract-alone     src/http/contract/send.ts      src/model/send.ts
`;

const permitted = `
  src/model/figure.ts            src/core/money.ts
  src/app/send.ts                src/delivery/index.ts
  src/cli/main.ts                src/core/money.ts
  src/records/sqlite/store.ts    src/records/store.ts
  src/sources/csv.ts             src/sources/_shared.ts
  src/sources/aws/s3.ts          src/sources/_shared.ts
  src/sources/aws/s3.ts          src/sources/aws/client.ts
  src/sources/csv.ts             src/sources/csv/dialect.ts
  src/sources/index.ts           src/sources/csv.ts
  src/reports/index.ts           src/reports/cfo.ts
  src/checks/cto/no-waf.ts       src/checks/_shared.ts
  src/checks/cto/no-waf.ts       src/checks/cto/_shared.ts
  src/checks/index.ts            src/checks/cto/no-waf.ts
  src/checks/cto/index.ts        src/checks/cto/no-waf.ts
  web/src/app.tsx                src/http/contract/send.ts
  web/src/app.tsx                web/src/api/client.ts
  src/http/contract/send.ts      src/http/contract/_scalars.ts
`;

const rows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));

/** Houses that break a rule by more than one edge between two rooms. */
const others: { rule: string; edge: string; files: Files }[] = [
  {
    rule: 'no-cycles',
    edge: 'src/core/a.ts → src/core/b.ts',
    files: {
      'src/core/a.ts': "import type { B } from './b.ts'; export type A = B;",
      'src/core/b.ts': "import type { A } from './a.ts'; export type B = A;",
    },
  },
  {
    rule: 'no-dev-dependencies',
    edge: 'src/core/a.ts → node_modules/builds/index.js',
    files: { 'src/core/a.ts': "import 'builds'; import 'runs';" },
  },
  {
    rule: 'no-dev-dependencies',
    edge: 'src/core/a.ts → node_modules/stray/index.js',
    files: { 'src/core/a.ts': "import type { S } from 'stray';" },
  },
  {
    rule: 'web-packages',
    edge: 'web/src/a.tsx → node_modules/stray/index.js',
    files: { 'web/src/a.tsx': "import 'builds'; import 'stray';" },
  },
  { rule: 'no-unresolved', edge: 'src/core/a.ts → ./gone.ts', files: { 'src/core/a.ts': "import './gone.ts';" } },
  {
    rule: 'pure-rooms',
    edge: 'src/model/a.ts → fs',
    files: { 'src/model/a.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    rule: 'pure-rooms',
    edge: 'src/analysis/a.ts → fs/promises',
    files: { 'src/analysis/a.ts': "import { readFile } from 'node:fs/promises';" },
  },
];

describe('the rank table', () => {
  it.each(rows(forbidden))('%s: %s may not import %s', async (rule = '', from = '', to = '') => {
    expect(await violationsIn(edge(from, to))).toContain(`${rule}: ${from} → ${to}`);
  });

  it.each(others)('$rule: $edge', async ({ rule, edge: broken, files }) => {
    expect(await violationsIn(files)).toContain(`${rule}: ${broken}`);
  });

  it.each(rows(permitted))('%s may import %s', async (from = '', to = '') => {
    expect(await violationsIn(edge(from, to))).toEqual([]);
  });

  it('has a case here for each of its rules', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;
    const rules = new Set(config.forbidden?.map(({ name }) => name));
    const cases = new Set([...rows(forbidden).map(([rule]) => rule), ...others.map(({ rule }) => rule)]);
    expect(cases).toEqual(rules);
  });
});

describe('every form of import counts', () => {
  it.each([
    ['import type', "import type { x } from '../model/m.ts';"],
    ['inline type', "import { type x } from '../model/m.ts';"],
    ['side effect', "import '../model/m.ts';"],
    ['export from', "export { x } from '../model/m.ts';"],
    ['export type *', "export type * from '../model/m.ts';"],
    ['import()', "export const later = async () => await import('../model/m.ts');"],
    ['import().Type', "export type X = { readonly list: import('../model/m.ts').X[] };"],
    [
      'beside JSX',
      "import { x } from '../model/m.ts'; export const B = <T,>(p: { t: T }) => <b id={x}>import {p.t}</b>;",
    ],
    ['beside using', "import { x } from '../model/m.ts'; export function f() { using y = x(); return y; }"],
  ])('%s', async (_form, text) => {
    const files = { 'src/model/m.ts': 'export const x = 1; export type X = 1;', 'src/core/c.tsx': text };
    expect(await violationsIn(files)).toEqual(['rank-core: src/core/c.tsx → src/model/m.ts']);
  });
});

describe('the inspection', () => {
  it('refuses a house without modules', async () => {
    await expect(violationsIn({ 'src/core/README.md': '' })).rejects.toThrow('saw 0 modules of 0 files');
  });

  it('refuses a house with a file that it cannot read', async () => {
    const files = { 'src/core/a.ts': 'export const x = 1;', 'src/core/b.mts': "import '../app/send.ts';" };
    await expect(violationsIn(files)).rejects.toThrow('saw 1 modules of 2 files; not: src/core/b.mts');
  });
});
