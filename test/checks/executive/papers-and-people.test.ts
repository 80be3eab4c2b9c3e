import { describe, expect, test } from 'vitest';
import { closedRuns, only } from '../../analysis/_run.ts';
import { jada } from './_company.ts';

const run = closedRuns({ looks: ['business'] });

const TODAY = '2026-04-30';
const clients = { id: 'clients', name: 'Clients', kind: 'client-billing' };

describe('CEO-03 equity papers missing', () => {
  const held = (id: string, ...ownership: readonly object[]) => ({ ...jada, id, ownership });
  const entities = [
    held('papers', { name: 'Ana', share: '60' }, { name: 'Ben', share: '40', document: 'papers/ben.pdf' }),
    held(
      'shares',
      { name: 'Ana', share: '60', document: 'a.pdf' },
      { name: 'Ben', share: '40', document: 'a.pdf', until: '2026-01-31' },
    ),
    held('nobody'),
    held('whole', { name: 'Ana', share: '100', document: 'a.pdf' }),
  ];

  test('holders without a paper, shares of today that are not all of it, nobody at all', async () => {
    const { outcome, words } = await run(TODAY, { entities }, '', [], { filesThere: ['a.pdf'] });
    expect(outcome('CEO-03').findings.map(({ entity, subject, claim }) => [entity, subject, words(claim)])).toEqual([
      ['papers', 'holder: Ana', 'JADA: Ana holds 60, and no document on file says so.'],
      [
        'papers',
        'holder: Ben',
        'JADA: Ben holds 40, and the document that should say so, papers/ben.pdf, is not there.',
      ],
      ['shares', 'shares', 'JADA: the shares that are declared add up to 60.000000.'],
      ['nobody', 'ownership', 'JADA: nobody is declared as its owner.'],
    ]);
    expect(outcome('CEO-03').findings.every(({ severity }) => severity === 'high')).toBe(true);
  });

  test('passes with the paper; is not asked of a view on clients', async () => {
    const given = { entities: [...entities.slice(3), clients] };
    const { outcome } = await run(TODAY, given, '', [], { filesThere: ['a.pdf'] });
    expect(outcome('CEO-03').state).toBe('passed');
    const none = await run(TODAY, { entities: [clients] }, '');
    expect(none.outcome('CEO-03').state).toBe('not-seen');
    expect(none.outcome('CEO-07').state).toBe('not-seen');
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
});
