import { appendFileSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { coverage, sources } from '../../src/http/contract/index.ts';
import { BEN, house, portfolioFolder, type House } from './_house.ts';

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  const folder = portfolioFolder();
  appendFileSync(join(folder, 'bank.csv'), '2026-04-29,"Evil\u202etxt, <b>bold</b>",oops,3625.00\n');
  shared = await house({ folder, closing: (closing) => (close = closing) });
  return () => close();
});

const asked = async (path: string): Promise<unknown> => {
  const answer = await shared.ask('GET', path, { as: BEN });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).not.toContain(shared.folder);
  return JSON.parse(text);
};

it('tells how far each account reaches, and since when its balance is known', async () => {
  const { asOf, entities } = coverage.parse(await asked('/api/coverage'));
  expect(asOf).toBe('2026-04-30');
  expect(entities).toEqual([
    {
      id: 'jada',
      name: 'JADA Charter',
      currency: 'USD',
      from: '2026-01',
      to: '2026-04',
      accounts: [
        {
          account: 'Assets:Checking',
          currency: 'USD',
          openingKnown: true,
          first: '2026-01-05',
          last: '2026-04-28',
          stale: false,
        },
      ],
    },
  ]);
});

it('tells what is missing and what that would tell, and which checks could not look for want of it', async () => {
  const { gaps, unseen, seen } = coverage.parse(await asked('/api/coverage'));
  expect(gaps.find(({ id }) => id === 'jada.ownership')).toEqual({
    id: 'jada.ownership',
    entity: 'jada',
    entityName: 'JADA Charter',
    source: 'ownership: no holder is declared',
    wouldTell: 'whose JADA Charter is; what belongs to the owner and to others is not known',
    suffers: ['jada.ownership.owner'],
  });
  expect(unseen.find(({ check }) => check === 'WEB-05')).toEqual({
    check: 'WEB-05',
    title: 'The way to buying is broken',
    why: 'Group: pages of a site as files (`pages:` in the portfolio)',
  });
  expect(unseen.every(({ why }) => why !== '')).toBe(true);
  // FIN-09 looked, and found something.
  expect(unseen.map(({ check }) => check)).not.toContain('FIN-09');
  expect(seen).toBeGreaterThan(10);
});

it('tells every file that was read, how old it is, and what is wrong in it by line', async () => {
  const all = sources.parse(await asked('/api/sources'));
  expect(all.sources).toMatchObject([
    {
      file: 'bank.csv',
      role: 'statement',
      entity: 'jada',
      entityName: 'JADA Charter',
      kind: 'csv',
      rows: 9,
      problems: 1,
      first: '2026-01-05',
      last: '2026-04-28',
      age: 2,
      stale: false,
    },
  ]);
  expect(all.mistakes).toMatchObject([{ file: 'bank.csv', line: 11, code: 'amount-invalid' }]);
});

it('says that a source is older than its owner allows, and what is wrong in the portfolio while it is', async () => {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  const portfolio = readFileSync(file, 'utf8').replace("account: 'Assets:Checking',", '$& fresh_within_days: 1,');
  writeFileSync(file, portfolio);
  const { ask, clock } = await house({ folder });
  const all = sources.parse(await (await ask('GET', '/api/sources', { as: BEN })).json());
  expect(all.sources.map(({ file: name, age, stale }) => [name, age, stale])).toEqual([['bank.csv', 2, true]]);

  writeFileSync(file, portfolio.replace('base_currency: USD', 'base_currency: dollars'));
  clock.now += 30_000;
  const broken = await ask('GET', '/api/coverage', { as: BEN });
  expect(broken.status).toBe(422);
  const text = await broken.text();
  expect(JSON.parse(text)).toMatchObject({
    code: 'bad-portfolio',
    mistakes: [{ file: 'portfolio.yaml', line: 2, severity: 'error' }],
  });
  expect(text).not.toContain(folder);

  unlinkSync(file);
  const gone = await ask('GET', '/api/coverage', { as: BEN });
  expect([gone.status, (await gone.text()).includes(folder)]).toEqual([503, false]);

  // It is mended, and read at once.
  writeFileSync(file, portfolio);
  expect((await ask('GET', '/api/coverage', { as: BEN })).status).toBe(200);
});
