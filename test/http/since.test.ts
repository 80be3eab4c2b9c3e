import { beforeAll, expect, it } from 'vitest';
import { composeReport, definitionOf } from '../../src/app/compose.ts';
import { keepEdition } from '../../src/app/record-report.ts';
import { openRun } from '../../src/app/run.ts';
import { viewFor } from '../../src/app/view.ts';
import type { IsoDate } from '../../src/core/date.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { since, type Since } from '../../src/http/contract/index.ts';
import { ANN, BEN, house, portfolioFolder, type House } from './_house.ts';

/** Puts on record that a report of an earlier day reached some readers. */
async function reported(folder: string, type: string, asOf: IsoDate, readers: readonly string[]): Promise<void> {
  const run = await openRun({ from: folder, asOf, effects: { ...systemEffects, env: {} } });
  try {
    const definition = definitionOf(type, run.own);
    const report = composeReport(await viewFor(run, definition), type, run.own);
    const edition = await keepEdition(run, { definition, report });
    await run.records.reports.reached(edition, readers, Date.parse(`${asOf}T16:00:00Z`));
  } finally {
    await run.close();
  }
}

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  const folder = portfolioFolder();
  await reported(folder, 'cfo', '2026-03-31', [ANN.email]);
  shared = await house({ folder, closing: (closing) => (close = closing) });
  return () => close();
});

const asked = async (query: string, as: { email: string }): Promise<Since> => {
  const answer = await shared.ask('GET', `/api/since${query}`, { as });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).not.toContain(shared.folder);
  return since.parse(JSON.parse(text));
};
const refused = async (query: string, as: { email: string }): Promise<unknown[]> => {
  const answer = await shared.ask('GET', `/api/since${query}`, { as });
  return [answer.status, ((await answer.json()) as { code?: string }).code];
};

const NOTHING = {
  asOf: '2026-04-30',
  snapshot: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
  moves: [],
  incomparable: [],
  compared: 0,
  sources: [],
  declared: false,
  risen: [],
  resolved: [],
  outOfSight: [],
};

it('has nothing to compare with for whoever never got the report', async () => {
  expect(await asked('?report=cfo', BEN)).toEqual({ report: 'cfo', ...NOTHING });
  expect(await asked('?report=ceo', ANN)).toEqual({ report: 'ceo', ...NOTHING });
});

it('tells a reader what moved since their own last report: before + restated + activity = now', async () => {
  const { last, moves, compared, declared, sources } = await asked('?report=cfo', ANN);
  expect([last, declared, sources]).toEqual(['2026-03-31', false, []]);
  expect(compared).toBeGreaterThanOrEqual(moves.length);
  const cash = moves.find(({ figure }) => figure.id === 'group.cash.unrestricted');
  expect(cash).toMatchObject({
    figure: { label: 'Unrestricted cash', text: '$3,625.00' },
    before: { text: '$3,350.00' },
    restated: { text: '$0.00' },
    activity: { text: '$275.00' },
    change: { text: '8.2 %' },
  });
  // Figures of what changed are figures: they have receipts.
  const answer = await shared.ask('GET', `/api/figures/${encodeURIComponent(cash?.activity.id ?? '')}`, { as: BEN });
  expect(await answer.json()).toMatchObject({ holds: true, figure: { value: '275.00', kind: 'formula' } });
});

it('tells an admin of another reader of the report, and a reader of nobody else', async () => {
  expect(await asked('?report=cfo&reader=ben@example.com', ANN)).toEqual({ report: 'cfo', ...NOTHING });
  expect(await asked('?report=cfo&reader=BEN@example.com', BEN)).toEqual({ report: 'cfo', ...NOTHING });
  expect(await refused('?report=cfo&reader=ann@example.com', BEN)).toEqual([403, 'admins-only']);
  // The CEO report goes to the owners alone.
  expect(await refused('?report=ceo&reader=ben@example.com', ANN)).toEqual([404, 'no-such-reader']);
});

it('refuses a report that there is not, and no report at all', async () => {
  expect(await refused('?report=cxo', BEN)).toEqual([404, 'no-such-report']);
  expect(await refused('', BEN)).toEqual([400, 'bad-request']);
  expect(await refused('?report=cfo&reader=nobody', ANN)).toEqual([400, 'bad-request']);
});
