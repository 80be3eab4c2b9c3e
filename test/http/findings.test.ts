import { beforeAll, describe, expect, it } from 'vitest';
import { findings, noteAnswer, type Finding, type Findings } from '../../src/http/contract/index.ts';
import { ANN, BEN, house, type House } from './_house.ts';

/** What the checks find in the small portfolio: books, papers and measures that are missing, and a dock that charges more. */
const found = async ({ ask }: House, query = ''): Promise<Findings> => {
  const answer = await ask('GET', `/api/findings${query}`, { as: BEN });
  expect(answer.status).toBe(200);
  return findings.parse(await answer.json());
};
const of = (all: Findings, check: string): Finding => {
  const one = all.findings.find((finding) => finding.check === check);
  if (!one) throw new Error(`${check} found nothing`);
  return one;
};
const statusAndCode = async (answer: Response): Promise<unknown[]> => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  shared = await house({ closing: (closing) => (close = closing) });
  return () => close();
});

describe('GET /api/findings', () => {
  it('tells the gravest first, in sentences with their numbers written out', async () => {
    const all = await found(shared);
    expect(all.asOf).toBe('2026-04-30');
    const order = ['critical', 'high', 'medium', 'low', 'info'];
    const ranks = all.findings.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(all.findings[0]).toMatchObject({
      check: 'ACC-01',
      severity: 'critical',
      entity: 'jada',
      entityName: 'JADA Charter',
      claim:
        'No accounting system was found for JADA Charter: 9 movements are on file from 5 Jan 2026 to 28 Apr 2026, and no double-entry books.',
      owner: 'Ann',
      evidence: [{ id: 'jada.movements', text: '9 movements' }],
      notes: [],
    });
  });

  it('says what is at stake, how it was worked out, and by which figures', async () => {
    const { claim, stake, evidence } = of(await found(shared), 'FIN-09');
    expect(claim).toBe('Dock fees charges JADA Charter $450 since 20 Mar 2026, up 12.5 % from $400: $600 more a year.');
    expect(stake?.text).toBe('$600');
    expect(stake?.how).not.toBe('');
    expect(stake?.figures.map(({ text }) => text)).toEqual(['$600']);
    expect(evidence.map(({ text }) => text)).toContain('$450');
  });

  it('tells only those at least this severe, or of one business', async () => {
    const severe = await found(shared, '?severity=high');
    expect(new Set(severe.findings.map(({ severity }) => severity))).toEqual(new Set(['critical', 'high']));
    const own = await found(shared, '?entity=jada&severity=info');
    expect(new Set(own.findings.map(({ entity }) => entity))).toEqual(new Set(['jada']));
    const { findings: all } = await found(shared);
    expect(own.findings.length + (await found(shared, '?entity=group')).findings.length).toBe(all.length);
  });

  it('does not call all well with a business that there is not', async () => {
    const answer = await shared.ask('GET', '/api/findings?entity=jade', { as: BEN });
    expect(await statusAndCode(answer)).toEqual([404, 'no-such-entity']);
    expect(await statusAndCode(await shared.ask('GET', '/api/findings?severity=grave', { as: BEN }))).toEqual([
      400,
      'bad-request',
    ]);
  });

  it('is written once as long as nobody notes anything, and shows at once what another process did', async () => {
    const { id, severity } = of(await found(shared), 'ACC-01');
    const texts = [];
    for (let asked = 0; asked < 2; asked += 1)
      texts.push(await (await shared.ask('GET', '/api/findings', { as: BEN })).text());
    expect(texts[0]).toBe(texts[1]);
    // The run has a connection of its own.
    const { records } = shared.bridge.ledger;
    const note = {
      finding: id,
      severity,
      action: 'acknowledge',
      at: '2026-04-30T14:00:00.000Z',
      by: 'cli:zoe',
    } as const;
    await records.findings.add(note);
    for (const query of ['', '?severity=info', '?entity=jada'])
      expect(of(await found(shared, query), 'ACC-01')).toMatchObject({
        life: { quiet: { kind: 'acknowledged' } },
        notes: [{ by: 'cli:zoe' }],
      });
  });
});

describe('POST /api/findings', () => {
  it('puts on record what someone does about findings; the next answer shows it, on the same run', async () => {
    const all = await house();
    const { ask, clock } = all;
    const dock = of(await found(all), 'FIN-09');
    const note = async (body: object): Promise<readonly string[]> => {
      const answer = await ask('POST', '/api/findings', { as: ANN, body });
      expect(answer.status).toBe(200);
      return noteAnswer.parse(await answer.json()).findings;
    };
    const request = { action: 'acknowledge', which: dock.id, note: '  The marina told us.\u0007 ' };
    expect(await note(request)).toEqual([dock.id]);
    expect(of(await found(all), 'FIN-09')).toMatchObject({
      life: { state: 'new', quiet: { kind: 'acknowledged' } },
      notes: [
        { action: 'acknowledge', at: '2026-04-30T15:00:00.000Z', by: 'user:ann', note: 'The marina told us.\\x07' },
      ],
    });

    clock.now += 1000;
    await note({ action: 'assign', which: dock.id, to: 'Ben' });
    clock.now += 1000;
    await note({ action: 'snooze', which: dock.id, until: '2026-05-15' });
    expect(of(await found(all), 'FIN-09')).toMatchObject({
      owner: 'Ben',
      life: { quiet: { kind: 'snoozed', until: '2026-05-15' } },
    });

    clock.now += 1000;
    await note({ action: 'reopen', which: dock.id });
    const open = of(await found(all), 'FIN-09');
    expect(open.life?.quiet).toBeUndefined();
    expect(open.notes.map(({ action }) => action)).toEqual(['acknowledge', 'assign', 'snooze', 'reopen']);

    // The id of a check stands for all that it found.
    const ids = await note({ action: 'acknowledge', which: 'ceo-05' });
    const quiet = (await found(all)).findings.filter(({ life }) => life?.quiet);
    expect(ids.length).toBeGreaterThan(1);
    expect(quiet.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
    expect(new Set(quiet.map(({ check }) => check))).toEqual(new Set(['CEO-05']));
  });

  it('refuses what cannot be done, and puts nothing of it on record', async () => {
    const all = shared;
    const { id } = of(await found(all), 'FIN-09');
    const refused = async (body: object, as: { email: string } = ANN): Promise<unknown[]> =>
      statusAndCode(await all.ask('POST', '/api/findings', { as, body }));
    expect(await refused({ action: 'acknowledge', which: 'ffffffffffff' })).toEqual([404, 'no-such-finding']);
    expect(await refused({ action: 'acknowledge', which: id }, BEN)).toEqual([403, 'admins-only']);
    expect(await refused({ action: 'acknowledge', which: id, note: 'x'.repeat(2001) })).toEqual([400, 'bad-request']);
    expect(await refused({ action: 'acknowledge', which: id, by: 'user:ben' })).toEqual([400, 'bad-request']);
    expect(await refused({ action: 'snooze', which: id })).toEqual([400, 'bad-request']);
    expect(await refused({ action: 'assign', which: id, to: '  ' })).toEqual([400, 'bad-request']);
    // The day of the reports is 30 April: a finding that sleeps until then sleeps no day.
    const past = await all.ask('POST', '/api/findings', {
      as: ANN,
      body: { action: 'snooze', which: id, until: '2026-04-30' },
    });
    expect(past.status).toBe(400);
    // Nor is there a day so far off; what a form says of it is no matter of the command line's.
    const far = { action: 'snooze', which: id, until: '9999-12-31' };
    expect(await (await all.ask('POST', '/api/findings', { as: ANN, body: far })).json()).toMatchObject({
      code: 'bad-request',
      errors: [{ at: 'json.until' }],
    });
    expect(await past.json()).toMatchObject({
      code: 'bad-request',
      errors: [
        {
          at: 'json.until',
          message: 'expected a day after 2026-04-30 and before 2200, until which the finding stays quiet',
        },
      ],
    });
    expect(of(await found(all), 'FIN-09').notes).toEqual([]);
  });
});
