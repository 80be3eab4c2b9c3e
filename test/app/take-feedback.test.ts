import { expect, it } from 'vitest';
import { openLedger } from '../../src/app/ledger.ts';
import { takeFeedback } from '../../src/app/take-feedback.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { portfolioFolder } from '../http/_portfolio.ts';

it.each([
  [
    'a file that is not there',
    '',
    '/nowhere/bounce.json',
    'what was said of messages cannot be read: /nowhere/bounce.json',
  ],
  [
    'a mailbox that is not there',
    'delivery: { mailbox: bounces }\n',
    undefined,
    /^the mailbox of `delivery\.mailbox` cannot be read: .*bounces$/,
  ],
])('%s is named, and is nobody’s surprise', async (_, more, path, message) => {
  const ledger = await openLedger({ from: portfolioFolder(more), effects: systemEffects });
  try {
    const taking = takeFeedback(ledger, { path, effects: systemEffects });
    await expect(taking).rejects.toMatchObject({ code: 'cannot-read', message: expect.stringMatching(message) });
  } finally {
    await ledger.close();
  }
});
