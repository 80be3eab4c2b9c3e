import { expect, it } from 'vitest';
import { recordsState } from '../../src/app/doctor-mail.ts';
import { openLedger } from '../../src/app/ledger.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { portfolioFolder } from '../http/_portfolio.ts';
import { failed, house, MINUTE } from './dispatch/_house.ts';

it('doctor tells of a message that somebody must look at, however many were sent since', async () => {
  const { add, run, transport, records } = await house();
  transport.answers.push(failed('unknown'));
  const { id } = await add(['ann@example.com']);
  await run(10 * MINUTE, { settle: 5 * MINUTE });
  for (let at = 0; at < 101; at += 1) await add([`reader-${at}@example.com`]);
  const ledger = await openLedger({ from: portfolioFolder(), effects: systemEffects });
  try {
    const state = await recordsState({ ...ledger, records }, { ...systemEffects, env: {} });
    const [alert] = state.filter(({ what }) => what === 'dispatch');
    expect(alert).toMatchObject({
      state: 'warning',
      says: expect.stringContaining(`quarterdeck resend --unknown ${id}`),
    });
  } finally {
    await ledger.close();
  }
});
