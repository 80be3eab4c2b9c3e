import { expect, test } from 'vitest';
import { runCheck, check } from '../../src/checks/_check.ts';
import { checks } from '../../src/checks/index.ts';
import { say } from '../../src/model/sentence.ts';
import { closedRuns } from '../analysis/_run.ts';

const run = closedRuns();

const probe = (seen: string[]) =>
  check({
    id: 'FIN-99',
    role: 'CFO',
    title: 'Probe',
    why: 'To see what a check is given.',
    fix: say`Nothing.`,
    effort: 'hours',
    standard: 'none',
    needs: ['uncategorised'],
    run(facts) {
      seen.push(...Object.keys(facts));
      return [];
    },
  });

test('a check gets the facts that it needs, and no others', async () => {
  const seen: string[] = [];
  const { analysis, book } = await run('2026-04-30', { entities: [{ id: 'a', name: 'A', kind: 'other' }] }, '');
  expect(runCheck(probe(seen), analysis.facts, book).state).toBe('passed');
  expect(seen).toEqual(['uncategorised']);
});

test('a check whose input is missing is not run', async () => {
  const seen: string[] = [];
  const { analysis, book } = await run('2026-04-30', { entities: [{ id: 'a', name: 'A', kind: 'other' }] }, '');
  const blind = { ...probe(seen), needs: ['cash'] as const };
  expect(runCheck(blind, analysis.facts, book)).toMatchObject({ state: 'not-seen', findings: [], gaps: ['a.no-rows'] });
  expect(seen).toEqual([]);
});

test('ids are unique and in order', () => {
  const ids = checks.map((one) => one.id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});
