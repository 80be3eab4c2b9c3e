import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchPage } from '../../src/http/contract/index.ts';
import { dispatchOf, MESSAGE } from '../records/_dispatch.ts';
import { ANN, BEN, house, portfolioFolder, type House } from './_house.ts';

/*
 * What a server keeps between requests is never older than the records, also where another process writes to them. A
 * house each is a process each here: two bridges, two connections, one folder.
 */

let here: House;
let there: House;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const folder = portfolioFolder();
  const closing = (close: () => Promise<void>): void => void closers.push(close);
  here = await house({ folder, closing });
  // The keys are made with the first token; the other process finds them.
  await here.tokenOf(ANN);
  there = await house({ folder, closing });
});
afterAll(() => Promise.all(closers.map((close) => close())));

const LIST = '/api/dispatches?limit=10';

/** States and first recipients, as somebody sees them. */
async function seen(who: { readonly email: string }): Promise<unknown> {
  const answer = await here.ask('GET', LIST, { as: who });
  expect(answer.headers.get('content-type')).toBe('application/json');
  const { dispatches } = dispatchPage.parse(await answer.json());
  return dispatches.map(({ state, recipients: [first] }) => [state, first?.address]);
}

describe('the next answer', () => {
  it('shows what another process did with a dispatch, to each as they may see it', async () => {
    const { dispatches } = there.bridge.ledger.records;
    expect(await seen(ANN)).toEqual([]);
    const { id } = (await dispatches.add(dispatchOf(), MESSAGE)).record;
    for (let asked = 0; asked < 2; asked += 1) {
      expect(await seen(ANN)).toEqual([['queued', 'ann@example.com']]);
      expect(await seen(BEN)).toEqual([['queued', 'a…@example.com']]);
    }
    await dispatches.change(id, (before) => ({ ...before, state: 'unknown' }));
    expect(await seen(BEN)).toEqual([['unknown', 'a…@example.com']]);
    expect(await seen(ANN)).toEqual([['unknown', 'ann@example.com']]);
  });

  it('refuses a session that another process ended', async () => {
    const token = await here.tokenOf(BEN);
    for (const home of [here, there, here]) expect((await home.ask('GET', LIST, { as: token })).status).toBe(200);
    await there.bridge.access.signOut(undefined, token);
    for (const home of [here, there]) {
      const refused = await home.ask('GET', LIST, { as: token });
      expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ code: 'session-ended' })]);
    }
  });
});
