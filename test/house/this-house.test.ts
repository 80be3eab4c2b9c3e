import { expect, it } from 'vitest';

import { inspectHouse } from '../../scripts/house.mjs';

it('finds this house in order', async () => {
  const { files, modules, imports, violations } = await inspectHouse();
  expect(violations).toEqual([]);
  expect(modules).toBe(files);
  expect(imports).toBeGreaterThan(0);
});
