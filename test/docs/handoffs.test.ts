import { expect, it } from 'vitest';

import { itemsOf } from '../sources/handoff/_items.ts';
import { pageOf, tableBelow } from './_pages.ts';

it.each(tableBelow(pageOf('handoffs.md'), 'Lines'))('handoffs.md: %s', (line = '', meaning = '') => {
  const read = itemsOf(`Date: 2026-04-20\n\n## Next\n- ${line}\n`);
  const told = read.map((item) => item.replace(/^\d+ /, '').split(' | ').join(', '));
  expect(told.join('; ') || 'nothing').toBe(meaning);
});
