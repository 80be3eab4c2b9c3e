import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { UserError } from '../../src/core/problem.ts';
import { findPortfolio } from '../../src/portfolio/find.ts';
import { folderOf, LEAST } from './_folder.ts';

it('takes the folder that is named, or the file in it', async () => {
  const folder = folderOf({ 'one/portfolio.yaml': LEAST });
  expect(await findPortfolio('one', folder)).toBe(join(folder, 'one'));
  expect(await findPortfolio(join(folder, 'one/portfolio.yaml'), '/')).toBe(join(folder, 'one'));
});

it('takes the folder you stand in, or the nearest above', async () => {
  const folder = folderOf({ 'portfolio.yaml': LEAST, 'inner/portfolio.yaml': LEAST, 'inner/exports/x.csv': '' });
  mkdirSync(join(folder, 'entities/portfolio.yaml'), { recursive: true });
  expect(await findPortfolio(undefined, folder)).toBe(folder);
  expect(await findPortfolio(undefined, join(folder, 'inner/exports'))).toBe(join(folder, 'inner'));
  expect(await findPortfolio(undefined, join(folder, 'entities'))).toBe(folder);
});

it('does not look above a folder that is named', async () => {
  const folder = folderOf({ 'portfolio.yaml': LEAST, 'inner/x.csv': '' });
  await expect(findPortfolio('inner', folder)).rejects.toThrow('there is no portfolio.yaml in inner');
  await expect(findPortfolio('nowhere', folder)).rejects.toThrow('there is no folder nowhere');
});

it('says how to make one when there is none', async () => {
  const error: unknown = await findPortfolio(undefined, folderOf({ 'x.csv': '' })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code: 'no-portfolio', exit: 2, message: expect.stringContaining('quarterdeck init') });
});
