import { describe, expect, test } from 'vitest';
import { closedRuns, only } from '../../analysis/_run.ts';
import { jada } from './_company.ts';

const run = closedRuns({ looks: ['business'] });

const TODAY = '2026-04-30';
const clients = { id: 'clients', name: 'Clients', kind: 'client-billing' };

describe('CEO-03 equity papers missing', () => {
  const held = (ownership: readonly object[]) => ({ entities: [{ ...jada, ownership }] });

  test('a holder without a document, and one whose document is not there', async () => {
    const ownership = [
      { name: 'Ana', share: '60' },
      { name: 'Ben', share: '40', document: 'papers/ben.pdf' },
    ];
    const { outcome, words } = await run(TODAY, held(ownership), '');
    expect(outcome('CEO-03').findings.map(({ claim, severity }) => [severity, words(claim)])).toEqual([
      ['high', 'JADA: Ana holds 60, and no document on file says so.'],
      ['high', 'JADA: Ben holds 40, and the document that should say so, papers/ben.pdf, is not there.'],
    ]);
  });

  test('shares of today that are not all of it; nobody at all', async () => {
    const ownership = [
      { name: 'Ana', share: '60', document: 'a.pdf' },
      { name: 'Ben', share: '40', document: 'a.pdf', until: '2026-01-31' },
    ];
    const { outcome, words } = await run(TODAY, held(ownership), '', [], { filesThere: ['a.pdf'] });
    expect(words(only(outcome('CEO-03')).claim)).toContain('add up to 60');
    const none = await run(TODAY, held([]), '');
    expect(only(none.outcome('CEO-03'))).toMatchObject({ subject: 'ownership', entity: 'jada' });
  });

  test('passes with the paper; is not asked of a view on clients', async () => {
    const ownership = [{ name: 'Ana', share: '100', document: 'a.pdf' }];
    expect((await run(TODAY, held(ownership), '', [], { filesThere: ['a.pdf'] })).outcome('CEO-03').state).toBe(
      'passed',
    );
    expect((await run(TODAY, { entities: [clients] }, '')).outcome('CEO-03').state).toBe('not-seen');
  });
});

describe('CEO-04 key person without a deputy', () => {
  const led = (id: string, role: string, deputy?: string, name = 'Ana') => ({
    ...jada,
    id,
    name: id.toUpperCase(),
    people: [{ name, roles: [{ role, critical: true, ...(deputy === undefined ? {} : { deputy }) }] }],
  });

  test('in two operations: names the roles and the operations', async () => {
    const entities = [led('one', 'captain'), led('two', 'sales', 'ana'), led('three', 'cook', 'Ben')];
    const { outcome, words } = await run(TODAY, { entities }, '');
    const finding = only(outcome('CEO-04'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'group', subject: 'person: ana', owner: 'Ana' });
    expect(words(finding.claim)).toBe(
      'Ana alone holds critical roles in 2, without a deputy: ONE (captain); TWO (sales).',
    );
  });

  test('passes with deputies, or in one operation', async () => {
    const entities = [led('one', 'captain'), led('two', 'sales', 'Ben')];
    expect((await run(TODAY, { entities }, '')).outcome('CEO-04').state).toBe('passed');
  });

  test('is not seen where nobody is declared', async () => {
    const { outcome } = await run(TODAY, { entities: [jada] }, '');
    expect(outcome('CEO-04')).toMatchObject({ state: 'not-seen', gaps: ['jada.people'] });
  });
});

describe('CEO-07 certificates missing or ending', () => {
  const paper = (kind: string, more: object = {}) => ({ title: kind, kind, file: `${kind}.pdf`, ...more });
  const with_ = (...documents: readonly object[]) => ({ entities: [{ ...jada, documents }] });
  const filesThere = ['insurance.pdf', 'registration.pdf'];
  const premium = '2026-02-03 | jada | Checking | -900.00 | Expenses:Insurance | Harbour Mutual';

  test('none on file, though premiums are paid', async () => {
    const { outcome, words } = await run(TODAY, with_(paper('registration')), premium, [], { filesThere });
    const finding = only(outcome('CEO-07'));
    expect(finding).toMatchObject({ severity: 'high', entity: 'jada', subject: 'paper: insurance' });
    expect(words(finding.claim)).toBe(
      'JADA: no insurance certificate is on file, though premiums of 900.00 were paid in twelve full months.',
    );
  });

  test('ending, ended, or without its file; the longest of several counts', async () => {
    const cases = [
      [[paper('insurance', { expires: '2026-06-14' })], 'medium', 'the insurance certificate ends on 2026-06-14'],
      [[paper('insurance', { expires: '2026-04-29' })], 'high', 'the insurance certificate ended on 2026-04-29'],
      [
        [paper('insurance', { file: 'lost.pdf' })],
        'high',
        'no insurance certificate is on file: insurance is declared, and its file is not there',
      ],
      [[paper('insurance', { expires: '2026-05-01' }), paper('insurance', { expires: '2027-05-01' })]],
    ] as const;
    const entities = cases.map(([documents], at) => ({
      ...jada,
      id: `case-${at}`,
      documents: [paper('registration'), ...documents],
    }));
    const { outcome, words } = await run(TODAY, { entities }, '', [], { filesThere });
    const found = outcome('CEO-07').findings.toSorted((a, b) => (a.entity < b.entity ? -1 : 1));
    expect(found.map(({ entity, severity, claim }) => [entity, severity, words(claim)])).toEqual(
      cases.slice(0, 3).map(([, severity, claim], at) => [`case-${at}`, severity, `JADA: ${claim}.`]),
    );
    const valid = await run(TODAY, { entities: entities.slice(3) }, '', [], { filesThere });
    expect(valid.outcome('CEO-07').state).toBe('passed');
  });

  test('is not seen where nothing is asked for', async () => {
    expect((await run(TODAY, { entities: [clients] }, '')).outcome('CEO-07').state).toBe('not-seen');
  });
});
